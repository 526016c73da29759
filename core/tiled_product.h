// Matrix products whose every bit is the same at any number of threads and for any number of rows.
// BLAS picks its summation order by shape and thread count. Here each product is cut into row tiles of one fixed shape,
// padded with zeros, and every tile is one single-threaded BLAS call; LibTorch's threads take tiles in turn.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>

#include "core/model/progress.h"

namespace nounscope {

inline constexpr std::int64_t tileRows = 512;

// a [N, D] times b [K, D] transposed -> [N, K], float32, on a's device; row i depends on a's row i and b only.
// Cost 2 N D K floating point operations. Thread-safe.
at::Tensor tiledProduct(const at::Tensor& a, const at::Tensor& b);

// The same product tile by tile, never whole: calls visit(first row, [n <= tileRows, K] products) once a tile, from several
// threads at once on CPU, in inference mode. The products are only valid during the call. Polls job's token per tile.
void forEachProductTile(const at::Tensor& a, const at::Tensor& b, const Job& job,
                        const std::function<void(std::int64_t, const at::Tensor&)>& visit);

}  // namespace nounscope
