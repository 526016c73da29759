// One decoder a format, each from a file's bytes to 8-bit pixels as stored. What decodeImage is made of.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <string>

#include "core/io/image_decode.h"
#include "core/io/picture_file.h"

namespace nounscope {

struct StoredImage {
    cv::Mat pixels;       // CV_8UC3 RGB or CV_8UC4 RGBA
    int orientation = 1;  // EXIF's number that turns them upright
};

// What a decoder asks before it allocates pixels, and while it fills them.
class DecodeGuard {
public:
    DecodeGuard(const PictureSettings& settings, const DecodeControl& control)
        : m_settings(settings), m_control(control) {}

    // Throws Error(BadInput) for a side below 1 and for more pixels than allowed; else waits for the caller's
    // leave.
    void admit(std::int64_t width, std::int64_t height) const;
    bool isCancelled() const { return m_control.cancel && m_control.cancel->isCancelled(); }
    // Throws Cancelled; to be called every few rows.
    void poll() const {
        if (isCancelled()) throw Cancelled();
    }
    bool asStored() const { return m_settings.orientation == Orientation::Stored; }

private:
    const PictureSettings& m_settings;
    const DecodeControl& m_control;
};

// The reasons that several formats share.
[[noreturn]] void refuse(const std::string& reason);
[[noreturn]] void refuseTruncated(const char* format);
[[noreturn]] void refuseDamaged(const char* format, const std::string& detail);
[[noreturn]] void refuseForMemory();  // Error(Io): not the file's fault

// Each throws Error(BadInput) with the reason, and is thread-safe.
StoredImage decodePng(const Bytes& bytes, const DecodeGuard& guard);
StoredImage decodeJpeg(const Bytes& bytes, const DecodeGuard& guard);
StoredImage decodeWebp(const Bytes& bytes, const DecodeGuard& guard);
StoredImage decodeBmp(const Bytes& bytes, const DecodeGuard& guard);
StoredImage decodeTiff(const Bytes& bytes, const DecodeGuard& guard);
StoredImage decodeGif(const Bytes& bytes, const DecodeGuard& guard);
StoredImage decodeSvg(const Bytes& bytes, const DecodeGuard& guard);
StoredImage decodeHeif(const Bytes& bytes, const DecodeGuard& guard);

}  // namespace nounscope
