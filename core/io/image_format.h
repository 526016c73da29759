// What a file is, told from its first bytes: names lie.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nounscope {

enum class ImageFormat { Unknown, Png, Jpeg, Webp, Bmp, Tiff, Gif, Svg, Heif };

inline constexpr std::size_t formatBytes = 4096;

// The more of the file's beginning the better; formatBytes do. Gzip counts as Svg, being what an .svgz is.
ImageFormat imageFormat(std::string_view beginning);

// What a file that is none of those seems to be, for the reason beside it: "a PDF document", "text", ...
std::string describeContent(std::string_view beginning);

}  // namespace nounscope
