// Spherical k-means: groups unit rows by cosine. Exact Lloyd iterations that skip the cosines which cannot
// have changed. Source: Dhillon and Modha 2001 (spherical k-means); Arthur and Vassilvitskii 2007
// (k-means++).
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/progress.h"
#include "core/model/settings.h"

namespace nounscope {

struct KMeansSettings {
    int clusters = 2;         // K, 1 .. N
    int restarts = 20;        // k-means++ starts; the best objective wins, the earlier one on a tie
    int maxIterations = 300;  // Lloyd iterations a restart; stops earlier when no row changes its cluster
    std::uint64_t seed = defaultSeed;
    std::string stage = "Grouping";  // what progress calls it; it counts the restarts that came to rest
};

struct KMeansResult {
    at::Tensor centers;  // [K, D] float32, unit rows, on the data's device; none is empty
    std::vector<std::int32_t>
        assignment;          // N entries, 0 .. K-1: the nearest centre when converged, the lowest on a tie
    double objective = 0;    // sum over rows of the cosine to their centre
    int iterations = 0;      // of the winning restart
    bool converged = false;  // false: maxIterations came first
    std::vector<double> objectives;  // of every restart, in order
};

// rows [N, D] float32, unit length, any device. Empty clusters are re-seeded with the row farthest from its
// centre. Same rows, settings and device give the same bits at any thread count. Throws Error(Usage) unless 1
// <= K <= N; Cancelled. Cost: at most restarts x iterations x 2 N K D, less as clusters come to rest; memory
// 5 N K bytes beside the rows.
KMeansResult sphericalKMeans(const at::Tensor& rows, const KMeansSettings& settings, const Job& job = {});

// One run from given centres [K, D] (a warm start: settings.clusters, restarts and seed are not used).
KMeansResult sphericalKMeansFrom(const at::Tensor& rows, const at::Tensor& centers, int maxIterations,
                                 const Job& job = {});

}  // namespace nounscope
