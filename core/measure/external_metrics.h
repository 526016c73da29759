// How well clusters agree with known labels. The three figures of the literature, as scikit-learn computes
// them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/result.h"

namespace nounscope {

// `assignment` and `labels`: one id an item, same length; ids are arbitrary, only equality counts.
//   ACC  share of items in the class their cluster is matched to, one to one, matched for the highest share
//   NMI  mutual information / arithmetic mean of the two entropies; 1 for one cluster and one class
//   ARI  Rand index corrected for chance; 1 for equal partitions, about 0 for random ones
// Throws Error(BadInput) when the lengths differ or there are no items. Pure, thread-safe; independent of how
// ids are numbered. Cost: O(N) and the matching's O(s^2 l), s the smaller and l the larger number of groups.
ExternalMetrics externalMetrics(const std::vector<std::int32_t>& assignment,
                                const std::vector<std::int32_t>& labels);

// Label strings as ids 0, 1, ... in the order in which each string first appears.
std::vector<std::int32_t> labelIds(const std::vector<std::string>& labels);

}  // namespace nounscope
