// Proxy centres: a few hundred directions that stand for the pictures when nouns are scored.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "core/model/progress.h"
#include "core/model/settings.h"

namespace nounscope {

// K' = clamp(max(perCluster * clusters, 30), 2, max(2, images / 3)), never more than `images`.
int defaultProxyCount(int clusters, std::int64_t images, int perCluster = 3);

// images [N, D] unit rows -> W [K', D] unit rows on the same device: normalised k-means means, or with
// ProxyKind::Learned the weights of a softmax regression of the k-means labels on the images, started from the means.
// settings.count must be chosen (>= 1). Throws Error(Usage), Cancelled.
at::Tensor proxyCenters(const at::Tensor& images, const ProxySettings& settings, std::uint64_t seed,
                        const Job& job = {});

}  // namespace nounscope
