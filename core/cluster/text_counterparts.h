// Text counterparts: each picture as the selected nouns describe it.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/model/progress.h"

namespace nounscope {

// R = normalise(softmax(X S^T / tau) S) (Li et al. 2024, TAC): images X [N, D], selected nouns S [S, D], unit rows float32 on
// one device; tau > 0. Returns [N, D] unit rows there. Streams over row tiles. Throws Error(Usage) for no nouns; Cancelled.
at::Tensor textCounterparts(const at::Tensor& images, const at::Tensor& selectedNouns, double tau, const Job& job = {});

// [X | R] / sqrt 2: the unit rows [N, 2D] that the final k-means groups.
at::Tensor joinCounterparts(const at::Tensor& images, const at::Tensor& counterparts);

}  // namespace nounscope
