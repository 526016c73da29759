// GIF through giflib: the first frame on its canvas, which is transparent where the frame leaves it free.
#include <gif_lib.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/io/image_codecs.h"

namespace nounscope {

namespace {

struct Source {
    const Bytes& bytes;
    std::size_t position = 0;
    bool beyondEnd = false;
};

int onRead(GifFileType* gif, GifByteType* target, int count) {
    Source& from = *static_cast<Source*>(gif->UserData);
    const std::size_t given = std::min(static_cast<std::size_t>(count), from.bytes.size() - from.position);
    from.beyondEnd = from.beyondEnd || given < static_cast<std::size_t>(count);
    std::memcpy(target, from.bytes.data() + from.position, given);
    from.position += given;
    return static_cast<int>(given);
}

[[noreturn]] void fail(const Source& from, int error) {
    if (from.beyondEnd) refuseTruncated("GIF");
    if (error == D_GIF_ERR_NOT_ENOUGH_MEM) throw std::bad_alloc();
    const char* text = GifErrorString(error);
    refuseDamaged("GIF", text ? text : "it cannot be read");
}

void closeGif(GifFileType* gif) {
    DGifCloseFile(gif, nullptr);
}

class FirstFrame {
public:
    FirstFrame(GifFileType* gif, const DecodeGuard& guard) : m_gif(gif), m_guard(guard) {}

    cv::Mat read() {
        for (;;) {
            GifRecordType type = UNDEFINED_RECORD_TYPE;
            require(DGifGetRecordType(m_gif, &type));
            if (type == EXTENSION_RECORD_TYPE) readExtension();
            if (type == IMAGE_DESC_RECORD_TYPE) return readFrame();
            if (type == TERMINATE_RECORD_TYPE) refuseDamaged("GIF", "it has no frame");
        }
    }

private:
    void require(int status) const {
        if (status == GIF_ERROR) fail(*static_cast<const Source*>(m_gif->UserData), m_gif->Error);
    }

    void readExtension() {
        int code = 0;
        GifByteType* block = nullptr;
        require(DGifGetExtension(m_gif, &code, &block));
        GraphicsControlBlock control;
        if (code == GRAPHICS_EXT_FUNC_CODE && block &&
            DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
            m_transparent = control.TransparentColor;
        while (block) require(DGifGetExtensionNext(m_gif, &block));
    }

    cv::Mat readFrame() {
        require(DGifGetImageDesc(m_gif));
        const GifImageDesc& frame = m_gif->Image;
        // As browsers do: a frame that reaches beyond the canvas widens it.
        const int width = std::max(m_gif->SWidth, frame.Left + frame.Width);
        const int height = std::max(m_gif->SHeight, frame.Top + frame.Height);
        m_guard.admit(width, height);
        const ColorMapObject* colors = frame.ColorMap ? frame.ColorMap : m_gif->SColorMap;
        if (!colors) refuseDamaged("GIF", "it has no colour table");
        if (frame.Width < 1 || frame.Height < 1) refuse("a picture without area: its first frame is empty");

        cv::Mat canvas(height, width, CV_8UC4, cv::Scalar::all(0));
        std::vector<GifPixelType> line(static_cast<std::size_t>(frame.Width));
        constexpr int starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
        for (int pass = 0; pass < (frame.Interlace ? 4 : 1); ++pass)
            for (int y = frame.Interlace ? starts[pass] : 0; y < frame.Height;
                 y += frame.Interlace ? steps[pass] : 1) {
                if (y % 64 == 0) m_guard.poll();
                require(DGifGetLine(m_gif, line.data(), frame.Width));
                paint(line, *colors, canvas.ptr(frame.Top + y, frame.Left));
            }
        return canvas;
    }

    void paint(const std::vector<GifPixelType>& line, const ColorMapObject& colors,
               std::uint8_t* rgba) const {
        for (const GifPixelType index : line) {
            if (index != m_transparent && index < colors.ColorCount) {
                const GifColorType& color = colors.Colors[index];
                rgba[0] = color.Red;
                rgba[1] = color.Green;
                rgba[2] = color.Blue;
                rgba[3] = 255;
            }
            rgba += 4;
        }
    }

    GifFileType* m_gif;
    const DecodeGuard& m_guard;
    int m_transparent = NO_TRANSPARENT_COLOR;
};

}  // namespace

StoredImage decodeGif(const Bytes& bytes, const DecodeGuard& guard) {
    Source from{bytes, 0, false};
    int error = 0;
    const std::unique_ptr<GifFileType, void (*)(GifFileType*)> gif(DGifOpen(&from, onRead, &error), closeGif);
    if (!gif) fail(from, error);
    return {FirstFrame(gif.get(), guard).read()};
}

}  // namespace nounscope
