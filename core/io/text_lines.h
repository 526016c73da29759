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

// readTextFile for what people write: UTF-8 (a byte order mark is dropped), no NUL.
// Throws Error(BadInput) that names file and line of the first byte that is neither.
std::string readUtf8File(const std::filesystem::path& file, std::uintmax_t limit = maxTextBytes);

// Byte offset of the first byte that is not valid UTF-8 (overlong forms and surrogates included), or npos.
std::size_t findInvalidUtf8(std::string_view text);

// Throws Error(BadInput): "FILE, line N: problem".
[[noreturn]] void failAtLine(const std::filesystem::path& file, std::int64_t line,
                             const std::string& problem);

// Walks over lines ended by LF, CRLF, CR or the end of the file.
class TextLines {
public:
    // Reads the whole file, as bytes; throws as readTextFile does.
    explicit TextLines(std::filesystem::path file);
    // The text of a file read already.
    TextLines(std::filesystem::path file, std::string text);

    // False after the last line. The line comes without its ending and lives as long as this object.
    bool next(std::string_view& line);

    const std::filesystem::path& file() const { return m_file; }
    std::int64_t number() const { return m_number; }  // of the line last returned, from 1

    // failAtLine of the line last returned.
    [[noreturn]] void fail(const std::string& problem) const { failAtLine(m_file, m_number, problem); }

private:
    std::filesystem::path m_file;
    std::string m_text;
    std::size_t m_position = 0;
    std::int64_t m_number = 0;
};

}  // namespace nounscope
