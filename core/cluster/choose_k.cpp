#include "core/cluster/choose_k.h"

#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "core/cluster/spherical_kmeans.h"
#include "core/measure/internal_metrics.h"

namespace nounscope {

namespace {

constexpr std::int64_t mostImages = 10'000;

// `wanted` of the rows without replacement, in their order.
at::Tensor sampleRows(const at::Tensor& rows, std::int64_t wanted, std::uint64_t seed) {
    std::vector<std::int64_t> index(static_cast<std::size_t>(rows.size(0)));
    std::iota(index.begin(), index.end(), 0);
    std::mt19937_64 generator(seed);
    for (std::size_t i = 0; i < static_cast<std::size_t>(wanted); ++i)
        std::swap(index[i], index[i + generator() % (index.size() - i)]);
    index.resize(static_cast<std::size_t>(wanted));
    std::sort(index.begin(), index.end());
    return rows.index_select(0, at::tensor(index).to(rows.device()));
}

}  // namespace

KChoice chooseK(const at::Tensor& images, int restarts, int maxIterations, std::uint64_t seed,
                const Job& job) {
    const std::int64_t count = images.size(0);
    const int highest = static_cast<int>(std::min(50.0, std::floor(std::sqrt(static_cast<double>(count)))));
    const at::Tensor rows = count > mostImages ? sampleRows(images, mostImages, seed) : images;
    KChoice choice;
    choice.k = 1;
    choice.imagesUsed = rows.size(0);
    StageProgress progress(job, "Choosing the number of clusters", std::max(0, highest - 1));
    for (int k = 2; k <= highest; ++k) {
        const Job quiet{job.cancel, {}};
        const KMeansResult groups = sphericalKMeans(rows, {k, restarts, maxIterations, seed}, quiet);
        choice.curve.push_back({k, meanCosineSilhouette(rows, groups.assignment, k, quiet)});
        progress.advance();
    }
    const auto best = std::max_element(
        choice.curve.begin(), choice.curve.end(),
        [](const KCurvePoint& a, const KCurvePoint& b) { return a.silhouette < b.silhouette; });
    if (best != choice.curve.end()) choice.k = best->k;
    return choice;
}

}  // namespace nounscope
