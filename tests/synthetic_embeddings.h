// Embeddings shaped like a vision-language model's, for benchmarks and device checks where no model is at
// hand: unit rows, a gap between pictures and nouns, classes inside groups, a few nouns that name a class,
// near misses, and the rest of a dictionary in topics of its own.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace nounscope::test {

struct SyntheticSettings {
    std::int64_t images = 10'000;  // N
    std::int64_t nouns = 82'115;   // M
    std::int64_t width = 512;      // D
    int classes = 20;
    double spread = 1.1;  // of the pictures around their class
    bool hard = false;    // classes of very unequal size, stretched along a few directions, as real ones are
    std::uint64_t seed = 3;  // equal settings give equal bits with one version of LibTorch
};

struct SyntheticEmbeddings {
    at::Tensor images;                 // [N, D] float32 unit rows, CPU
    at::Tensor nouns;                  // [M, D] float32 unit rows, CPU
    std::vector<std::int32_t> labels;  // N, 0 .. classes - 1
    std::vector<bool> positive;        // M, the nouns that name a class
};

SyntheticEmbeddings syntheticEmbeddings(const SyntheticSettings& settings);

}  // namespace nounscope::test
