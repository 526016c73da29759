#include "core/filter/live_scores.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

#include "core/filter/noun_sums.h"
#include "core/tiled_product.h"

namespace nounscope {

LiveScores::LiveScores(std::shared_ptr<NounNorms> norms, const at::Tensor& centers, const Job& job)
    : m_norms(std::move(norms)), m_centers(centers.size(0)) {
    const c10::InferenceMode inference;
    const at::Tensor& nouns = m_norms->nouns();
    m_others.resize(static_cast<std::size_t>(nouns.size(0) * paddedCenters(m_centers)));
    m_sums.resize(static_cast<std::size_t>(nouns.size(0)));
    StageProgress progress(job, "Comparing nouns with pictures", nouns.size(0));
    forEachProductTile(nouns, centers, job, [&](const ProductTile& tile) {
        const at::Tensor cosines = tile.products.cpu();
        splitNearest(cosines.data_ptr<float>(), cosines.stride(0), tile.count, m_centers,
                     &m_others[static_cast<std::size_t>(tile.begin * paddedCenters(m_centers))],
                     &m_sums[static_cast<std::size_t>(tile.begin)]);
        progress.advance(tile.count);
    });
}

NounScores LiveScores::score(const FilterSettings& settings, const Job& job) {
    const c10::InferenceMode inference;
    const bool needsNorms = settings.kind == FilterKind::GradNorm;
    return scoreWith(needsNorms ? m_norms->exact(settings.norm, job) : nullptr, settings);
}

NounScores LiveScores::preview(const FilterSettings& settings) {
    const c10::InferenceMode inference;
    const bool needsNorms = settings.kind == FilterKind::GradNorm;
    return scoreWith(needsNorms ? m_norms->near(settings.norm) : nullptr, settings);
}

NounScores LiveScores::scoreWith(const double* logNorms, const FilterSettings& settings) {
    const auto count = static_cast<std::int64_t>(m_sums.size());
    NounScores scores = emptyScores(count);
    const LogitSumsSettings wanted = sumsSettings(settings);
    at::parallel_for(0, count, tileRows, [&](std::int64_t first, std::int64_t last) {
        LogitSums* sums = m_sums.data() + first;
        sumOthers(m_others.data() + first * paddedCenters(m_centers), last - first, m_centers, wanted, sums);
        scoreFromSums(sums, last - first, logNorms ? logNorms + first : nullptr, first, settings, scores);
    });
    rankByScore(scores);
    return scores;
}

}  // namespace nounscope
