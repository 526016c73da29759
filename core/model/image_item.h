// One picture of a run: where it is and who it is. Its identity is `path`, never the base name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace nounscope {

struct ImageItem {
    std::string path;            // relative to its root, "/" between parts, as bytes of the file system;
                                 // begins with the root's (unique) name where there are several roots
    std::filesystem::path file;  // what to open
    std::string error;           // why it cannot be used; empty while it can
    std::int64_t bytes = -1;     // of the file when it was found; -1: not known
    std::int64_t changed = 0;    // then its last change, in seconds since 1970
};

using ImageItems = std::vector<ImageItem>;  // in natural order of path, roots in the order given

}  // namespace nounscope
