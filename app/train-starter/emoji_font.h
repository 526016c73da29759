// Draws the emoji of a bitmap font (fonts-noto-color-emoji): training pictures.
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core/mat.hpp>

namespace nounscope {

class EmojiFont {
public:
    // Throws Error(BadInput) naming the file and the package that brings it.
    explicit EmojiFont(const std::filesystem::path& file);
    ~EmojiFont();

    // CV_8UC4 RGBA, straight alpha; empty where the font has no colour glyph for it.
    cv::Mat draw(char32_t character) const;

private:
    struct Face;
    std::unique_ptr<Face> m_face;
};

}  // namespace nounscope
