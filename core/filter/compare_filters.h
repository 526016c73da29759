// Every filter's figures over the same nouns and centres, so that one can be chosen by what it does.
#pragma once

#include <cstdint>
#include <vector>

#include "core/filter/live_scores.h"
#include "core/model/filter_comparison.h"
#include "core/model/progress.h"

namespace nounscope {

inline constexpr FilterKind allFilters[] = {FilterKind::GradNorm, FilterKind::Confidence, FilterKind::Cosine,
                                            FilterKind::Entropy, FilterKind::None};

// settings with each filter in turn; stability stays empty. pinned and banned: noun indices, as selectNouns
// takes them. positive: M, or none where none are known. A filter that would keep no noun keeps 0.
// Cost: five scorings. Throws Cancelled.
FilterComparison compareFilters(LiveScores& live, const FilterSettings& settings,
                                const std::vector<std::int64_t>& pinned,
                                const std::vector<std::int64_t>& banned, const std::vector<bool>& positive,
                                const Job& job = {});

}  // namespace nounscope
