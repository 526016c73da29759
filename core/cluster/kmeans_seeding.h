// Greedy k-means++: spreads the first centres over the data, all restarts at once so that they share the
// passes over it. Source: Arthur and Vassilvitskii 2007, section 5.2; on unit rows the squared distance is 2
// - 2 cos.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/model/progress.h"

namespace nounscope {

// One list of `clusters` row indices a restart. Each further centre is the best of 2 + floor(ln K) candidates
// drawn with probability proportional to the squared distance to the nearest centre so far: the one that
// leaves the smallest sum of distances. A row at distance 0 is drawn only when no other is left. rows [N, D]
// unit, clusters <= N. Restart r depends on (seed, r) only, not on how many restarts run. Throws Cancelled.
std::vector<std::vector<std::int64_t>> seedKMeans(const at::Tensor& rows, int clusters, int restarts,
                                                  std::uint64_t seed, const Job& job = {});

}  // namespace nounscope
