// The nouns that may name clusters, and what they are compared by.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/io/wordnet.h"

namespace nounscope {

struct NameCandidate {
    std::int64_t noun = 0;      // index into the run's words
    std::string lemma;          // in lower case; the word itself where WordNet does not know it
    std::int32_t synset = -1;   // what it most likely means
    std::int32_t tagCount = 0;  // of that sense
    double content = std::numeric_limits<double>::infinity();  // nats that sense says; infinite where unknown
    std::vector<std::int32_t> hypernyms;                       // synsets above it
    std::vector<std::int32_t> senses;                          // the lemma's three most common ones
};

// Synonyms, inflections or spellings of one another.
bool sameThing(const NameCandidate& a, const NameCandidate& b);

// Describes the nouns at `indices`, slurs left out. `wordnet` may be null; content: its informationContent().
std::vector<NameCandidate> nameCandidates(const std::vector<std::string>& words,
                                          const std::vector<std::int64_t>& indices, const WordNet* wordnet,
                                          const std::vector<double>& content);

// The listed words that commonly mean a hypernym of one of the candidates with at least `minContent` nats, without
// those in `excluded` and the candidates themselves; by rising index.
std::vector<NameCandidate> listedHypernyms(const std::vector<NameCandidate>& candidates,
                                           const std::vector<std::string>& words,
                                           const std::vector<std::int64_t>& excluded, const WordNet& wordnet,
                                           const std::vector<double>& content, double minContent);

}  // namespace nounscope
