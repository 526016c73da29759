// Reads a text file line by line and says where it stands, so that every complaint can name file and line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace nounscope {

inline constexpr std::uintmax_t maxTextBytes = std::uintmax_t{1} << 30;

// A whole file as bytes. Throws Error(Io) if it cannot be read, Error(BadInput) if it is a folder or longer
// than `limit` bytes; both name it.
std::string readTextFile(const std::filesystem::path& file, std::uintmax_t limit = maxTextBytes);

// Byte offset of the first byte that is not valid UTF-8 (overlong forms and surrogates included), or npos.
std::size_t findInvalidUtf8(std::string_view text);

// Walks over lines ended by LF, CRLF or the end of the file; a byte order mark is skipped.
class TextLines {
public:
    explicit TextLines(std::filesystem::path file);

    // False after the last line. The line comes without its ending and lives as long as this object.
    bool next(std::string_view& line);

    const std::filesystem::path& file() const { return m_file; }
    std::int64_t number() const { return m_number; }  // of the line last returned, from 1

    // Throws Error(BadInput): "FILE, line N: problem".
    [[noreturn]] void fail(const std::string& problem) const;

private:
    std::filesystem::path m_file;
    std::string m_text;
    std::size_t m_position = 0;
    std::int64_t m_number = 0;
};

}  // namespace nounscope
