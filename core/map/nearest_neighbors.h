// Which rows are nearest to which, exactly: all distances, as matrix products in tiles, of which only the least are
// kept.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/model/progress.h"

namespace nounscope {

struct NeighborTable {
    std::int64_t count = 0;             // K neighbours a row
    std::vector<std::int32_t> indices;  // N K, a row's after the last one's, the nearest first
    std::vector<float> distances;       // N K, Euclidean, at least 0
};

// rows [N, W] float32, CPU, finite; 1 <= count < N < 2^31. A row is not its own neighbour; of equally near ones the
// lower index counts as nearer. The same at any number of threads. Throws Cancelled. Cost 2 N^2 (W + 1) floating
// point operations; memory 9 MiB a thread.
NeighborTable nearestNeighbors(const at::Tensor& rows, std::int64_t count, const Job& job = {});

}  // namespace nounscope
