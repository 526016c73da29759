// From a file to upright 8-bit pixels, whatever the format, without trusting the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <opencv2/core/mat.hpp>

#include "core/io/picture_file.h"
#include "core/model/cancel_token.h"
#include "core/model/settings.h"

namespace nounscope {

// How a caller keeps hold of a long decode.
struct DecodeControl {
    const CancelToken* cancel = nullptr;             // polled every few rows; Cancelled is thrown
    std::function<void(std::int64_t pixels)> admit;  // called once, before pixels are allocated; may wait
};

// Decodes PNG, JPEG, WebP, BMP, TIFF, GIF, SVG, HEIC and AVIF by content, never by file name. Of several
// frames or pages the first; an SVG is drawn with its longer side at 1024 pixels. Returns CV_8UC3 RGB, or
// CV_8UC4 RGBA (straight alpha) where the picture has transparency. Palette, grey, CMYK and 16-bit (by >> 8)
// are converted; colour profiles are not applied. EXIF orientation is applied unless settings say Stored.
// Throws Error(BadInput) whose message is the reason a person reads beside the file: empty, truncated, not a
// picture, more than settings.maxPixels (checked before pixels are decoded), ...; Error(Io) where memory is
// what lacks; Cancelled. Thread-safe. Memory: the file's bytes and at most about 12 bytes a pixel.
cv::Mat decodeImage(const std::filesystem::path& file, const PictureSettings& settings,
                    const DecodeControl& control = {});

// The same from the bytes of readPictureFile.
cv::Mat decodeImage(const Bytes& bytes, const PictureSettings& settings, const DecodeControl& control = {});

// Raised by every change after which decodeImage gives other pixels, or refuses other files.
inline constexpr int decodeVersion = 1;

// RGB from what decodeImage returned: alpha composited on white (rounded to nearest), or dropped. CV_8UC3;
// shares the pixels of a picture without alpha.
cv::Mat toRgb(const cv::Mat& picture, AlphaMode alpha);

}  // namespace nounscope
