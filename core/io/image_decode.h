// From a file to upright 8-bit pixels, whatever the format, without trusting the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core/mat.hpp>

#include "core/model/settings.h"

namespace nounscope {

// Decodes PNG, JPEG, WebP, BMP, TIFF, GIF (first frame), SVG, HEIC and AVIF by content, never by file name.
// Returns CV_8UC3 RGB, or CV_8UC4 RGBA (straight alpha) where the picture has transparency. Palette, grey, CMYK
// and 16-bit (by >> 8) are converted. EXIF orientation is applied unless settings say Stored.
// Throws Error(BadInput) whose message is the reason a person reads beside the file: empty, truncated,
// not a picture, more than settings.maxPixels (checked before pixels are decoded), ... Thread-safe.
cv::Mat decodeImage(const std::filesystem::path& file, const PictureSettings& settings);

// RGB from what decodeImage returned: alpha composited on white, or dropped. CV_8UC3.
cv::Mat toRgb(const cv::Mat& picture, AlphaMode alpha);

}  // namespace nounscope
