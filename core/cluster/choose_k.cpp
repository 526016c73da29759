#include "core/cluster/choose_k.h"

#include <algorithm>
#include <cmath>

#include "core/cluster/spherical_kmeans.h"
#include "core/measure/internal_metrics.h"

namespace nounscope {

KChoice chooseK(const at::Tensor& images, int restarts, int maxIterations, std::uint64_t seed,
                const Job& job) {
    const std::int64_t count = images.size(0);
    const int highest = static_cast<int>(std::min(50.0, std::floor(std::sqrt(static_cast<double>(count)))));
    KChoice choice;
    choice.k = 1;
    StageProgress progress(job, "Choosing the number of clusters", std::max(0, highest - 1));
    for (int k = 2; k <= highest; ++k) {
        const Job quiet{job.cancel, {}};
        const KMeansResult groups = sphericalKMeans(images, {k, restarts, maxIterations, seed}, quiet);
        choice.curve.push_back({k, meanCosineSilhouette(images, groups.assignment, k, quiet)});
        progress.advance();
    }
    for (const KCurvePoint& point : choice.curve)
        if (choice.k == 1 || point.silhouette > choice.curve[choice.k - 2].silhouette) choice.k = point.k;
    return choice;
}

}  // namespace nounscope
