#include "app/train-starter/cldr_names.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <optional>
#include <string_view>

#include "app/train-starter/naming.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

// The only character of a UTF-8 string, a trailing variation selector apart; nothing where it has more.
std::optional<char32_t> singleCodePoint(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const std::string_view rest = text.substr(std::min(length, text.size()));
    if (text.size() < length || (!rest.empty() && rest != "\xef\xb8\x8f")) return std::nullopt;
    char32_t point = length == 1 ? first : first & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        point = (point << 6) | (static_cast<unsigned char>(text[i]) & 0x3fu);
    return point;
}

std::string_view between(std::string_view line, std::string_view before, std::string_view after) {
    const std::size_t begin = line.find(before);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = line.find(after, begin + before.size());
    if (end == std::string_view::npos) return {};
    return line.substr(begin + before.size(), end - begin - before.size());
}

// Calls `use` with each annotation: the emoji as written, whether it is its name (else keywords), the text.
void eachAnnotation(
    const fs::path& file,
    const std::function<void(std::string_view emoji, bool isName, std::string_view text)>& use) {
    std::ifstream in(file);
    if (!in)
        throw Error(ErrorKind::BadInput, "Unicode's emoji names " + file.string() +
                                             " are missing: install the package unicode-cldr-core.");
    for (std::string line; std::getline(in, line);) {
        const std::string_view emoji = between(line, "<annotation cp=\"", "\"");
        if (emoji.empty()) continue;
        use(emoji, line.find("type=\"tts\"") != std::string::npos, between(line, ">", "</annotation>"));
    }
}

}  // namespace

std::map<char32_t, EmojiName> readEmojiNames(const fs::path& annotations) {
    std::map<char32_t, EmojiName> names;
    eachAnnotation(annotations / "en.xml", [&](std::string_view emoji, bool isName, std::string_view text) {
        const std::optional<char32_t> point = singleCodePoint(emoji);
        if (!point || *point < 0x203c) return;
        EmojiName& entry = names[*point];
        if (isName) {
            entry.name = text;
            return;
        }
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t bar = std::min(text.find(" | ", begin), text.size());
            entry.keywords.emplace_back(text.substr(begin, bar - begin));
            begin = bar + 3;
        }
    });
    return names;
}

std::unordered_map<std::string, std::string> readTranslations(const fs::path& annotations) {
    std::unordered_map<std::string, std::string> english, translations;
    eachAnnotation(annotations / "en.xml", [&](std::string_view emoji, bool isName, std::string_view text) {
        if (isName) english.emplace(emoji, text);
    });
    for (const char* language : {"it", "fr", "es", "de", "pt", "ca", "nl", "ro", "pl", "sv"})
        eachAnnotation(annotations / (std::string(language) + ".xml"),
                       [&](std::string_view emoji, bool isName, std::string_view text) {
                           const auto name = english.find(std::string(emoji));
                           if (!isName || name == english.end()) return;
                           const std::vector<std::string> words = splitWords(text);
                           if (words.size() == 1 && words[0].size() > 2)
                               translations.emplace(words[0], name->second);
                       });
    return translations;
}

}  // namespace nounscope
