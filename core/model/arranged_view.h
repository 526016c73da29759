// What is shown and exported of a run after a person's edits: the same kind of value as the run's own.
#pragma once

#include <vector>

#include "core/model/arrangement.h"
#include "core/model/cluster_view.h"

namespace nounscope {

// How each picture stands to the cluster it is in now: N entries each, hidden pictures too (see measure_groups.h).
struct GroupMeasures {
    std::vector<double> distance;    // 1 - cosine to the centre
    std::vector<double> confidence;  // softmax over the centres, of the own one
};

// The clusters with pictures to show, numbered anew by falling size, ties by first picture; hidden pictures and clusters are in
// none of them and have no row. `run` and `measures` must be of the run that was edited. Without edits the result is `run`.
// Cost: N. Thread-safe.
ClusterView arrangedView(const ClusterView& run, const Arrangement& edits, const GroupMeasures& measures);

}  // namespace nounscope
