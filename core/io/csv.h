// CSV as the program writes and reads it. Source: RFC 4180, with UTF-8, LF and numbers in the C locale.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/atomic_file.h"

namespace nounscope {

// The shortest decimal that reads back as the same number, whatever the locale; "inf", "-inf", "nan".
std::string shortestNumber(double value);

// A path as bytes of the file system -> UTF-8: itself if it is UTF-8, else with '%' and every byte that
// belongs to no UTF-8 character written as %XX.
std::string utf8Path(std::string_view path);

// Writes one table, whole or not at all: nothing is there before commit(). Cells are quoted only where they
// must be.
class CsvWriter {
public:
    // Throws Error(Io) as AtomicFile does.
    CsvWriter(const std::filesystem::path& file, std::initializer_list<std::string_view> header);

    CsvWriter& cell(std::string_view text);
    CsvWriter& cell(double value);
    CsvWriter& cell(std::int64_t value);
    CsvWriter& cell(int value) { return cell(static_cast<std::int64_t>(value)); }
    void endRow();

    // Throws Error(Io) naming the file, for example when the disk is full.
    void commit() { m_file.commit(); }

private:
    AtomicFile m_file;
    std::string m_row;
    int m_cells = 0;
};

// Reads one table row by row; every row must have as many cells as the first. Blank lines are skipped. Rows
// end with LF, CRLF or CR; quoted cells may hold line ends, commas and doubled quotes.
class CsvReader {
public:
    // Reads the whole file; throws as readUtf8File does.
    explicit CsvReader(std::filesystem::path file);

    // False after the last row. Throws Error(BadInput) that names file and line for a row of another length,
    // a quote never closed and text behind a closing quote.
    bool next(std::vector<std::string>& row);

    std::int64_t line() const { return m_line; }  // where the row last returned begins, from 1

    // Throws Error(BadInput): "FILE, line N: problem", N being line().
    [[noreturn]] void fail(const std::string& problem) const;

private:
    bool atRowEnd() const;
    void skipLineEnd();
    std::string quotedCell();

    std::filesystem::path m_file;
    std::string m_text;
    std::size_t m_position = 0;
    std::int64_t m_line = 0;
    std::int64_t m_nextLine = 1;
    std::size_t m_width = 0;
};

}  // namespace nounscope
