// BMP through OpenCV, once the header has been found sound.
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
  if (!core && (headerSize < 40 || headerSize > 124)) refuseDamaged("BMP", "its header has an unknown size");
  if (static_cast<std::int64_t>(bytes.size()) < 14 + headerSize) refuseTruncated("BMP");

  const std::int64_t width = littleEndian(bytes, 18, core ? 2 : 4);
  const std::int64_t height = std::abs(littleEndian(bytes, core ? 20 : 22, core ? 2 : 4));
  const std::int64_t bits = littleEndian(bytes, core ? 24 : 28, 2);
  const std::int64_t compression = core ? 0 : littleEndian(bytes, 30, 4);
  constexpr std::int64_t runLength8 = 1, runLength4 = 2, bitFields = 3;
  guard.admit(width, height);
  const bool runLength = compression == runLength8 || compression == runLength4;
  const std::int64_t needed = runLength ? littleEndian(bytes, 34, 4) : (width * bits + 31) / 32 * 4 * height;
  if (pixelsAt < 0 || static_cast<std::int64_t>(bytes.size()) < pixelsAt + needed) refuseTruncated("BMP");

  StoredImage image;
  try {
    const cv::Mat decoded = cv::imdecode(bytes, cv::IMREAD_UNCHANGED | cv::IMREAD_IGNORE_ORIENTATION);
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
