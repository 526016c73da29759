#include "core/cluster/name_candidates.h"

#include <set>
#include <unordered_map>

#include "core/encode/word_sense.h"
#include "core/io/noun_sources.h"

namespace nounscope {

namespace {

constexpr int commonSenses = 3;

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

NameCandidate describe(std::int64_t noun, const std::string& word, const WordNet* wordnet) {
    NameCandidate candidate;
    candidate.noun = noun;
    candidate.lemma = folded(word);
    if (!wordnet) return candidate;
    if (const std::string lemma = wordnet->baseForm(word); !lemma.empty()) candidate.lemma = folded(lemma);
    candidate.synset = chooseSense(*wordnet, word);
    if (candidate.synset < 0) return candidate;
    for (const NounSense& sense : wordnet->senses(candidate.lemma)) {
        if (sense.rank < commonSenses) candidate.senses.push_back(sense.synset);
        if (sense.synset == candidate.synset) candidate.tagCount = sense.tagCount;
    }
    candidate.hypernyms = wordnet->ancestors(candidate.synset);
    candidate.hypernyms.erase(candidate.hypernyms.begin());
    return candidate;
}

}  // namespace

bool sameThing(const NameCandidate& a, const NameCandidate& b) {
    return a.lemma == b.lemma || (a.synset >= 0 && a.synset == b.synset) || isPlural(a.lemma, b.lemma) ||
           isPlural(b.lemma, a.lemma);
}

std::vector<NameCandidate> nameCandidates(const std::vector<std::string>& words,
                                          const std::vector<std::int64_t>& indices, const WordNet* wordnet,
                                          const std::vector<double>& content) {
    std::vector<NameCandidate> candidates;
    for (const std::int64_t noun : indices) {
        NameCandidate candidate = describe(noun, words[static_cast<std::size_t>(noun)], wordnet);
        if (candidate.synset >= 0) {
            const auto synset = static_cast<std::size_t>(candidate.synset);
            if (isSlur(wordnet->synsets()[synset])) continue;
            candidate.content = content[synset];
        }
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

std::vector<NameCandidate> listedHypernyms(const std::vector<NameCandidate>& candidates,
                                           const std::vector<std::string>& words,
                                           const std::vector<std::int64_t>& excluded, const WordNet& wordnet,
                                           const std::vector<double>& content, double minContent) {
    std::unordered_map<std::string, std::int64_t> listed;
    for (std::size_t i = 0; i < words.size(); ++i)
        listed.emplace(folded(words[i]), static_cast<std::int64_t>(i));

    std::set<std::int64_t> taken(excluded.begin(), excluded.end());
    std::set<std::int32_t> hypernyms;
    for (const NameCandidate& candidate : candidates) {
        taken.insert(candidate.noun);
        hypernyms.insert(candidate.hypernyms.begin(), candidate.hypernyms.end());
    }

    std::set<std::int64_t> found;
    for (const std::int32_t hypernym : hypernyms) {
        if (content[static_cast<std::size_t>(hypernym)] < minContent) continue;
        for (const std::string& word : wordnet.synsets()[static_cast<std::size_t>(hypernym)].words) {
            const auto entry = listed.find(folded(word));
            if (entry != listed.end() && taken.count(entry->second) == 0) found.insert(entry->second);
        }
    }
    return nameCandidates(words, {found.begin(), found.end()}, &wordnet, content);
}

}  // namespace nounscope
