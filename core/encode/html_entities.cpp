#include "core/encode/html_entities.h"

#include <gumbo.h>
#include <unicode/utf.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace nounscope {

namespace {

constexpr std::size_t longestName = 32;  // "CounterClockwiseContourIntegral;"

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isNameCharacter(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What an HTML parser reads in one reference, which may have text behind it.
std::string parsed(std::string_view reference) {
    // The letter before it keeps a reference to white space from being dropped.
    const std::string page = "<body>x" + std::string(reference);
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    const auto destroy = [&](GumboOutput* output) { gumbo_destroy_output(&options, output); };
    const std::unique_ptr<GumboOutput, decltype(destroy)> output(
        gumbo_parse_with_options(&options, page.data(), page.size()), destroy);
    const GumboVector& parts = output->root->v.element.children;
    const auto* body = static_cast<const GumboNode*>(parts.data[parts.length - 1]);
    const auto* text = static_cast<const GumboNode*>(body->v.element.children.data[0]);
    return text->v.text.text + 1;
}

std::string character(std::uint32_t code) {
    // NUL and what Windows-1252 has in the place of control characters
    if (code == 0 || (code >= 0x80 && code < 0xA0)) return parsed("&#" + std::to_string(code) + ";");
    if (U_IS_SURROGATE(code) || code > 0x10FFFF) return "\uFFFD";
    const bool isControl =
        code == 0x7F || (code < 0x20 && code != '\t' && code != '\n' && code != '\f' && code != '\r');
    if (isControl || U_IS_UNICODE_NONCHAR(code)) return "";
    char bytes[U8_MAX_LENGTH];
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, code);
    return {bytes, length};
}

// Appends what the reference at the front of `rest` stands for; returns how long it is.
std::size_t unescapeFront(std::string_view rest, std::string& out) {
    const auto endOf = [&](std::size_t begin, bool (*belongs)(char)) {
        return static_cast<std::size_t>(
            std::find_if_not(rest.begin() + static_cast<std::ptrdiff_t>(begin), rest.end(), belongs) -
            rest.begin());
    };
    const auto withSemicolon = [&](std::size_t end) {
        return end < rest.size() && rest[end] == ';' ? end + 1 : end;
    };

    if (rest.size() > 1 && rest[1] == '#') {
        const bool isHex = rest.size() > 2 && (rest[2] == 'x' || rest[2] == 'X');
        const std::size_t begin = isHex ? 3 : 2;
        const std::size_t end = begin < rest.size() ? endOf(begin, isHex ? isHexDigit : isDigit) : begin;
        if (end > begin) {
            std::uint32_t code = 0;
            for (std::size_t i = begin; i < end && code <= 0x10FFFF; ++i) {
                const char digit = rest[i];
                code = code * (isHex ? 16 : 10) +
                       static_cast<std::uint32_t>(isDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
            }
            out += character(code);
            return withSemicolon(end);
        }
    } else if (const std::size_t end = std::min(endOf(1, isNameCharacter), longestName); end > 1) {
        const std::size_t length = withSemicolon(end);
        out += parsed(rest.substr(0, length));
        return length;
    }
    out += '&';
    return 1;
}

}  // namespace

std::string unescapeHtml(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t reference = std::min(utf8.find('&', at), utf8.size());
        out += utf8.substr(at, reference - at);
        at = reference;
        if (at < utf8.size()) at += unescapeFront(utf8.substr(at), out);
    }
    return out;
}

}  // namespace nounscope
