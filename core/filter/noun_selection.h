// Chooses the nouns that take part: the best few of each centre, within a rank cut; pins and bans win over both.
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/result.h"
#include "core/model/settings.h"

namespace nounscope {

// Keeps the settings.nounsPerCenter lowest scores of each centre whose rank is within settings.scoreCut (FilterKind::None:
// every noun within the cut), then adds `pinned` and removes `banned` (noun indices; a noun in both is banned).
// Throws Error(Usage) that says which setting emptied the selection.
NounSelection selectNouns(const NounScores& scores, const FilterSettings& settings,
                          const std::vector<std::int64_t>& pinned = {},
                          const std::vector<std::int64_t>& banned = {});

}  // namespace nounscope
