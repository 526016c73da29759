// The order in which a person counts: img2 before img10.
#pragma once

#include <string_view>

namespace nounscope {

// A strict total order of byte strings, independent of the locale: runs of digits by value, ASCII letters
// without case, "/" before every other byte so that a folder stays together; what is then still equal, by its
// bytes.
bool naturalLess(std::string_view a, std::string_view b);

}  // namespace nounscope
