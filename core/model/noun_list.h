// The nouns a run scores, in the order every per-noun result keeps.
#pragma once

#include <string>
#include <vector>

namespace nounscope {

struct NounList {
    std::vector<std::string> words;    // M entries, UTF-8
    std::vector<std::string> glosses;  // M entries, "" where none is known
};

}  // namespace nounscope
