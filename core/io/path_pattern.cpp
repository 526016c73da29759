#include "core/io/path_pattern.h"

#include <fnmatch.h>

#include <string>
#include <vector>

namespace nounscope {

namespace {

using Parts = std::vector<std::string>;

Parts split(std::string_view path) {
    Parts parts;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        parts.emplace_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool matches(const Parts& pattern, std::size_t p, const Parts& path, std::size_t i) {
    if (p == pattern.size()) return i == path.size();
    if (pattern[p] == "**") {
        if (p + 1 == pattern.size()) return i < path.size();
        for (std::size_t next = i; next <= path.size(); ++next)
            if (matches(pattern, p + 1, path, next)) return true;
        return false;
    }
    return i < path.size() && fnmatch(pattern[p].c_str(), path[i].c_str(), 0) == 0 &&
           matches(pattern, p + 1, path, i + 1);
}

}  // namespace

bool matchesPathPattern(std::string_view pattern, std::string_view path) {
    while (!pattern.empty() && pattern.back() == '/') pattern.remove_suffix(1);
    if (pattern.find('/') == std::string_view::npos) path = path.substr(path.rfind('/') + 1);
    if (!pattern.empty() && pattern.front() == '/') pattern.remove_prefix(1);
    return matches(split(pattern), 0, split(path), 0);
}

}  // namespace nounscope
