#include "core/filter/noun_score.h"

#include <c10/core/InferenceMode.h>

#include "core/filter/noun_sums.h"
#include "core/tiled_product.h"

namespace nounscope {

NounScores scoreNouns(const at::Tensor& nouns, const at::Tensor& centers, const FilterSettings& settings,
                      const Job& job) {
    const c10::InferenceMode inference;
    NounScores scores = emptyScores(nouns.size(0));
    StageProgress progress(job, "Scoring nouns", nouns.size(0));
    forEachProductTile(nouns, centers, job, [&](const ProductTile& tile) {
        const bool needsNorms = settings.kind == FilterKind::GradNorm;
        const at::Tensor norms = needsNorms ? logNorms(tile.rows, settings.norm) : at::Tensor();
        const std::vector<LogitSums> sums = sumNouns(tile.products, tile.count, settings);
        scoreFromSums(sums.data(), tile.count, needsNorms ? norms.data_ptr<double>() : nullptr, tile.begin,
                      settings, scores);
        progress.advance(tile.count);
    });
    rankByScore(scores);
    return scores;
}

}  // namespace nounscope
