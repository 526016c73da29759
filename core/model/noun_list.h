// The nouns a run scores, in the order every per-noun result keeps.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nounscope {

struct NounList {
    std::vector<std::string> words;     // M entries, UTF-8
    std::vector<std::string> glosses;   // M entries, "" where none is known
    std::vector<std::int64_t> byGloss = {};  // M nouns in the order of their glosses, or none
};

}  // namespace nounscope
