// Finds the pictures of a run: recursive, natural order, junk skipped, symlink loops survived.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/model/image_item.h"
#include "core/model/progress.h"
#include "core/model/settings.h"

namespace nounscope {

// Scans the roots for files that by extension are pictures; links to files count. Names that begin with a
// dot, folders that systems leave behind ("@eaDir", "$RECYCLE.BIN", ...) and paths that match
// settings.exclude (see path_pattern.h; without the root's name) are left out. Each folder is entered once
// over all roots: one that symbolic links lead to as well keeps its own path, and a root inside an earlier
// one adds nothing. A folder that cannot be read becomes an item with `error`. With several roots, paths
// begin with the root's last part, made unique by " (2)", " (3)", ... Names keep their bytes, UTF-8 or not.
// Throws Error(BadInput) if a root is missing or no folder (naming it), or no picture is found.
ImageItems scanImageFolders(const std::vector<std::filesystem::path>& roots, const PictureSettings& settings,
                            const Job& job = {});

// What the paths of each root's pictures begin with where there are several roots.
std::vector<std::string> rootNames(const std::vector<std::filesystem::path>& roots);

// Whether a file of this name would be taken for a picture.
bool hasPictureName(const std::filesystem::path& file);

}  // namespace nounscope
