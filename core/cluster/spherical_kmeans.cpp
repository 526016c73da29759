#include "core/cluster/spherical_kmeans.h"

#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/cluster/kmeans_seeding.h"
#include "core/cluster/lloyd.h"

namespace nounscope {

namespace {

// How many restarts run in lockstep: enough centres to fill a matrix product, while the cosines stay below 1
// GB.
int lockstepSize(std::int64_t rows, int clusters, int restarts) {
    constexpr std::int64_t wantedColumns = 512;
    constexpr std::int64_t mostCosines = 1 << 28;
    const std::int64_t fit = mostCosines / (rows * clusters);
    return static_cast<int>(std::clamp<std::int64_t>(std::min(wantedColumns / clusters, fit), 1, restarts));
}

}  // namespace

KMeansResult sphericalKMeans(const at::Tensor& rows, const KMeansSettings& settings, const Job& job) {
    const c10::InferenceMode inference;
    const std::int64_t count = rows.size(0), width = rows.size(1);
    const int clusters = settings.clusters, restarts = settings.restarts;
    if (clusters < 1 || clusters > count)
        throw Error(ErrorKind::Usage, std::to_string(clusters) + " clusters of " + std::to_string(count) +
                                          " pictures: choose 1 to " + std::to_string(count));
    if (restarts < 1 || settings.maxIterations < 1)
        throw Error(ErrorKind::Usage, "k-means needs at least one restart and one iteration");

    StageProgress progress(job, settings.stage, restarts);
    const std::vector<std::vector<std::int64_t>> starts =
        seedKMeans(rows, clusters, restarts, settings.seed, job);
    KMeansResult best;
    std::vector<double> objectives;
    const int lockstep = lockstepSize(count, clusters, restarts);
    for (int first = 0; first < restarts; first += lockstep) {
        const int groups = std::min(lockstep, restarts - first);
        std::vector<std::int64_t> picks;
        for (int r = first; r < first + groups; ++r)
            picks.insert(picks.end(), starts[r].begin(), starts[r].end());
        const at::Tensor centers =
            rows.index_select(0, at::tensor(picks).to(rows.device())).view({groups, clusters, width});
        for (KMeansResult& result : iterateLloyd(rows, centers, settings.maxIterations, job, progress)) {
            objectives.push_back(result.objective);
            if (!best.centers.defined() || result.objective > best.objective) best = std::move(result);
        }
    }
    best.objectives = std::move(objectives);
    return best;
}

KMeansResult sphericalKMeansFrom(const at::Tensor& rows, const at::Tensor& centers, int maxIterations,
                                 const Job& job) {
    StageProgress progress(job, KMeansSettings().stage, 1);
    KMeansResult result =
        std::move(iterateLloyd(rows, centers.unsqueeze(0), maxIterations, job, progress).front());
    result.objectives = {result.objective};
    return result;
}

}  // namespace nounscope
