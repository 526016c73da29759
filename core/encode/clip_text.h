// The published way from a text to the words that CLIP's byte-level BPE divides further.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nounscope {

// HTML references resolved twice, white space at both ends dropped, lower case, all as Python has it; bytes that are
// no UTF-8 become U+FFFD. White space inside stays as it is: clipWords passes over it. Throws Error(BadInput) for a
// text of gigabytes. Thread-safe.
std::string cleanClipText(std::string_view text);

// The next word of a cleaned text from `position` on, which moves behind it; empty after the last one. Words are the
// matches of CLIP's regular expression: marks of start and end, English contractions, letters, one digit, or
// anything else but white space.
std::string_view nextClipWord(std::string_view clean, std::size_t& position);

}  // namespace nounscope
