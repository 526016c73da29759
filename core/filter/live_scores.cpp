#include "core/filter/live_scores.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

#include "core/filter/noun_sums.h"
#include "core/tiled_product.h"

namespace nounscope {

LiveScores::LiveScores(const at::Tensor& nouns, const at::Tensor& centers, const Job& job) : m_nouns(nouns) {
    const c10::InferenceMode inference;
    m_cosines = at::empty({nouns.size(0), centers.size(0)}, nouns.options().device(at::kCPU));
    StageProgress progress(job, "Comparing nouns with pictures", nouns.size(0));
    forEachProductTile(nouns, centers, job, [&](const ProductTile& tile) {
        m_cosines.narrow(0, tile.begin, tile.count).copy_(tile.products.narrow(0, 0, tile.count));
        progress.advance(tile.count);
    });
}

NounScores LiveScores::score(const FilterSettings& settings) {
    const c10::InferenceMode inference;
    if (settings.kind == FilterKind::GradNorm && m_norm != settings.norm) {
        m_logNorms = logNorms(m_nouns, settings.norm);
        m_norm = settings.norm;
    }
    const std::int64_t count = m_cosines.size(0);
    NounScores scores = emptyScores(count);
    at::parallel_for(0, (count + tileRows - 1) / tileRows, 1, [&](std::int64_t first, std::int64_t last) {
        const c10::InferenceMode threadInference;
        for (std::int64_t begin = first * tileRows; begin < std::min(count, last * tileRows);
             begin += tileRows) {
            const std::int64_t size = std::min(tileRows, count - begin);
            const double* norms =
                settings.kind == FilterKind::GradNorm ? m_logNorms.data_ptr<double>() + begin : nullptr;
            scoreFromSums(sumNouns(m_cosines.narrow(0, begin, size), size, settings), norms, begin, settings,
                          scores);
        }
    });
    rankByScore(scores);
    return scores;
}

}  // namespace nounscope
