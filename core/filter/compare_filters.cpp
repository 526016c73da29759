#include "core/filter/compare_filters.h"

#include <algorithm>
#include <cmath>

#include "core/filter/noun_selection.h"
#include "core/filter/separability.h"
#include "core/model/error.h"

namespace nounscope {

FilterComparison compareFilters(LiveScores& live, const FilterSettings& settings,
                                const std::vector<std::int64_t>& pinned,
                                const std::vector<std::int64_t>& banned, const std::vector<bool>& positive,
                                const Job& job) {
    FilterComparison comparison{settings, {}};
    for (const FilterKind kind : allFilters) {
        job.throwIfCancelled();
        FilterSettings filter = settings;
        filter.kind = kind;
        const NounScores scores = live.score(filter, job);
        FilterFigures figures;
        figures.kind = kind;
        try {
            const NounSelection selection = selectNouns(scores, filter, pinned, banned);
            figures.kept = static_cast<std::int64_t>(selection.indices.size());
        } catch (const Error&) {  // it would keep none
        }
        if (!positive.empty()) {
            const KnownSeparability known = separabilityFromPositives(scores.logScore, positive);
            figures.known = {known.roc.auroc, known.roc.fprAt95Recall, known.overlap, known.dPrime};
        } else if (std::any_of(scores.logScore.begin(), scores.logScore.end(),
                               [](double score) { return std::isfinite(score); })) {
            const BlindSeparability shape = separabilityFromShape(scores.logScore);
            figures.shape = {shape.separation, shape.valleyDepth};
        }
        comparison.filters.push_back(figures);
    }
    return comparison;
}

}  // namespace nounscope
