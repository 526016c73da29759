#include "app/train-starter/stamps.h"

#include "core/io/csv.h"

namespace nounscope {

std::vector<Stamp> readStamps(const std::filesystem::path& list) {
    CsvReader reader(list);
    std::vector<std::string> row;
    std::vector<Stamp> stamps;
    reader.next(row);
    if (row != std::vector<std::string>{"file", "folder", "category", "noun", "copy_of_training"})
        reader.fail("the header of a list of stamps is file,folder,category,noun,copy_of_training.");
    while (reader.next(row))
        if (row[4] != "1") stamps.push_back({row[0], row[1], row[2], row[3]});
    return stamps;
}

}  // namespace nounscope
