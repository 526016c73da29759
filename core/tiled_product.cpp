#include "core/tiled_product.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

#include "core/device.h"

namespace nounscope {

namespace {

// BLAS kernels treat the last columns of a matrix differently; a multiple of this width has none left over.
constexpr std::int64_t columnStep = 16;
constexpr std::int64_t cudaRows = 65'536;

}  // namespace

at::Tensor padRows(const at::Tensor& matrix, std::int64_t rows) {
    if (matrix.size(0) == rows) return matrix;
    at::Tensor padded = at::zeros({rows, matrix.size(1)}, matrix.options());
    padded.narrow(0, 0, matrix.size(0)).copy_(matrix);
    return padded;
}

void forEachProductTile(const at::Tensor& a, const at::Tensor& b, const Job& job,
                        const std::function<void(const ProductTile&)>& visit) {
    const c10::InferenceMode inference;
    const std::int64_t rows = a.size(0);
    const std::int64_t columns = b.size(0);
    if (a.is_cuda()) {
        for (std::int64_t begin = 0; begin < rows; begin += cudaRows) {
            job.throwIfCancelled();
            const std::int64_t count = std::min(cudaRows, rows - begin);
            const at::Tensor part = a.narrow(0, begin, count);
            visit({begin, count, part, at::mm(part, b.t())});
        }
        return;
    }
    useSingleThreadedBlas();
    const at::Tensor right = padRows(b, (columns + columnStep - 1) / columnStep * columnStep).t();
    const std::int64_t tiles = (rows + tileRows - 1) / tileRows;
    at::parallel_for(0, tiles, 1, [&](std::int64_t first, std::int64_t last) {
        const c10::InferenceMode threadInference;
        at::Tensor product = at::empty({tileRows, right.size(1)}, a.options());
        for (std::int64_t tile = first; tile < last; ++tile) {
            job.throwIfCancelled();
            const std::int64_t begin = tile * tileRows;
            const std::int64_t count = std::min(tileRows, rows - begin);
            const at::Tensor part = padRows(a.narrow(0, begin, count), tileRows);
            at::mm_out(product, part, right);
            visit({begin, count, part, product.narrow(1, 0, columns)});
        }
    });
}

at::Tensor tiledProduct(const at::Tensor& a, const at::Tensor& b) {
    const c10::InferenceMode inference;
    at::Tensor result = at::empty({a.size(0), b.size(0)}, a.options());
    forEachProductTile(a, b, {}, [&](const ProductTile& tile) {
        result.narrow(0, tile.begin, tile.count).copy_(tile.products.narrow(0, 0, tile.count));
    });
    return result;
}

}  // namespace nounscope
