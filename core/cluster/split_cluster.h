// One cluster in two, to be looked at before it is done.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <vector>

#include "core/model/progress.h"

namespace nounscope {

struct SplitHalf {
    std::vector<std::int64_t> rows;  // of the clustering, rising
    std::int64_t medoid = -1;        // the row nearest to the half's centre
};

// 2-means of the pictures `members` (rows of `rows` [N, D] as clustered; rising) from `restarts` starts; the larger half
// first, ties by first picture. Throws Error(Usage) for fewer than two pictures; Cancelled. Same
// rows, members and seed give the same halves. Thread-safe.
std::array<SplitHalf, 2> splitCluster(const at::Tensor& rows, const std::vector<std::int64_t>& members,
                                      int restarts, std::uint64_t seed, const Job& job = {});

}  // namespace nounscope
