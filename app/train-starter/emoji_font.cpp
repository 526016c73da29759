#include "app/train-starter/emoji_font.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>

#include "core/model/error.h"

namespace nounscope {

struct EmojiFont::Face {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    ~Face() {
        if (face) FT_Done_Face(face);
        if (library) FT_Done_FreeType(library);
    }
};

EmojiFont::EmojiFont(const std::filesystem::path& file) : m_face(std::make_unique<Face>()) {
    if (FT_Init_FreeType(&m_face->library) || FT_New_Face(m_face->library, file.c_str(), 0, &m_face->face) ||
        m_face->face->num_fixed_sizes < 1 || FT_Select_Size(m_face->face, 0))
        throw Error(ErrorKind::BadInput, "The emoji font " + file.string() +
                                             " cannot be used: install the package fonts-noto-color-emoji.");
}

EmojiFont::~EmojiFont() = default;

cv::Mat EmojiFont::draw(char32_t character) const {
    const FT_UInt glyph = FT_Get_Char_Index(m_face->face, character);
    if (glyph == 0 || FT_Load_Glyph(m_face->face, glyph, FT_LOAD_COLOR)) return {};
    const FT_Bitmap& bitmap = m_face->face->glyph->bitmap;
    if (bitmap.pixel_mode != FT_PIXEL_MODE_BGRA || bitmap.rows == 0 || bitmap.width == 0) return {};
    cv::Mat picture(static_cast<int>(bitmap.rows), static_cast<int>(bitmap.width), CV_8UC4);
    for (int y = 0; y < picture.rows; ++y) {
        const unsigned char* from = bitmap.buffer + std::ptrdiff_t{y} * bitmap.pitch;
        for (int x = 0; x < picture.cols; ++x, from += 4) {
            const int alpha = from[3];  // FreeType's colours are multiplied by it
            const auto straight = [alpha](int value) {
                return static_cast<unsigned char>(alpha ? std::min(255, (value * 255 + alpha / 2) / alpha)
                                                        : 0);
            };
            picture.at<cv::Vec4b>(y, x) = {straight(from[2]), straight(from[1]), straight(from[0]), from[3]};
        }
    }
    return picture;
}

}  // namespace nounscope
