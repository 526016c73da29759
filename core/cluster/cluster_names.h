// Names clusters by nouns that people would use: near the cluster, each thing once, common words before rare
// ones.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/io/wordnet.h"
#include "core/model/result.h"

namespace nounscope {

struct NamingSettings {
    int inName = 3;         // nouns that make the name, >= 1
    int listed = 5;         // nouns in all, >= inName
    double nearTie = 0.02;  // of nouns whose cosines differ by at most this, the one tagged most often in
                            // WordNet comes first
};

// One name a cluster from nameScores() [K, M]: the selected nouns (indices into the M `words`) with the
// highest scores, synonyms and inflections of one another once, near ties to the more common sense. `wordnet`
// may be null: then inflections are told by their endings, and no sense is known. Fewer nouns where fewer are
// selected; "cluster 3" where none is. Thread-safe.
std::vector<ClusterName> nameClusters(const at::Tensor& scores, const std::vector<std::string>& words,
                                      const std::vector<std::int64_t>& selected, const WordNet* wordnet,
                                      const NamingSettings& settings = {});

}  // namespace nounscope
