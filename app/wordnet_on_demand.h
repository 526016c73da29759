// WordNet for those parts of a run that need it, read when the first of them does: a CLIP checkpoint with nouns of
// one's own works where WordNet is not installed.
#pragma once

#include <optional>
#include <string>

#include "core/io/wordnet.h"

namespace nounscope {

// Not thread-safe. What it returns lives as long as it does.
class WordNetOnDemand {
public:
    WordNetOnDemand() = default;
    WordNetOnDemand(const WordNetOnDemand&) = delete;
    WordNetOnDemand& operator=(const WordNetOnDemand&) = delete;

    // Throws as WordNet::load does.
    const WordNet& get();

    // Null where WordNet cannot be read; `problem` then says why and what to do.
    const WordNet* find(std::string& problem);

private:
    std::optional<WordNet> m_wordnet;
};

}  // namespace nounscope
