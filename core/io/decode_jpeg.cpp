// JPEG through libjpeg itself: OpenCV's reader shows a truncated file as grey below, silently, and mixes up
// CMYK.
#include <cstdio>
// jpeglib.h needs FILE declared before it.
#include <jerror.h>
#include <jpeglib.h>

#include "core/io/image_codecs.h"
#include "core/io/image_orientation.h"
#include "core/io/long_jump.h"

namespace nounscope {

namespace {

class JpegReader {
public:
    explicit JpegReader(const DecodeGuard& guard) : m_guard(guard) {
        m_decoder.err = jpeg_std_error(&m_errors);
        m_decoder.client_data = this;
        m_errors.error_exit = onError;
        m_errors.emit_message = onMessage;
        m_progress.progress_monitor = onProgress;
    }
    ~JpegReader() { jpeg_destroy_decompress(&m_decoder); }
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;

    StoredImage read(const Bytes& bytes) {
        require(m_jump.succeeds([&] {
            jpeg_create_decompress(&m_decoder);
            m_decoder.progress = &m_progress;
            jpeg_mem_src(&m_decoder, bytes.data(), bytes.size());
            jpeg_save_markers(&m_decoder, JPEG_APP0 + 1, 0xFFFF);
            jpeg_read_header(&m_decoder, TRUE);
        }));
        m_guard.admit(m_decoder.image_width, m_decoder.image_height);
        const bool cmyk = m_decoder.num_components == 4;
        m_decoder.out_color_space = cmyk ? JCS_CMYK : JCS_RGB;

        StoredImage image;
        image.orientation = orientation();
        require(m_jump.succeeds([&] { jpeg_start_decompress(&m_decoder); }));
        image.pixels.create(static_cast<int>(m_decoder.output_height),
                            static_cast<int>(m_decoder.output_width), CV_8UC3);
        Bytes inks(cmyk ? std::size_t{4} * m_decoder.output_width : 0);
        for (int y = 0; y < image.pixels.rows; ++y) {
            JSAMPROW row = cmyk ? inks.data() : image.pixels.ptr(y);
            require(m_jump.succeeds([&] { jpeg_read_scanlines(&m_decoder, &row, 1); }));
            if (cmyk) mixInks(inks, image.pixels.ptr(y));
        }
        return image;
    }

private:
    // A file that lacks nothing but its end marker is whole; a progressive one may lack later scans.
    void require(bool succeeded) const {
        if (!succeeded) m_guard.poll();
        if (m_atEnd && (!succeeded || !m_warning.empty() || m_decoder.progressive_mode))
            refuseTruncated("JPEG");
        if (!succeeded) refuseDamaged("JPEG", m_jump.message());
        if (!m_warning.empty()) refuseDamaged("JPEG", m_warning);
    }

    int orientation() const {
        for (const jpeg_marker_struct* marker = m_decoder.marker_list; marker; marker = marker->next)
            if (const int found = exifOrientation(marker->data, marker->data_length); found != 1)
                return found;
        return 1;
    }

    // Adobe's programs store inks inverted, and say so by their marker.
    void mixInks(const Bytes& inks, std::uint8_t* rgb) const {
        const int flip = m_decoder.saw_Adobe_marker ? 255 : 0;
        for (std::size_t i = 0; i < inks.size(); i += 4) {
            const int light = 255 - (inks[i + 3] ^ flip);
            for (int c = 0; c < 3; ++c)
                *rgb++ = static_cast<std::uint8_t>(((255 - (inks[i + c] ^ flip)) * light + 127) / 255);
        }
    }

    static std::string text(j_common_ptr decoder) {
        char buffer[JMSG_LENGTH_MAX];
        decoder->err->format_message(decoder, buffer);
        return buffer;
    }
    static void onError(j_common_ptr decoder) {
        char buffer[JMSG_LENGTH_MAX];
        decoder->err->format_message(decoder, buffer);
        static_cast<JpegReader*>(decoder->client_data)->m_jump.fail(buffer);
    }
    // Called for every row, and while the scans of a progressive picture are gathered, which may take
    // seconds.
    static void onProgress(j_common_ptr decoder) {
        auto& self = *static_cast<JpegReader*>(decoder->client_data);
        if (self.m_guard.isCancelled()) self.m_jump.fail("cancelled");
    }
    // Warnings after which pixels are wrong; the others (stray bytes between markers, ...) harm nothing.
    static void onMessage(j_common_ptr decoder, int level) {
        auto& self = *static_cast<JpegReader*>(decoder->client_data);
        if (level >= 0) return;
        switch (decoder->err->msg_code) {
            case JWRN_JPEG_EOF:
                self.m_atEnd = true;
                break;
            case JWRN_HIT_MARKER:
            case JWRN_HUFF_BAD_CODE:
            case JWRN_MUST_RESYNC:
                if (self.m_warning.empty()) self.m_warning = text(decoder);
                break;
        }
    }

    const DecodeGuard& m_guard;
    jpeg_decompress_struct m_decoder{};
    jpeg_error_mgr m_errors{};
    jpeg_progress_mgr m_progress{};
    LongJump m_jump;
    bool m_atEnd = false;
    std::string m_warning;
};

}  // namespace

StoredImage decodeJpeg(const Bytes& bytes, const DecodeGuard& guard) {
    return JpegReader(guard).read(bytes);
}

}  // namespace nounscope
