// Lloyd iterations of several k-means restarts in lockstep, so that they share each pass over the rows.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/cluster/spherical_kmeans.h"
#include "core/model/progress.h"

namespace nounscope {

// rows [N, D] unit; starts [G, K, D] unit, same device. One result a start, `objectives` empty.
// A centre none of whose rows came or went has not moved: its N cosines are kept, not computed again. The
// results are those of plain Lloyd iterations. Memory: N G K floats for the cosines. `progress` advances by
// one for each start that comes to rest. Throws Cancelled.
std::vector<KMeansResult> iterateLloyd(const at::Tensor& rows, const at::Tensor& starts, int maxIterations,
                                       const Job& job, StageProgress& progress);

}  // namespace nounscope
