// Unicode CLDR's names and keywords of emoji: what the emoji pictures show, and a small dictionary into
// English.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace nounscope {

struct EmojiName {
    std::string name;                   // "red apple"
    std::vector<std::string> keywords;  // "apple", "fruit", "red"
};

// The English names of emoji that are a single code point, from the folder common/annotations.
// Throws Error(BadInput) naming the missing file and its package.
std::map<char32_t, EmojiName> readEmojiNames(const std::filesystem::path& annotations);

// Names in other European languages (lower case) -> the English name of the same emoji: "farfalla" ->
// "butterfly".
std::unordered_map<std::string, std::string> readTranslations(const std::filesystem::path& annotations);

}  // namespace nounscope
