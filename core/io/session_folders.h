// Where a session's pictures are on this computer: paths in a session are relative to folders that may have moved.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/io/session.h"

namespace nounscope {

// Whether the path stays below its folder and names a picture, or names no file at all (an item with an error may be a folder).
bool isSafePath(const ImageItem& item);

// Fills item.file of every item whose folder is known.
void placeItems(const std::vector<PictureFolder>& folders, ImageItems& items);

// How many of up to 16 of the folder's usable pictures, spread over all of them, are there.
int picturesFound(const PictureFolder& folder, const ImageItems& items);

}  // namespace nounscope
