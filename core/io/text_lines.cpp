#include "core/io/text_lines.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

std::string readTextFile(const fs::path& file, std::uintmax_t limit) {
    std::error_code code;
    if (fs::is_directory(file, code))
        throw Error(ErrorKind::BadInput, file.string() + " is a folder where a file was expected.");
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorKind::Io, "Cannot open " + file.string() + ": " + std::strerror(errno) + ".");

    std::string text;
    char block[1 << 16];
    while (stream.read(block, sizeof block) || stream.gcount() > 0) {
        text.append(block, static_cast<std::size_t>(stream.gcount()));
        if (text.size() > limit)
            throw Error(ErrorKind::BadInput, file.string() + " is longer than " + std::to_string(limit) +
                                                 " bytes: is it the right file?");
    }
    if (stream.bad())
        throw Error(ErrorKind::Io, "Cannot read " + file.string() + ": " + std::strerror(errno) + ".");
    return text;
}

std::size_t findInvalidUtf8(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        const unsigned char lead = byte(i);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || i + length > text.size()) return i;
        // The second byte's range rules out overlong forms, surrogates and what lies beyond U+10FFFF.
        const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (byte(i + 1) < low || byte(i + 1) > high) return i;
        for (std::size_t j = 2; j < length; ++j)
            if ((byte(i + j) & 0xC0) != 0x80) return i;
        i += length;
    }
    return std::string_view::npos;
}

TextLines::TextLines(fs::path file) : m_file(std::move(file)), m_text(readTextFile(m_file)) {
    if (m_text.compare(0, 3, "\xEF\xBB\xBF") == 0) m_position = 3;
}

bool TextLines::next(std::string_view& line) {
    if (m_position >= m_text.size()) return false;
    const std::size_t end = std::min(m_text.find('\n', m_position), m_text.size());
    line = std::string_view(m_text).substr(m_position, end - m_position);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    m_position = end + 1;
    ++m_number;
    return true;
}

void TextLines::fail(const std::string& problem) const {
    throw Error(ErrorKind::BadInput, m_file.string() + ", line " + std::to_string(m_number) + ": " + problem);
}

}  // namespace nounscope
