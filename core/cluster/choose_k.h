// How many clusters? Quality over a range of k on the pictures alone, before any noun is looked at.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/model/progress.h"
#include "core/model/result.h"

namespace nounscope {

struct KChoice {
    int k = 0;                       // highest silhouette, ties to the smaller k
    std::vector<KCurvePoint> curve;  // k = 2 .. min(50, floor(sqrt N))
    std::int64_t imagesUsed = 0;     // that the curve was computed on
};

// images [N, D] unit rows, N >= 4 (fewer: k = 1, no curve). Each k gets `restarts` k-means starts. Of more
// than 10,000 images a seeded sample of 10,000 is looked at. Throws Cancelled.
KChoice chooseK(const at::Tensor& images, int restarts, int maxIterations, std::uint64_t seed,
                const Job& job = {});

}  // namespace nounscope
