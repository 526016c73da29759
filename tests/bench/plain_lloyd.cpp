#include "tests/bench/plain_lloyd.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace nounscope::bench {
namespace {

void fillEmptyClusters(at::Tensor& nearest, at::Tensor& cosine, std::int64_t clusters) {
    const at::Tensor sizes = at::bincount(nearest, {}, clusters);
    for (std::int64_t cluster = 0; cluster < clusters; ++cluster) {
        if (sizes[cluster].item<std::int64_t>() > 0) continue;
        const std::int64_t farthest = cosine.argmin().item<std::int64_t>();
        nearest[farthest] = cluster;
        cosine[farthest] = 1;
    }
}

at::Tensor sumsOf(const at::Tensor& rows, const at::Tensor& nearest, std::int64_t clusters) {
    const std::int64_t width = rows.size(1);
    at::Tensor sums = at::zeros({clusters, width}, at::kDouble);
    for (std::int64_t row = 0; row < rows.size(0); ++row) {
        const float* from = rows.data_ptr<float>() + row * width;
        double* to = sums.data_ptr<double>() + nearest.data_ptr<std::int64_t>()[row] * width;
        for (std::int64_t d = 0; d < width; ++d) to[d] += from[d];
    }
    return sums;
}

}  // namespace

PlainLloydResult plainLloyd(const at::Tensor& rows, const std::vector<std::int64_t>& starts,
                            int maxIterations) {
    const c10::InferenceMode inference;
    const auto clusters = static_cast<std::int64_t>(starts.size());
    at::Tensor centers = rows.index_select(0, at::tensor(starts));
    at::Tensor assignment;
    PlainLloydResult result;
    while (result.iterations < maxIterations) {
        auto [cosine, nearest] = at::mm(rows, centers.t()).max(1);
        fillEmptyClusters(nearest, cosine, clusters);
        ++result.iterations;
        if (assignment.defined() && at::equal(nearest, assignment)) break;
        assignment = nearest;
        const at::Tensor sums = sumsOf(rows, assignment, clusters);
        const at::Tensor lengths = sums.norm(2, 1, true);
        result.objective = lengths.sum().item<double>();
        centers = (sums / lengths).to(at::kFloat);
    }
    return result;
}

}  // namespace nounscope::bench
