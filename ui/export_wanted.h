// What a person wants written of a result, and where.
#pragma once

#include <QString>
#include <vector>

namespace nounscope {

struct ExportWanted {
    QString folder;
    bool assignments = true, clusters = true, nouns = true, report = true;
    bool everyPicture = true;
    std::vector<int> pictures;  // else the rows of assignments.csv: pictures by number, in any order
};

}  // namespace nounscope
