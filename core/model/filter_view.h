// All that is shown of a noun filter at one moment: one immutable value from the computing thread to the window.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/result.h"
#include "core/model/separability_result.h"
#include "core/model/settings.h"

namespace nounscope {

// Counts of the finite log-scores in equal bins from `low` to `high`; a score at an edge belongs to the bin above it,
// the highest one to the last bin.
struct ScoreHistogram {
    double low = 0, high = 0;             // equal where there is nothing to count
    std::vector<std::int64_t> all;        // per bin
    std::vector<std::int64_t> selected;   // of these, kept by the filter
    std::vector<std::int64_t> positives;  // of these, known to be positive; empty where none are known
    std::int64_t infinite = 0;            // nouns without a finite log-score, in no bin
};

struct FilterView {
    FilterSettings filter;
    bool settled = false;  // no slider moves: what takes longer than a frame may follow
    NounScores scores;
    NounSelection selection;
    std::vector<std::int64_t> byRank;  // nouns, best first
    ScoreHistogram histogram;
    std::optional<KnownSeparability> known;  // where positive nouns are given
    std::optional<BlindSeparability> shape;  // else, once the settings rest
};

}  // namespace nounscope
