// All that is shown of the clusters at one moment: one immutable value from the computing thread to the window.
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/result.h"

namespace nounscope {

// Stays the same whatever a person edits, unlike a cluster's number, which goes by size. The run's clusters have the numbers
// that the run gave them, 0 .. K-1.
using ClusterId = std::int32_t;

struct ClusterView {
    Clustering clustering;
    std::vector<ClusterName> names;       // an entry a cluster
    std::vector<ClusterId> ids;           // an entry a cluster
    std::vector<std::int64_t> imageRows;  // the picture of each entry of the clustering
    int proxies = 0;                      // K' and K that the run came to
    int clusters = 0;
    InternalMetrics metrics;
    std::vector<KCurvePoint> kCurve;  // empty where k was given, unless it was asked for
};

}  // namespace nounscope
