#include "core/encode/clip_text.h"

#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <limits>
#include <memory>

#include "core/encode/html_entities.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

enum class CharacterKind { Letter, Number, Space, Other };

constexpr UChar32 combiningIota = 0x345;  // no letter, but a letter where case is ignored: no word takes it

CharacterKind kindOf(UChar32 c) {
    if (u_isalpha(c)) return CharacterKind::Letter;
    if (U_GET_GC_MASK(c) & U_GC_N_MASK) return CharacterKind::Number;
    if (u_isUWhiteSpace(c) || c == combiningIota) return CharacterKind::Space;
    return CharacterKind::Other;
}

// Python's str.isspace takes four separators of ASCII (1C to 1F) for white space, regular expressions do not.
bool isPythonSpace(UChar32 c) {
    const UCharDirection direction = u_charDirection(c);
    return u_charType(c) == U_SPACE_SEPARATOR || direction == U_WHITE_SPACE_NEUTRAL ||
           direction == U_BLOCK_SEPARATOR || direction == U_SEGMENT_SEPARATOR;
}

std::string validUtf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t begin = i;
        UChar32 c = 0;
        U8_NEXT(text.data(), i, size, c);
        if (c >= 0)
            valid += text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
        else
            valid += "\uFFFD";
    }
    return valid;
}

std::string_view stripped(std::string_view text) {
    std::int32_t begin = 0, end = static_cast<std::int32_t>(text.size());
    UChar32 c = 0;
    for (std::int32_t next = begin; begin < end; begin = next) {
        U8_NEXT(text.data(), next, end, c);
        if (!isPythonSpace(c)) break;
    }
    for (std::int32_t before = end; begin < end; end = before) {
        U8_PREV(text.data(), begin, before, c);
        if (!isPythonSpace(c)) break;
    }
    return text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

std::string lowerCase(std::string_view text) {
    UErrorCode failure = U_ZERO_ERROR;
    static const std::unique_ptr<UCaseMap, decltype(&ucasemap_close)> anyLanguage(
        ucasemap_open("", 0, &failure), ucasemap_close);
    std::string lower(text.size() + text.size() / 2 + 1, '\0');  // U+0130 grows from two bytes to three
    const std::int32_t length =
        ucasemap_utf8ToLower(anyLanguage.get(), lower.data(), static_cast<std::int32_t>(lower.size()),
                             text.data(), static_cast<std::int32_t>(text.size()), &failure);
    if (U_FAILURE(failure))
        throw Error(ErrorKind::BadInput,
                    std::string("A text cannot be put in lower case: ") + u_errorName(failure));
    lower.resize(static_cast<std::size_t>(length));
    return lower;
}

// Length of `word`, lower-case ASCII, at the front of lower-case text, case ignored; 0: it is not there.
std::size_t matchFront(std::string_view text, std::string_view word) {
    std::size_t at = 0;
    for (const char c : word) {
        if (text.compare(at, 1, &c, 1) == 0)
            at += 1;
        else if (c == 's' && text.compare(at, 2, "\u017F") == 0)  // long s, lower case already
            at += 2;
        else
            return 0;
    }
    return at;
}

}  // namespace

std::string cleanClipText(std::string_view text) {
    constexpr std::size_t longest = std::numeric_limits<std::int32_t>::max() / 4;
    if (text.size() > longest)
        throw Error(ErrorKind::BadInput, "A text of " + std::to_string(text.size()) +
                                             " bytes is too long for one prompt: give one text a line.");
    return lowerCase(stripped(unescapeHtml(unescapeHtml(validUtf8(text)))));
}

std::string_view nextClipWord(std::string_view clean, std::size_t& position) {
    static constexpr std::string_view literals[] = {
        "<|startoftext|>", "<|endoftext|>", "'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};
    const auto size = static_cast<std::int32_t>(clean.size());
    auto end = static_cast<std::int32_t>(position);
    auto begin = end;
    auto wordKind = CharacterKind::Space;
    while (end < size) {
        std::int32_t next = end;
        UChar32 c = 0;
        U8_NEXT(clean.data(), next, size, c);
        const CharacterKind kind = kindOf(c);
        if (wordKind != CharacterKind::Space && kind != wordKind) break;
        if (wordKind == CharacterKind::Space) begin = end;
        if (kind == CharacterKind::Other && begin == end) {
            for (const std::string_view literal : literals)
                if (const std::size_t length =
                        matchFront(clean.substr(static_cast<std::size_t>(begin)), literal)) {
                    position = static_cast<std::size_t>(begin) + length;
                    return clean.substr(static_cast<std::size_t>(begin), length);
                }
        }
        wordKind = kind;
        end = next;
        if (kind == CharacterKind::Number) break;
    }
    position = static_cast<std::size_t>(end);
    if (wordKind == CharacterKind::Space) return {};
    return clean.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

}  // namespace nounscope
