// Finds what changed from one result to another.
#pragma once

#include "core/model/run_comparison.h"
#include "core/model/run_snapshot.h"

namespace nounscope {

// Pictures are the same where their paths are, nouns where their words are. Pure, thread-safe. Cost: N + M, and the
// matching's of externalMetrics.
RunComparison compareRuns(const RunSnapshot& before, const RunSnapshot& after);

}  // namespace nounscope
