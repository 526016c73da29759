#include "core/cluster/cluster_names.h"

#include <algorithm>

#include "core/encode/word_sense.h"

namespace nounscope {

namespace {

// What a noun is compared by.
struct Candidate {
    std::size_t noun = 0;      // index into the words
    std::string lemma;         // in lower case; the word itself where WordNet does not know it
    std::int32_t synset = -1;  // what it most likely means
    std::int32_t tagCount = 0;
};

// "Sea_Birds" -> "sea birds"
std::string folded(std::string word) {
    for (char& c : word) c = c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return word;
}

bool isPlural(const std::string& word, const std::string& singular) {
    return word == singular + "s" || word == singular + "es" ||
           (!singular.empty() && singular.back() == 'y' &&
            word == singular.substr(0, singular.size() - 1) + "ies");
}

bool sameThing(const Candidate& a, const Candidate& b) {
    return a.lemma == b.lemma || (a.synset >= 0 && a.synset == b.synset) || isPlural(a.lemma, b.lemma) ||
           isPlural(b.lemma, a.lemma);
}

Candidate describe(std::size_t noun, const std::string& word, const WordNet* wordnet) {
    Candidate candidate{noun, folded(word), -1, 0};
    if (!wordnet) return candidate;
    if (const std::string lemma = wordnet->baseForm(word); !lemma.empty()) candidate.lemma = folded(lemma);
    candidate.synset = chooseSense(*wordnet, word);
    for (const NounSense& sense : wordnet->senses(candidate.lemma))
        if (sense.synset == candidate.synset) candidate.tagCount = sense.tagCount;
    return candidate;
}

}  // namespace

std::vector<ClusterName> nameClusters(const at::Tensor& scores, const std::vector<std::string>& words,
                                      const std::vector<std::int64_t>& selected, const WordNet* wordnet,
                                      const NamingSettings& settings) {
    std::vector<Candidate> candidates;
    for (const std::int64_t noun : selected) {
        const auto index = static_cast<std::size_t>(noun);
        candidates.push_back(describe(index, words[index], wordnet));
    }

    const at::Tensor table = scores.contiguous();
    std::vector<ClusterName> names(static_cast<std::size_t>(table.size(0)));
    for (std::size_t cluster = 0; cluster < names.size(); ++cluster) {
        const float* const score = table.data_ptr<float>() + cluster * words.size();
        const auto scoreOf = [&](const Candidate& candidate) { return score[candidate.noun]; };
        std::vector<Candidate> left = candidates;
        std::stable_sort(left.begin(), left.end(),
                         [&](const Candidate& a, const Candidate& b) { return scoreOf(a) > scoreOf(b); });

        ClusterName& name = names[cluster];
        while (!left.empty() && name.nouns.size() < static_cast<std::size_t>(settings.listed)) {
            const auto tieEnd = std::find_if(left.begin(), left.end(), [&](const Candidate& candidate) {
                return scoreOf(candidate) < scoreOf(left.front()) - settings.nearTie;
            });
            const Candidate chosen = *std::max_element(
                left.begin(), std::max(tieEnd, left.begin() + 1),
                [](const Candidate& a, const Candidate& b) { return a.tagCount < b.tagCount; });
            if (name.nouns.size() < static_cast<std::size_t>(settings.inName))
                name.name += (name.name.empty() ? "" : ", ") + words[chosen.noun];
            name.nouns.push_back(words[chosen.noun]);
            left.erase(
                std::remove_if(left.begin(), left.end(),
                               [&](const Candidate& candidate) { return sameThing(candidate, chosen); }),
                left.end());
        }
        if (name.name.empty()) name.name = "cluster " + std::to_string(cluster);
    }
    return names;
}

}  // namespace nounscope
