// From the words that come with a training picture (a title, a file name, an emoji's name) to a WordNet
// synset.
#pragma once

#include <bitset>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/wordnet.h"

namespace nounscope {

// The lexicographer files that a sense may come from.
using LexFiles = std::bitset<32>;
LexFiles lexFiles(std::initializer_list<LexFile> files);

class Naming {
public:
    explicit Naming(const WordNet& wordNet) : m_wordNet(wordNet) {}

    // The likeliest sense of a word or phrase (plural forms too) among those allowed: tag count, rank and a
    // prior for what pictures show, as in WordNetSpace. -1 where there is none.
    std::int32_t sense(std::string_view phrase, const LexFiles& allowed) const;

    // The synset a title speaks of: the longest run of words that is a noun, its last word being the head:
    // "Turkey on Platter" -> turkey, "sea lion" -> sea lion, "red apple" -> apple. -1 where there is none.
    std::int32_t ofTitle(std::string_view title, const LexFiles& allowed) const;

    // The same of a file name's stem, where the noun stands first and an author's name follows.
    std::int32_t ofStem(std::string_view stem, const LexFiles& allowed) const;

private:
    const WordNet& m_wordNet;
};

// Lower-case words: letters only, split at anything else. Bytes above 127 count as letters.
std::vector<std::string> splitWords(std::string_view text);

}  // namespace nounscope
