#include "core/io/image_orientation.h"

#include <cstring>
#include <opencv2/core.hpp>

namespace nounscope {

int exifOrientation(const std::uint8_t* block, std::size_t size) {
    if (size >= 6 && std::memcmp(block, "Exif\0\0", 6) == 0) {
        block += 6;
        size -= 6;
    }
    if (size < 8 || (std::memcmp(block, "II*\0", 4) != 0 && std::memcmp(block, "MM\0*", 4) != 0)) return 1;
    const bool little = block[0] == 'I';
    const auto number = [&](std::size_t at, int bytes) {
        std::size_t value = 0;
        for (int i = 0; i < bytes; ++i) value = value << 8 | block[at + (little ? bytes - 1 - i : i)];
        return value;
    };
    constexpr std::size_t entrySize = 12, orientationTag = 0x0112, shortType = 3;
    const std::size_t directory = number(4, 4);
    if (directory > size - 2) return 1;
    const std::size_t entries = number(directory, 2);
    for (std::size_t i = 0, at = directory + 2; i < entries && at + entrySize <= size; ++i, at += entrySize) {
        if (number(at, 2) != orientationTag) continue;
        const std::size_t value = number(at + 8, 2);
        return number(at + 2, 2) == shortType && value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

cv::Mat turnUpright(const cv::Mat& stored, int orientation) {
    if (orientation < 2 || orientation > 8) return stored;
    cv::Mat upright;
    switch (orientation) {
        case 2:
            cv::flip(stored, upright, 1);
            break;
        case 3:
            cv::flip(stored, upright, -1);
            break;
        case 4:
            cv::flip(stored, upright, 0);
            break;
        case 5:
            cv::transpose(stored, upright);
            break;
        case 6:
            cv::rotate(stored, upright, cv::ROTATE_90_CLOCKWISE);
            break;
        case 7:
            cv::transpose(stored, upright);
            cv::flip(upright, upright, -1);
            break;
        case 8:
            cv::rotate(stored, upright, cv::ROTATE_90_COUNTERCLOCKWISE);
            break;
    }
    return upright;
}

}  // namespace nounscope
