// The directions in which features differ most: a first map at once, and fewer numbers a row for what follows.
// Source: Halko, Martinsson, Tropp, "Finding structure with randomness", SIAM Review 2011 (subspace iteration).
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "core/model/progress.h"

namespace nounscope {

// rows [N, D] float32, CPU, N >= 1 -> [N, count] float32: the rows, less their mean, along the `count` directions of
// largest variance, the largest first; columns of zeros where D < count. A direction's sign is such that its largest
// number is positive. The same bits at any number of threads. Throws Cancelled. Cost 2 N D (D + count) floating
// point operations, and 100 D^2 count for the directions.
at::Tensor principalComponents(const at::Tensor& rows, std::int64_t count, const Job& job = {});

}  // namespace nounscope
