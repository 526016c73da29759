// How well each noun names each cluster, as numbers: what the choice of names starts from.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace nounscope {

// Cosine of every noun to (mean counterpart of cluster k - background x mean counterpart of all pictures):
// what sets the cluster apart counts more than what all of them share. counterparts [N, D], nouns [M, D] unit
// rows float32 on one device; assignment N entries 0 .. clusters-1. Returns [clusters, M] float32 on the CPU;
// a cluster without pictures gets zeros. Thread-safe. Cost 2 (N + M) K D.
at::Tensor nameScores(const at::Tensor& counterparts, const at::Tensor& nouns,
                      const std::vector<std::int32_t>& assignment, int clusters, double background = 0.5);

}  // namespace nounscope
