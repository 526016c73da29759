#include "core/encode/word_sense.h"

#include <algorithm>

namespace nounscope {

double pictureSenseWeight(const WordNet& wordnet, const NounSense& sense) {
    const Synset& synset = wordnet.synsets()[static_cast<std::size_t>(sense.synset)];
    const double prior = [&] {
        if (synset.isInstance) return 0.05;
        switch (synset.lexFile) {
            case LexFile::Food:
            case LexFile::Tops:
                return 8.0;
            case LexFile::Animal:
                return 5.0;
            case LexFile::Artifact:
            case LexFile::Plant:
                return 4.0;
            default:
                return 1.0;
        }
    }();
    return (sense.tagCount + 1) / (1 + sense.rank / 2.0) * prior;
}

std::string_view knownPart(const WordNet& wordnet, std::string_view phrase) {
    constexpr std::string_view gaps = " _\t\r\n";
    while (!phrase.empty() && wordnet.senses(wordnet.baseForm(phrase)).empty()) {
        phrase.remove_prefix(std::min(phrase.find_first_of(gaps), phrase.size()));
        phrase.remove_prefix(std::min(phrase.find_first_not_of(gaps), phrase.size()));
    }
    return phrase;
}

std::int32_t chooseSense(const WordNet& wordnet, std::string_view phrase) {
    const std::string_view known = knownPart(wordnet, phrase);
    if (known.empty()) return -1;
    const std::vector<NounSense>& senses = wordnet.senses(wordnet.baseForm(known));
    return std::max_element(senses.begin(), senses.end(),
                            [&](const NounSense& a, const NounSense& b) {
                                return pictureSenseWeight(wordnet, a) < pictureSenseWeight(wordnet, b);
                            })
        ->synset;
}

}  // namespace nounscope
