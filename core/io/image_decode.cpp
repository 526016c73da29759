#include "core/io/image_decode.h"

#include <cstring>
#include <new>
#include <opencv2/core.hpp>
#include <string_view>

#include "core/io/image_codecs.h"
#include "core/io/image_format.h"
#include "core/io/image_orientation.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

void refuse(const std::string& reason) {
    throw Error(ErrorKind::BadInput, reason);
}

void refuseTruncated(const char* format) {
    refuse(std::string("truncated ") + format + ": the file ends before the picture does");
}

void refuseDamaged(const char* format, const std::string& detail) {
    std::string line;  // libraries speak in several
    for (const char c : detail)
        if (static_cast<unsigned char>(c) > ' ')
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    while (!line.empty() && line.back() == ' ') line.pop_back();
    refuse(std::string("damaged ") + format + ": " + line);
}

void refuseForMemory() {
    throw Error(ErrorKind::Io, "not enough memory to decode it");
}

void DecodeGuard::admit(std::int64_t width, std::int64_t height) const {
    const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
    if (width < 1 || height < 1) refuse("a picture without area: " + size);
    if (height > m_settings.maxPixels / width)
        refuse("too large: " + size + ", more than the limit of " + std::to_string(m_settings.maxPixels) +
               " (raise it with --max-pixels)");
    // cv::Mat's sides and libraries' row sizes are int.
    constexpr std::int64_t longest = 1 << 28;
    if (width > longest || height > longest) refuse("too large: " + size);
    if (m_control.admit) m_control.admit(width * height);
    poll();
}

namespace {

StoredImage decodeBytes(const Bytes& bytes, const DecodeGuard& guard) {
    const std::string_view content(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    switch (imageFormat(content.substr(0, formatBytes))) {
        case ImageFormat::Png:
            return decodePng(bytes, guard);
        case ImageFormat::Jpeg:
            return decodeJpeg(bytes, guard);
        case ImageFormat::Webp:
            return decodeWebp(bytes, guard);
        case ImageFormat::Bmp:
            return decodeBmp(bytes, guard);
        case ImageFormat::Tiff:
            return decodeTiff(bytes, guard);
        case ImageFormat::Gif:
            return decodeGif(bytes, guard);
        case ImageFormat::Svg:
            return decodeSvg(bytes, guard);
        case ImageFormat::Heif:
            return decodeHeif(bytes, guard);
        case ImageFormat::Unknown:
            break;
    }
    refuse("not a picture");
}

}  // namespace

cv::Mat decodeImage(const Bytes& bytes, const PictureSettings& settings, const DecodeControl& control) {
    const DecodeGuard guard(settings, control);
    try {
        const StoredImage image = decodeBytes(bytes, guard);
        return guard.asStored() ? image.pixels : turnUpright(image.pixels, image.orientation);
    } catch (const std::bad_alloc&) {
        refuseForMemory();
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem) refuseForMemory();
        refuse("cannot be decoded: " + error.err);
    }
}

cv::Mat decodeImage(const fs::path& file, const PictureSettings& settings, const DecodeControl& control) {
    return decodeImage(readPictureFile(file, control.cancel).bytes, settings, control);
}

cv::Mat toRgb(const cv::Mat& picture, AlphaMode alpha) {
    if (picture.channels() == 3) return picture;
    cv::Mat rgb(picture.rows, picture.cols, CV_8UC3);
    for (int y = 0; y < picture.rows; ++y) {
        const std::uint8_t* from = picture.ptr(y);
        std::uint8_t* to = rgb.ptr(y);
        for (int x = 0; x < picture.cols; ++x, from += 4, to += 3) {
            const int opacity = alpha == AlphaMode::Drop ? 255 : from[3];
            for (int c = 0; c < 3; ++c)
                to[c] = static_cast<std::uint8_t>((from[c] * opacity + 255 * (255 - opacity) + 127) / 255);
        }
    }
    return rgb;
}

}  // namespace nounscope
