// Finds the pictures of a run: recursive, natural order, junk skipped, symlink loops survived.
#pragma once

#include <filesystem>
#include <vector>

#include "core/model/image_item.h"
#include "core/model/progress.h"
#include "core/model/settings.h"

namespace nounscope {

// Scans the roots for files that by extension are pictures. Hidden files and folders, "._*", "@eaDir",
// ".thumbnails" and the like, and paths that match settings.exclude are left out; a folder reached twice
// through symlinks is entered once. A folder that cannot be read becomes an item with `error`. The roots'
// names are made unique. Throws Error(BadInput) if a root is missing or no folder (naming it), or no picture
// is found.
ImageItems scanImageFolders(const std::vector<std::filesystem::path>& roots, const PictureSettings& settings,
                            const Job& job = {});

}  // namespace nounscope
