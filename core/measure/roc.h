// How well a score tells known positives from the rest: the ROC curve and the figures read off it.
// Source: Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27, 2006.
#pragma once

#include <vector>

#include "core/model/separability_result.h"

namespace nounscope {

// positiveness: higher = more positive, so give -logScore of a noun filter; infinities are scores like others
// and tie with one another. positive: the truth, same length. Throws Error(BadInput) when the lengths differ,
// a score is NaN, or one of the two kinds is missing. Pure, thread-safe. Cost: one sort, O(n log n).
RocCurve rocCurve(const std::vector<double>& positiveness, const std::vector<bool>& positive);

}  // namespace nounscope
