// What changed from one result to another: which pictures changed company, which nouns came and went.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nounscope {

// A cell of the confusion: pictures that were in cluster `before` and are in cluster `after`. `pictures` are numbers in the
// later result's items, in its order; never empty.
struct SharedPictures {
    int before = 0, after = 0;
    std::vector<std::int64_t> pictures;
};

struct RunComparison {
    std::vector<std::string> namesBefore, namesAfter;   // of the clusters
    std::vector<std::int64_t> sizesBefore, sizesAfter;  // all their pictures
    std::vector<SharedPictures> shared;                 // by before, then after
    std::vector<int>
        matchBefore;  // for each cluster before, the one it became: matched one to one for the largest number of
                      // pictures; -1 for those left over
    std::int64_t common = 0;  // pictures that both results group
    std::int64_t onlyBefore = 0, onlyAfter = 0;
    std::int64_t moved = 0;   // of the common ones, in another cluster than the one theirs became
    double ari = 0, nmi = 0;  // of the common ones; 0 where there are none
    std::vector<std::string> nounsCame, nounsWent;  // kept by the one filter only, best first
};

}  // namespace nounscope
