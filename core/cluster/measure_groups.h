// How well pictures fit the clusters that a person made, as the run measures those it made itself.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/model/arranged_view.h"

namespace nounscope {

// rows [N, D] as clustered (unit), any device; tau > 0, as for describeClustering. A centre is the normalised mean of the
// cluster's pictures, hidden ones too. Distances in clusters that hold the very pictures that the run gave them are the run's,
// and so is everything where no cluster has others. Same input, same bits at any thread count. Thread-safe. Cost 2 N K D.
GroupMeasures measureGroups(const at::Tensor& rows, const Clustering& run, const Arrangement& edits,
                            double tau);

}  // namespace nounscope
