#include "core/io/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/io/text_lines.h"

namespace nounscope {

std::string shortestNumber(double value) {
    if (std::isnan(value)) return "nan";
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string utf8Path(std::string_view path) {
    if (findInvalidUtf8(path) == std::string_view::npos) return std::string(path);
    constexpr char digits[] = "0123456789ABCDEF";
    std::string text;
    const auto escape = [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        text += {'%', digits[byte >> 4], digits[byte & 15]};
    };
    while (!path.empty()) {
        const std::size_t valid = std::min(findInvalidUtf8(path), path.size());
        for (const char c : path.substr(0, valid)) c == '%' ? escape(c) : text.push_back(c);
        if (valid < path.size()) escape(path[valid]);
        path.remove_prefix(std::min(valid + 1, path.size()));
    }
    return text;
}

CsvWriter::CsvWriter(const std::filesystem::path& file, std::initializer_list<std::string_view> header)
    : m_file(file) {
    for (const std::string_view name : header) cell(name);
    endRow();
}

CsvWriter& CsvWriter::cell(std::string_view text) {
    if (m_cells++ > 0) m_row += ',';
    if (text.find_first_of("\",\r\n") == std::string_view::npos) {
        m_row += text;
        return *this;
    }
    m_row += '"';
    for (const char c : text) m_row.append(c == '"' ? 2 : 1, c);
    m_row += '"';
    return *this;
}

CsvWriter& CsvWriter::cell(double value) {
    return cell(shortestNumber(value));
}

CsvWriter& CsvWriter::cell(std::int64_t value) {
    return cell(std::to_string(value));
}

void CsvWriter::endRow() {
    if (m_row.empty() && m_cells == 1) m_row = "\"\"";  // one empty cell, not a blank line
    m_file.stream() << m_row << '\n';
    m_row.clear();
    m_cells = 0;
}

CsvReader::CsvReader(std::filesystem::path file) : m_file(std::move(file)), m_text(readUtf8File(m_file)) {}

bool CsvReader::next(std::vector<std::string>& row) {
    while (m_position < m_text.size() && atRowEnd()) skipLineEnd();
    if (m_position == m_text.size()) return false;
    m_line = m_nextLine;
    row.clear();
    while (true) {
        if (m_position < m_text.size() && m_text[m_position] == '"') {
            row.push_back(quotedCell());
        } else {
            const std::size_t end = std::min(m_text.find_first_of(",\r\n", m_position), m_text.size());
            row.push_back(m_text.substr(m_position, end - m_position));
            m_position = end;
        }
        if (atRowEnd()) break;
        if (m_text[m_position] != ',') fail("there is text behind a closing quote.");
        ++m_position;
    }
    skipLineEnd();
    if (m_width == 0) m_width = row.size();
    if (row.size() != m_width)
        fail("has " + std::to_string(row.size()) + " cells where the first row has " +
             std::to_string(m_width) + ".");
    return true;
}

void CsvReader::fail(const std::string& problem) const {
    failAtLine(m_file, m_line, problem);
}

bool CsvReader::atRowEnd() const {
    return m_position == m_text.size() || m_text[m_position] == '\n' || m_text[m_position] == '\r';
}

void CsvReader::skipLineEnd() {
    if (m_position == m_text.size()) return;
    m_position += m_text.compare(m_position, 2, "\r\n") == 0 ? 2 : 1;
    ++m_nextLine;
}

std::string CsvReader::quotedCell() {
    std::string cell;
    ++m_position;
    while (true) {
        const std::size_t end = m_text.find_first_of("\"\r\n", m_position);
        if (end == std::string::npos) fail("a quote opened in this row is never closed.");
        cell.append(m_text, m_position, end - m_position);
        m_position = end;
        if (m_text[end] != '"') {
            skipLineEnd();
            cell.append(m_text, end, m_position - end);
        } else if (m_text.compare(end, 2, "\"\"") == 0) {
            cell += '"';
            m_position += 2;
        } else {
            ++m_position;
            return cell;
        }
    }
}

}  // namespace nounscope
