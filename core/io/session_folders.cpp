#include "core/io/session_folders.h"

#include <algorithm>
#include <string_view>

#include "core/io/image_folder.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t lookedFor = 16;

// Whether the item is below the folder, and where there.
bool isBelow(const PictureFolder& folder, std::string_view path, std::string_view& rest) {
    rest = path;
    if (folder.name.empty()) return true;
    if (path.substr(0, folder.name.size()) != folder.name) return false;
    rest.remove_prefix(folder.name.size());
    if (rest.empty()) return true;
    if (rest.front() != '/') return false;
    rest.remove_prefix(1);
    return true;
}

fs::path fileBelow(const PictureFolder& folder, std::string_view rest) {
    return rest.empty() ? folder.folder : folder.folder / fs::path(rest);
}

}  // namespace

bool isSafePath(const ImageItem& item) {
    if (item.path.find('\0') != std::string::npos) return false;
    if (item.path.empty()) return !item.error.empty();
    std::string_view rest = item.path;
    while (true) {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        const std::string_view part = rest.substr(0, end);
        if (part.empty() || part == "." || part == "..") return false;
        if (end == rest.size()) break;
        rest.remove_prefix(end + 1);
    }
    return !item.error.empty() || hasPictureName(item.path);
}

void placeItems(const std::vector<PictureFolder>& folders, ImageItems& items) {
    for (ImageItem& item : items)
        for (const PictureFolder& folder : folders)
            if (std::string_view rest; isBelow(folder, item.path, rest)) {
                item.file = fileBelow(folder, rest);
                break;
            }
}

int picturesFound(const PictureFolder& folder, const ImageItems& items) {
    std::vector<fs::path> files;
    std::string_view rest;
    for (const ImageItem& item : items)
        if (item.error.empty() && isBelow(folder, item.path, rest)) files.push_back(fileBelow(folder, rest));
    int found = 0;
    std::error_code ignored;
    const std::size_t count = std::min(lookedFor, files.size());
    for (std::size_t i = 0; i < count; ++i)
        found += fs::is_regular_file(files[i * files.size() / count], ignored);
    return found;
}

}  // namespace nounscope
