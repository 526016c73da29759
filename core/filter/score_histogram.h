// Where the nouns' scores lie, in bins for the eye.
#pragma once

#include <vector>

#include "core/model/filter_view.h"

namespace nounscope {

// logScores and selected: M entries; positive: M entries, or none where none are known. Throws Error(Usage) for bins < 1.
// Pure, thread-safe. Cost O(M).
ScoreHistogram scoreHistogram(const std::vector<double>& logScores, const std::vector<bool>& selected,
                              const std::vector<bool>& positive, int bins);

}  // namespace nounscope
