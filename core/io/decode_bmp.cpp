// BMP through OpenCV, once the header has been found sound: on others OpenCV prints.
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/io/image_codecs.h"

namespace nounscope {

namespace {

std::int64_t littleEndian(const Bytes& bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = count - 1; i >= 0; --i) value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
    return count == 4 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value);
}

}  // namespace

StoredImage decodeBmp(const Bytes& bytes, const DecodeGuard& guard) {
    if (bytes.size() < 26) refuseTruncated("BMP");
    const std::int64_t pixelsAt = littleEndian(bytes, 10, 4), headerSize = littleEndian(bytes, 14, 4);
    const bool core = headerSize == 12;
    if (!core && (headerSize < 40 || headerSize > 124))
        refuseDamaged("BMP", "its header has an unknown size");
    if (static_cast<std::int64_t>(bytes.size()) < 14 + headerSize) refuseTruncated("BMP");

    const std::int64_t width = littleEndian(bytes, 18, core ? 2 : 4);
    const std::int64_t height = std::abs(littleEndian(bytes, core ? 20 : 22, core ? 2 : 4));
    const std::int64_t bits = littleEndian(bytes, core ? 24 : 28, 2);
    const std::int64_t compression = core ? 0 : littleEndian(bytes, 30, 4);
    constexpr std::int64_t plain = 0, runLength8 = 1, runLength4 = 2, bitFields = 3;
    guard.admit(width, height);
    const bool runLength =
        (compression == runLength8 && bits == 8) || (compression == runLength4 && bits == 4);
    const bool deep = bits == 16 || bits == 32;
    const bool known = bits == 1 || bits == 4 || bits == 8 || bits == 24 || deep;
    if (!runLength && !(compression == plain && known) && !(compression == bitFields && deep))
        refuse("a BMP of a kind that is not supported: compression " + std::to_string(compression) + ", " +
               std::to_string(bits) + " bits a pixel");
    const std::int64_t needed =
        runLength ? littleEndian(bytes, 34, 4) : (width * bits + 31) / 32 * 4 * height;
    const std::int64_t named = bits > 8 ? 0 : core ? 1 << bits : littleEndian(bytes, 46, 4);
    if (named < 0 || named > 256) refuseDamaged("BMP", "its colour table has an impossible size");
    const std::int64_t colors = bits > 8 ? 0 : named > 0 ? named : 1 << bits;
    const std::int64_t tableEnd = 14 + headerSize + colors * (core ? 3 : 4);
    const auto size = static_cast<std::int64_t>(bytes.size());
    if (pixelsAt < 0 || size < pixelsAt + needed || size < tableEnd) refuseTruncated("BMP");

    StoredImage image;
    try {
        // Runs may end too early; zeros behind them read as empty rows, where OpenCV would print that data
        // lack.
        Bytes padded;
        if (runLength) {
            padded = bytes;
            padded.resize(bytes.size() + 2 * static_cast<std::size_t>(height) + 256);
        }
        const cv::Mat decoded = cv::imdecode(runLength ? padded : bytes, cv::IMREAD_UNCHANGED);
        if (decoded.empty()) refuseDamaged("BMP", "its pixels cannot be read");
        // Without a mask for it the fourth byte is padding.
        const bool alpha =
            bits == 32 && compression == bitFields && headerSize >= 56 && littleEndian(bytes, 66, 4);
        const int channels = decoded.channels();
        cv::cvtColor(decoded, image.pixels,
                     channels == 1   ? cv::COLOR_GRAY2RGB
                     : channels == 3 ? cv::COLOR_BGR2RGB
                     : alpha         ? cv::COLOR_BGRA2RGBA
                                     : cv::COLOR_BGRA2RGB);
    } catch (const cv::Exception& error) {
        refuseDamaged("BMP", error.err);
    }
    return image;
}

}  // namespace nounscope
