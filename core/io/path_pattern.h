// Glob patterns of --exclude, as people know them from .gitignore.
#pragma once

#include <string_view>

namespace nounscope {

// Whether a root-relative path ("/" between parts) matches: "*" and "?" stay within one part, "**" is any
// number of parts, "[a-z]" a set; case counts. A pattern without "/" is held against the last part alone,
// wherever it stands;
// "/" at the end is dropped, "/" at the front ties the pattern to the root.
bool matchesPathPattern(std::string_view pattern, std::string_view path);

}  // namespace nounscope
