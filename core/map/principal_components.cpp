#include "core/map/principal_components.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_qr.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <tuple>

#include "core/device.h"
#include "core/tiled_product.h"

namespace nounscope {

namespace {

constexpr std::int64_t chunkRows = 8192, blockColumns = 64;
constexpr std::int64_t moreDirections = 16;  // than asked for, which makes the asked ones converge
constexpr int iterations = 50;

template <typename Visit>
void forEachChunk(const at::Tensor& rows, const Job& job, Visit&& visit) {
    for (std::int64_t begin = 0; begin < rows.size(0); begin += chunkRows) {
        job.throwIfCancelled();
        visit(rows.narrow(0, begin, std::min(chunkRows, rows.size(0) - begin)));
    }
}

// LibTorch's own sums over rows depend on the number of threads, BLAS's with one thread do not.
at::Tensor meanOf(const at::Tensor& rows, const Job& job) {
    at::Tensor sum = at::zeros({1, rows.size(1)}, at::kDouble);
    forEachChunk(rows, job, [&](const at::Tensor& chunk) {
        sum.add_(at::mm(at::ones({1, chunk.size(0)}), chunk));
    });
    return sum.div_(static_cast<double>(rows.size(0))).to(at::kFloat);
}

// [D, D] float64, each block of columns on one thread.
at::Tensor scatterOf(const at::Tensor& rows, const at::Tensor& mean, const Job& job) {
    const std::int64_t width = rows.size(1);
    at::Tensor scatter = at::zeros({width, width});
    forEachChunk(rows, job, [&](const at::Tensor& chunk) {
        const at::Tensor centred = chunk.sub(mean);
        at::parallel_for(
            0, (width + blockColumns - 1) / blockColumns, 1, [&](std::int64_t first, std::int64_t last) {
                const c10::InferenceMode threadInference;
                for (std::int64_t b = first * blockColumns; b < std::min(last * blockColumns, width);
                     b += blockColumns) {
                    const std::int64_t columns = std::min(blockColumns, width - b);
                    scatter.narrow(1, b, columns).addmm_(centred.t(), centred.narrow(1, b, columns));
                }
            });
    });
    return scatter.to(at::kDouble);
}

// [D, count], orthonormal columns.
at::Tensor largestDirections(const at::Tensor& scatter, std::int64_t count, const Job& job) {
    const std::int64_t width = scatter.size(0);
    const at::Generator generator = at::detail::createCPUGenerator(1);
    at::Tensor basis = at::randn({width, std::min(width, count + moreDirections)}, generator, at::kDouble);
    for (int i = 0; i < iterations; ++i) {
        job.throwIfCancelled();
        basis = std::get<0>(at::linalg_qr(at::mm(scatter, basis)));
    }
    const at::Tensor vectors = std::get<1>(at::linalg_eigh(at::mm(basis.t(), at::mm(scatter, basis))));
    const at::Tensor directions = at::mm(basis, vectors.flip(1).narrow(1, 0, count));
    const at::Tensor largest = directions.gather(0, directions.abs().argmax(0, true));
    return directions.mul(largest.sign());
}

}  // namespace

at::Tensor principalComponents(const at::Tensor& rows, std::int64_t count, const Job& job) {
    const c10::InferenceMode inference;
    useSingleThreadedBlas();
    const std::int64_t known = std::min(count, rows.size(1));
    const at::Tensor mean = meanOf(rows, job);
    const at::Tensor directions =
        largestDirections(scatterOf(rows, mean, job), known, job).to(at::kFloat).t().contiguous();
    at::Tensor result = at::zeros({rows.size(0), count});
    result.narrow(1, 0, known).copy_(tiledProduct(rows, directions).sub_(at::mm(mean, directions.t())));
    return result;
}

}  // namespace nounscope
