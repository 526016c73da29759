// Small picture files made in tests: what encoders do not write by themselves, byte by byte.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

namespace nounscope::test {

using Bytes = std::vector<std::uint8_t>;

inline void writeBytes(const std::filesystem::path& file, const Bytes& bytes) {
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

inline Bytes readBytes(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(in), {});
}

inline Bytes bytesOf(const std::string& text) {
    return Bytes(text.begin(), text.end());
}

// Not inlined: GCC 12 would see overflows that are not there.
[[gnu::noinline]] inline Bytes operator+(Bytes a, const Bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

inline Bytes bigEndian(std::uint32_t value, int count) {
    Bytes bytes;
    for (int i = count - 1; i >= 0; --i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    return bytes;
}

inline Bytes littleEndian(std::uint32_t value, int count) {
    const Bytes big = bigEndian(value, count);
    return Bytes(big.rbegin(), big.rend());
}

// An EXIF block with nothing but an orientation, big or little endian.
inline Bytes exifBlock(int orientation, bool big = true) {
    const auto number = [&](std::uint32_t value, int count) {
        return big ? bigEndian(value, count) : littleEndian(value, count);
    };
    return bytesOf(big ? "MM" : "II") + number(42, 2) + number(8, 4) + number(1, 2) + number(0x0112, 2) +
           number(3, 2) + number(1, 4) + number(static_cast<std::uint32_t>(orientation), 2) + number(0, 2) +
           number(0, 4);
}

// `rgb` encoded by OpenCV; extension such as ".png".
inline Bytes encoded(const cv::Mat& rgb, const char* extension, const std::vector<int>& parameters = {}) {
    cv::Mat bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    Bytes bytes;
    cv::imencode(extension, bgr, bytes, parameters);
    return bytes;
}

inline Bytes jpegWithExif(const Bytes& jpeg, const Bytes& exif) {
    const Bytes block = bytesOf(std::string("Exif\0\0", 6)) + exif;
    const Bytes segment =
        Bytes{0xFF, 0xE1} + bigEndian(static_cast<std::uint32_t>(block.size() + 2), 2) + block;
    return Bytes(jpeg.begin(), jpeg.begin() + 2) + segment + Bytes(jpeg.begin() + 2, jpeg.end());
}

inline std::uint32_t crc32(const Bytes& bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

inline Bytes pngChunk(const char* type, const Bytes& data) {
    const Bytes body = bytesOf(type) + data;
    return bigEndian(static_cast<std::uint32_t>(data.size()), 4) + body + bigEndian(crc32(body), 4);
}

// The chunk goes right behind the header.
inline Bytes pngWithChunk(const Bytes& png, const char* type, const Bytes& data) {
    constexpr std::ptrdiff_t headerEnd = 33;
    return Bytes(png.begin(), png.begin() + headerEnd) + pngChunk(type, data) +
           Bytes(png.begin() + headerEnd, png.end());
}

// 48 x 32, six squares of 16 that differ, so that JPEG keeps them apart and every turn shows.
inline cv::Mat sixColors() {
    const cv::Vec3b colors[2][3] = {{{255, 0, 0}, {0, 255, 0}, {0, 0, 255}},
                                    {{255, 255, 0}, {255, 0, 255}, {255, 255, 255}}};
    cv::Mat rgb(32, 48, CV_8UC3);
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) rgb.at<cv::Vec3b>(y, x) = colors[y / 16][x / 16];
    return rgb;
}

}  // namespace nounscope::test
