// PNG through libpng itself: OpenCV's reader drops the transparency of grey and RGB pictures and prints.
#include <png.h>

#include <cstring>

#include "core/io/image_codecs.h"
#include "core/io/image_orientation.h"
#include "core/io/long_jump.h"

namespace nounscope {

namespace {

class PngReader {
public:
    explicit PngReader(const Bytes& bytes) : m_bytes(bytes) {
        m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, onError, onWarning);
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
        if (!m_info) throw std::bad_alloc();
    }
    ~PngReader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    StoredImage read(const DecodeGuard& guard) {
        int channels = 0, passes = 1;
        require(m_jump.succeeds([&] {
            png_set_user_limits(m_png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
            png_set_read_fn(m_png, this, onRead);
            png_read_info(m_png, m_info);
            png_set_expand(m_png);
            png_set_strip_16(m_png);
            png_set_gray_to_rgb(m_png);
            passes = png_set_interlace_handling(m_png);
            png_read_update_info(m_png, m_info);
            channels = png_get_channels(m_png, m_info);
        }));
        const int width = static_cast<int>(png_get_image_width(m_png, m_info));
        const int height = static_cast<int>(png_get_image_height(m_png, m_info));
        StoredImage image;
        image.pixels.create(height, width, channels == 4 ? CV_8UC4 : CV_8UC3);
        for (int pass = 0; pass < passes; ++pass)
            for (int y = 0; y < height; ++y) {
                if (y % 64 == 0) guard.poll();
                png_byte* const row = image.pixels.ptr(y);
                require(m_jump.succeeds([&] { png_read_row(m_png, row, nullptr); }));
            }
        // The pixels are whole: what is wrong after them costs at most an orientation that stands there.
        m_jump.succeeds([&] { png_read_end(m_png, m_info); });
        png_bytep exif = nullptr;
        png_uint_32 size = 0;
        if (png_get_eXIf_1(m_png, m_info, &size, &exif)) image.orientation = exifOrientation(exif, size);
        return image;
    }

private:
    void require(bool succeeded) const {
        if (succeeded) return;
        if (m_atEnd) refuseTruncated("PNG");
        refuseDamaged("PNG", m_jump.message());
    }

    static void onError(png_structp png, png_const_charp message) {
        static_cast<PngReader*>(png_get_error_ptr(png))->m_jump.fail(message);
    }
    static void onWarning(png_structp, png_const_charp) {}
    static void onRead(png_structp png, png_bytep target, png_size_t count) {
        auto& self = *static_cast<PngReader*>(png_get_io_ptr(png));
        if (count > self.m_bytes.size() - self.m_position) {
            self.m_atEnd = true;
            png_error(png, "the file ends");
        }
        std::memcpy(target, self.m_bytes.data() + self.m_position, count);
        self.m_position += count;
    }

    const Bytes& m_bytes;
    std::size_t m_position = 0;
    bool m_atEnd = false;
    LongJump m_jump;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
};

}  // namespace

StoredImage decodePng(const Bytes& bytes, const DecodeGuard& guard) {
    constexpr std::size_t typeAt = 12, widthAt = 16, heightAt = 20, headerEnd = 33;
    if (bytes.size() < headerEnd) refuseTruncated("PNG");
    if (std::memcmp(&bytes[typeAt], "IHDR", 4) != 0)
        refuseDamaged("PNG", "it does not begin with its header");
    guard.admit(png_get_uint_32(&bytes[widthAt]), png_get_uint_32(&bytes[heightAt]));
    return PngReader(bytes).read(guard);
}

}  // namespace nounscope
