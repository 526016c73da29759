#include "core/filter/selection_stability.h"

#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <random>
#include <vector>

#include "core/cluster/spherical_kmeans.h"
#include "core/filter/noun_score.h"
#include "core/filter/noun_selection.h"
#include "core/filter/separability.h"

namespace nounscope {

namespace {

// The means of a resample are near those of the images: a few iterations bring them to rest.
constexpr int iterations = 10;

}  // namespace

double bootstrapStability(const at::Tensor& images, const at::Tensor& nouns, const at::Tensor& centers,
                          const NounScores& scores, const FilterSettings& settings, int resamples,
                          std::uint64_t seed, const Job& job) {
    const c10::InferenceMode inference;
    std::mt19937_64 generator(seed);
    std::vector<std::int64_t> drawn(static_cast<std::size_t>(images.size(0)));
    std::vector<std::vector<std::int64_t>> selections;
    const Job quiet{job.cancel, {}};
    StageProgress progress(job, "Resampling the proxy centres", resamples);
    for (int resample = 0; resample < resamples; ++resample) {
        for (std::int64_t& row : drawn) row = static_cast<std::int64_t>(generator() % drawn.size());
        std::sort(drawn.begin(), drawn.end());  // reads the images in order
        const at::Tensor rows = images.index_select(0, at::tensor(drawn).to(images.device()));
        const at::Tensor settled = sphericalKMeansFrom(rows, centers, iterations, quiet).centers;
        selections.push_back(selectNouns(scoreNouns(nouns, settled, settings, quiet), settings).indices);
        progress.advance();
    }
    return selectionStability(selectNouns(scores, settings).indices, selections);
}

}  // namespace nounscope
