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

std::string readUtf8File(const fs::path& file, std::uintmax_t limit) {
    std::string text = readTextFile(file, limit);
    if (text.compare(0, 3, "\xEF\xBB\xBF") == 0) text.erase(0, 3);
    const std::size_t wrong = std::min(findInvalidUtf8(text), text.find('\0'));
    if (wrong == std::string::npos) return text;
    TextLines before(file, text.substr(0, wrong + 1));
    for (std::string_view line; before.next(line);) continue;
    before.fail("is not UTF-8 text; save it as UTF-8.");
}

void failAtLine(const fs::path& file, std::int64_t line, const std::string& problem) {
    throw Error(ErrorKind::BadInput, file.string() + ", line " + std::to_string(line) + ": " + problem);
}

TextLines::TextLines(fs::path file) : m_file(std::move(file)), m_text(readTextFile(m_file)) {}

TextLines::TextLines(fs::path file, std::string text) : m_file(std::move(file)), m_text(std::move(text)) {}

bool TextLines::next(std::string_view& line) {
    if (m_position >= m_text.size()) return false;
    const std::size_t end = std::min(m_text.find_first_of("\r\n", m_position), m_text.size());
    line = std::string_view(m_text).substr(m_position, end - m_position);
    m_position = m_text.compare(end, 2, "\r\n") == 0 ? end + 2 : end + 1;
    ++m_number;
    return true;
}

}  // namespace nounscope
