// A PNG's Title text: openclipart's pictures carry their names there.
#pragma once

#include <filesystem>
#include <string>

namespace nounscope {

// The Title of the tEXt chunks before the pixels, as stored; "" where there is none, or the file is no PNG or
// is cut short. Reads headers and that chunk only.
std::string pngTitle(const std::filesystem::path& file);

}  // namespace nounscope
