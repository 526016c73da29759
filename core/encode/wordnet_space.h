// Embeds WordNet's synsets with nothing learnt, so that a cosine approximates Lin's similarity: the text side
// of the starter encoder. Source: Lin, "An Information-Theoretic Definition of Similarity", ICML 1998.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/io/wordnet.h"

namespace nounscope {

// Information content IC(c) = -ln(size of c's subtree / number of synsets), c itself counted. A synset is the
// vector with sqrt(max(IC(c) - max IC(parents of c), 0.02)) at itself and each of its ancestors c: along one
// chain the squares add up to IC, so a cosine is IC(common ancestor) / sqrt(IC(a) IC(b)). Projected to D =
// 256 at random.
//
// The projection is part of the starter encoder's weights: changing a number of it makes them useless. Its
// entry (synset s, axis j) is the number of one bits in output 256 s + j of SplitMix64 less 32: close to a
// Gaussian of variance 16, and the same on every machine. Thread-safe; results do not depend on the number of
// threads.
class WordNetSpace {
public:
    static constexpr std::int64_t width = 256;

    // Keeps a reference to `wordnet`. About 0.2 s and 22 MB.
    explicit WordNetSpace(const WordNet& wordnet);

    // [n, 256] float32, CPU, unit rows, not centred. About 2 us a synset.
    at::Tensor vectors(const std::vector<std::int32_t>& synsets) const;

private:
    const WordNet& m_wordnet;
    std::vector<double> m_weights;          // of a synset in its own and its descendants' vectors
    std::vector<std::int8_t> m_projection;  // [synsets, 256]
};

// normalise(vectors - mean), row by row: [n, D] from [n, D] and [D], float32. The mean is that over the
// synsets an encoder was trained on and is stored with its weights.
at::Tensor centred(const at::Tensor& vectors, const at::Tensor& mean);

}  // namespace nounscope
