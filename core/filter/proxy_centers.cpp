#include "core/filter/proxy_centers.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/norm.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>

#include "core/cluster/spherical_kmeans.h"
#include "core/tiled_product.h"

namespace nounscope {

namespace {

// Softmax regression of `labels` on the images by full-batch Adam, rows kept at unit length; the temperature
// is CLIP's own, at which its cosines were trained.
at::Tensor learnCenters(const at::Tensor& images, at::Tensor centers, const std::vector<std::int32_t>& labels,
                        const Job& job) {
    constexpr int steps = 100;
    constexpr double temperature = 0.01, rate = 1e-2, decay1 = 0.9, decay2 = 0.999;
    const std::vector<std::int64_t> longLabels(labels.begin(), labels.end());
    const at::Tensor column = at::tensor(longLabels).to(images.device()).unsqueeze(1);
    const at::Tensor imagesByWidth = images.t().contiguous();
    at::Tensor mean = at::zeros_like(centers), square = at::zeros_like(centers);
    StageProgress progress(job, "Learning proxies", steps);
    for (int step = 1; step <= steps; ++step) {
        at::Tensor error = at::softmax(tiledProduct(images, centers) / temperature, 1);
        error.scatter_add_(1, column, at::zeros_like(column, error.options()).sub_(1));
        const at::Tensor gradient =
            tiledProduct(error.t().contiguous(), imagesByWidth) / static_cast<double>(images.size(0));
        mean.mul_(decay1).add_(gradient, 1 - decay1);
        square.mul_(decay2).addcmul_(gradient, gradient, 1 - decay2);
        const double scale = rate * std::sqrt(1 - std::pow(decay2, step)) / (1 - std::pow(decay1, step));
        centers = centers - mean / (square.sqrt() + 1e-8) * scale;
        centers = centers / centers.norm(2, 1, true).clamp_min(1e-12);
        progress.advance();
    }
    return centers;
}

}  // namespace

int defaultProxyCount(int clusters, std::int64_t images, int perCluster) {
    const std::int64_t wanted = std::max<std::int64_t>(std::int64_t{perCluster} * clusters, 30);
    const std::int64_t most = std::max<std::int64_t>(2, images / 3);
    return static_cast<int>(std::min(std::clamp<std::int64_t>(wanted, 2, most), images));
}

at::Tensor proxyCenters(const at::Tensor& images, const ProxySettings& settings, std::uint64_t seed,
                        const Job& job) {
    const c10::InferenceMode inference;
    const KMeansResult groups = sphericalKMeans(
        images, {settings.count, settings.restarts, settings.maxIterations, seed, "Finding proxy centres"},
        job);
    if (settings.kind == ProxyKind::Centers) return groups.centers;
    return learnCenters(images, groups.centers, groups.assignment, job);
}

}  // namespace nounscope
