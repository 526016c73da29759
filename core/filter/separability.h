// How well a filter's scores separate the nouns that fit the pictures from the rest of the dictionary:
// against known positives where there are some, else from the shape of the scores and the stability of what
// is selected. Sources: Weitzman 1970 (overlap coefficient); Green and Swets 1966 (d'); Ashman, Bird and Zepf
// 1994 (D).
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/separability_result.h"

namespace nounscope {

// logScores: M log-scores, lower = more positive, infinities allowed. positive: M, the nouns known to be
// positive.
//   overlap  integral of min(f+, f-), f the kernel densities of the two kinds: each with Silverman's bandwidth, on
//            one grid of 1,024 points that reaches 4 bandwidths beyond the lowest and the highest log-score, each
//            scaled by its kind's share of finite log-scores, plus what the kinds share at -inf and at +inf
//   d'       from the finite log-scores; 0 where both kinds are constant and equal, infinite where they are
//            constant and differ, NaN where a kind has no finite log-score
// Throws Error(BadInput) when the lengths differ, a log-score is NaN, or one of the two kinds is missing.
// Pure, thread-safe. Cost: one sort of M.
KnownSeparability separabilityFromPositives(const std::vector<double>& logScores,
                                            const std::vector<bool>& positive);

// The two-component structure of the log-scores: a mixture of two Gaussians, where its components cross (the
// cut), what share of the nouns lies at or below that cut, and how deep the density's valley is. The valley
// is the lowest point of the kernel density between its highest point at or below the cut and its highest
// point above it; its depth is 1 - valley / the lower of these two tops, 0 where one of them stands at the
// cut itself or there is no cut. Throws Error(BadInput) when a log-score is NaN or none is finite. Pure,
// thread-safe. Cost: O(M).
BlindSeparability separabilityFromShape(const std::vector<double>& logScores);

// Stability of a selection: the mean Jaccard index |A and B| / |A or B| between it and the selections made
// with resampled centres. All are noun indices in rising order; two empty selections agree fully. Throws
// Error(Usage) when there are no resampled selections. Pure, thread-safe.
double selectionStability(const std::vector<std::int64_t>& selection,
                          const std::vector<std::vector<std::int64_t>>& resampled);

}  // namespace nounscope
