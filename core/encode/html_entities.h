// Character references of HTML ("&amp;", "&#8217;"), which captions and labels from the web still carry.
#pragma once

#include <string>
#include <string_view>

namespace nounscope {

// Resolves each reference once, as Python's html.unescape does: HTML5's names, the longest that fits and with or
// without ';' where HTML5 allows it; numbers as browsers read them, but none for control characters and
// noncharacters. utf8 is valid UTF-8. Thread-safe.
std::string unescapeHtml(std::string_view utf8);

}  // namespace nounscope
