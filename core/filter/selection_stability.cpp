#include "core/filter/selection_stability.h"

#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <random>
#include <vector>

#include "core/cluster/spherical_kmeans.h"
#include "core/filter/live_scores.h"
#include "core/filter/noun_selection.h"
#include "core/filter/separability.h"

namespace nounscope {

namespace {

// The means of a resample are near those of the images: a few iterations bring them to rest.
constexpr int iterations = 10;

}  // namespace

std::vector<double> bootstrapStability(const at::Tensor& images, const std::shared_ptr<NounNorms>& nouns,
                                       const at::Tensor& centers, const std::vector<FilterSettings>& filters,
                                       int resamples, std::uint64_t seed, const Job& job) {
    const c10::InferenceMode inference;
    std::mt19937_64 generator(seed);
    std::vector<std::int64_t> drawn(static_cast<std::size_t>(images.size(0)));
    const Job quiet{job.cancel, {}};
    const auto select = [&](const at::Tensor& someCenters) {
        LiveScores live(nouns, someCenters, quiet);
        std::vector<std::vector<std::int64_t>> selections;
        for (const FilterSettings& filter : filters)
            selections.push_back(selectNouns(live.score(filter, quiet), filter).indices);
        return selections;
    };
    const auto chosen = select(centers);
    std::vector<std::vector<std::vector<std::int64_t>>> resampled(filters.size());
    StageProgress progress(job, "Resampling the proxy centres", resamples);
    for (int resample = 0; resample < resamples; ++resample) {
        for (std::int64_t& row : drawn) row = static_cast<std::int64_t>(generator() % drawn.size());
        std::sort(drawn.begin(), drawn.end());  // reads the images in order
        const at::Tensor rows = images.index_select(0, at::tensor(drawn).to(images.device()));
        auto selections = select(sphericalKMeansFrom(rows, centers, iterations, quiet).centers);
        for (std::size_t i = 0; i < filters.size(); ++i) resampled[i].push_back(std::move(selections[i]));
        progress.advance();
    }
    std::vector<double> stability;
    for (std::size_t i = 0; i < filters.size(); ++i)
        stability.push_back(selectionStability(chosen[i], resampled[i]));
    return stability;
}

}  // namespace nounscope
