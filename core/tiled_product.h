// Matrix products whose every bit is the same at any number of threads and for any number of rows.
// BLAS picks its summation order by shape and thread count. Here each product is cut into row tiles of one
// fixed shape, padded with zeros, and every tile is one single-threaded BLAS call; LibTorch's threads take
// tiles in turn.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>

#include "core/model/progress.h"

namespace nounscope {

inline constexpr std::int64_t tileRows = 512;

// `matrix` with rows of zeros behind its own, `rows` in all; itself where it has that many.
at::Tensor padRows(const at::Tensor& matrix, std::int64_t rows);

// a [N, D] times b [K, D] transposed -> [N, K], float32, on a's device; row i depends on a's row i and b
// only. Cost 2 N D K floating point operations. Thread-safe.
at::Tensor tiledProduct(const at::Tensor& a, const at::Tensor& b);

// One tile of a product. On CPU `rows` and `products` always have tileRows rows, zeros behind the first
// `count`, so that whatever is computed from a tile has one shape and one order of summation; on CUDA they
// have `count`.
struct ProductTile {
    std::int64_t begin = 0;  // first row of a
    std::int64_t count = 0;
    at::Tensor rows;      // [.., D] of a
    at::Tensor products;  // [.., K]; valid during the visit only
};

// The same product tile by tile, never whole. `visit` is called from several threads at once on CPU, in
// inference mode. Polls job's token per tile.
void forEachProductTile(const at::Tensor& a, const at::Tensor& b, const Job& job,
                        const std::function<void(const ProductTile&)>& visit);

}  // namespace nounscope
