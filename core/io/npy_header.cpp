#include "core/io/npy_header.h"

#include <cctype>
#include <string_view>

#include "core/model/error.h"

namespace nounscope {

namespace {

constexpr std::string_view magic("\x93NUMPY", 6);
constexpr std::uint32_t longestHeader = 1 << 20;
constexpr std::size_t mostDimensions = 32;

Error malformed(const std::string& what) {
    return Error(ErrorKind::BadInput, what);
}

// Reads the dictionary {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), } and nothing else of
// Python.
class HeaderParser {
public:
    explicit HeaderParser(std::string_view text) : m_text(text) {}

    NpyHeader parse() {
        NpyHeader header;
        bool descr = false, order = false, shape = false;
        expect('{');
        while (!accept('}')) {
            const std::string key = quoted("a header field's name");
            expect(':');
            bool* const seen = key == "descr"           ? &descr
                               : key == "fortran_order" ? &order
                               : key == "shape"         ? &shape
                                                        : nullptr;
            if (!seen || *seen) throw malformed("header field '" + key + "' is unexpected");
            *seen = true;
            if (key == "descr") header.descr = type();
            if (key == "fortran_order") header.fortranOrder = boolean();
            if (key == "shape") header.shape = extents();
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        if (!descr || !order || !shape) throw malformed("the header lacks descr, fortran_order or shape");
        if (peek() != '\0') throw malformed("the header has text after its dictionary");
        header.bigEndian = header.descr[0] == '>';
        return header;
    }

private:
    char peek() {
        while (!m_text.empty() && std::isspace(static_cast<unsigned char>(m_text.front())))
            m_text.remove_prefix(1);
        return m_text.empty() ? '\0' : m_text.front();
    }
    bool accept(char wanted) {
        if (peek() != wanted) return false;
        m_text.remove_prefix(1);
        return true;
    }
    void expect(char wanted) {
        if (!accept(wanted))
            throw malformed(std::string("the header is malformed: '") + wanted + "' expected");
    }

    std::string quoted(const char* what) {
        const char quote = peek();
        const std::size_t end =
            quote == '\'' || quote == '"' ? m_text.find(quote, 1) : std::string_view::npos;
        if (end == std::string_view::npos) throw malformed(std::string(what) + " is not a quoted string");
        const std::string value(m_text.substr(1, end - 1));
        m_text.remove_prefix(end + 1);
        return value;
    }

    std::string type() {
        if (peek() == '[')
            throw malformed(
                "descr is a structured type with several fields; save one plain array of numbers");
        const std::string descr = quoted("descr");
        if (descr.find('O') != std::string::npos)
            throw malformed(
                "descr '" + descr +
                "' means Python objects, stored as a pickle, which could run any program when it is read; "
                "save a plain array of numbers, for example with astype(\"float32\")");
        if (descr.size() < 3 || std::string_view("<>|=").find(descr[0]) == std::string_view::npos)
            throw malformed("descr '" + descr + "' is malformed");
        return descr;
    }

    bool boolean() {
        for (const bool value : {false, true}) {
            const std::string_view name = value ? "True" : "False";
            if (peek() != name[0] || m_text.substr(0, name.size()) != name) continue;
            m_text.remove_prefix(name.size());
            return value;
        }
        throw malformed("fortran_order is neither True nor False");
    }

    std::vector<std::int64_t> extents() {
        std::vector<std::int64_t> shape;
        if (!accept('(')) throw malformed("shape is not a tuple");
        while (!accept(')')) {
            if (shape.size() == mostDimensions) throw malformed("shape has too many dimensions");
            shape.push_back(extent());
            if (!accept(',')) {
                if (!accept(')')) throw malformed("shape is malformed");
                break;
            }
        }
        return shape;
    }

    std::int64_t extent() {
        std::int64_t value = 0;
        std::size_t digits = 0;
        for (peek(); digits < m_text.size() && std::isdigit(static_cast<unsigned char>(m_text[digits]));
             ++digits) {
            const int digit = m_text[digits] - '0';
            if (value > (INT64_MAX - digit) / 10) throw malformed("shape is too large for any file");
            value = value * 10 + digit;
        }
        if (digits == 0) throw malformed("shape holds something that is no number");
        m_text.remove_prefix(digits);
        accept('L');  // as Python 2 wrote it
        return value;
    }

    std::string_view m_text;
};

std::uint32_t littleEndian(std::istream& in, int bytes) {
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i) value |= static_cast<std::uint32_t>(in.get() & 0xff) << (8 * i);
    return value;
}

}  // namespace

NpyHeader readNpyHeader(std::istream& in) {
    std::string start(magic.size(), '\0');
    in.read(start.data(), static_cast<std::streamsize>(start.size()));
    if (!in || start != magic) throw malformed("is not an .npy file (its first bytes are not NumPy's)");
    const int major = in.get();
    in.get();  // the minor version, always 0
    if (in && (major < 1 || major > 3))
        throw malformed("has the unknown format version " + std::to_string(major));
    const std::uint32_t length = littleEndian(in, major == 1 ? 2 : 4);
    if (in && length > longestHeader)
        throw malformed("the header's length " + std::to_string(length) + " is implausible");
    std::string text(in ? length : 0, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in) throw malformed("the header is cut off");
    return HeaderParser(text).parse();
}

std::string formatNpyHeader(const NpyHeader& header) {
    std::string text = "{'descr': '" + header.descr +
                       "', 'fortran_order': " + (header.fortranOrder ? "True" : "False") + ", 'shape': (";
    for (const std::int64_t extent : header.shape) text += std::to_string(extent) + ", ";
    if (header.shape.size() > 1) text.resize(text.size() - 2);
    if (header.shape.size() == 1) text.pop_back();
    text += "), }";
    constexpr std::size_t preamble = 10;  // magic, version, length
    text.append(63 - (preamble + text.size()) % 64, ' ');
    text += '\n';
    std::string bytes(magic);
    bytes += {'\x01', '\x00', static_cast<char>(text.size() & 0xff), static_cast<char>(text.size() >> 8)};
    return bytes + text;
}

}  // namespace nounscope
