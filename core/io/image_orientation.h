// How a camera was held: EXIF's orientation number, and turning pixels by it.
// Source: Exif 2.3 (CIPA DC-008), tag 0x0112; TIFF 6.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <opencv2/core/mat.hpp>

namespace nounscope {

// The number, 1 (upright) .. 8, in an EXIF block: a TIFF header and its first directory, with or without
// "Exif\0\0" before it. 1 where it is absent, malformed or out of range. Never reads outside the block.
int exifOrientation(const std::uint8_t* block, std::size_t size);

// The upright picture. 5 to 8 swap width and height; 1, and any number out of range, returns the picture
// itself.
cv::Mat turnUpright(const cv::Mat& stored, int orientation);

}  // namespace nounscope
