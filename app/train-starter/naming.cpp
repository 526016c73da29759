#include "app/train-starter/naming.h"

#include <algorithm>
#include <array>

#include "core/encode/word_sense.h"

namespace nounscope {

namespace {

constexpr std::array<std::string_view, 17> linkWords{"on",   "in",  "with", "of", "and",  "at",
                                                     "from", "for", "by",   "to", "over", "the",
                                                     "but",  "a",   "con",  "de", "di"};

std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
    std::string phrase = words[begin];
    for (std::size_t i = begin + 1; i < end; ++i) phrase += ' ' + words[i];
    return phrase;
}

}  // namespace

LexFiles lexFiles(std::initializer_list<LexFile> files) {
    LexFiles set;
    for (const LexFile file : files) set.set(static_cast<std::size_t>(file));
    return set;
}

std::vector<std::string> splitWords(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80))
            words.back() += upper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

std::int32_t Naming::sense(std::string_view phrase, const LexFiles& allowed) const {
    std::int32_t best = -1;
    double bestScore = 0;
    const std::string base = m_wordNet.baseForm(phrase);
    for (const std::string_view form : {phrase, std::string_view(base)}) {
        if (form.empty()) continue;
        for (const NounSense& sense : m_wordNet.senses(form)) {
            const Synset& synset = m_wordNet.synsets()[static_cast<std::size_t>(sense.synset)];
            if (!allowed.test(static_cast<std::size_t>(synset.lexFile))) continue;
            const double score = pictureSenseWeight(m_wordNet, sense);
            if (score > bestScore) {
                bestScore = score;
                best = sense.synset;
            }
        }
    }
    return best;
}

std::int32_t Naming::ofTitle(std::string_view title, const LexFiles& allowed) const {
    std::vector<std::string> words = splitWords(title);
    const auto isLink = [](const std::string& word) {
        return std::find(linkWords.begin(), linkWords.end(), word) != linkWords.end();
    };
    const auto link = std::find_if(words.begin() + (words.empty() ? 0 : 1), words.end(), isLink);
    words.erase(link, words.end());
    for (std::size_t end = words.size(); end > 0; --end)
        for (std::size_t begin = end > 3 ? end - 3 : 0; begin < end; ++begin)
            if (const std::int32_t found = sense(joined(words, begin, end), allowed); found >= 0)
                return found;
    return -1;
}

std::int32_t Naming::ofStem(std::string_view stem, const LexFiles& allowed) const {
    const std::vector<std::string> words = splitWords(stem);
    for (std::size_t begin = 0; begin < std::min<std::size_t>(words.size(), 2); ++begin)
        for (std::size_t end = std::min(words.size(), begin + 3); end > begin; --end)
            if (const std::string phrase = joined(words, begin, end); phrase.size() > 2)
                if (const std::int32_t found = sense(phrase, allowed); found >= 0) return found;
    return -1;
}

}  // namespace nounscope
