// How compact and how far apart clusters are, judged without labels. The figures scikit-learn gives, at any
// size: for directions, the mean cosine distance from a row to a cluster is 1 - (row . mean of the cluster),
// so that the silhouette needs one product with the cluster means: it is exact, of every row, and never
// sampled. Sources: Rousseeuw 1987 (silhouette); Davies and Bouldin 1979; Calinski and Harabasz 1974.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/model/progress.h"
#include "core/model/result.h"

namespace nounscope {

// rows [N, D], any float dtype and device, taken at unit length (scaled to it in float64); assignment N ids
// 0 .. K-1, K = clusters; empty clusters do not count.
//   silhouette         mean over rows of (b - a) / max(a, b), -1 .. 1, cosine distance: a = mean distance to the
//                      rest of the own cluster, b = to the nearest other cluster; 0 for a row alone in its cluster
//   Davies-Bouldin     mean over clusters of the worst (spread_i + spread_j) / |mean_i - mean_j|; lower is better
//   Calinski-Harabasz  dispersion between / within clusters, each over its degrees of freedom; higher is better,
//                      1 where nothing is dispersed within
// NaN where they are undefined: fewer than two clusters, or as many as rows. Throws Error(BadInput) when the
// lengths differ or an id is out of range; Cancelled. Float64 throughout, in an order that does not depend on
// the number of threads. Thread-safe. Cost: 4 N D K floating point operations, memory a few tiles of rows.
InternalMetrics internalMetrics(const at::Tensor& rows, const std::vector<std::int32_t>& assignment,
                                int clusters, const Job& job = {});

// The silhouette alone, at the same cost.
double meanCosineSilhouette(const at::Tensor& rows, const std::vector<std::int32_t>& assignment, int clusters,
                            const Job& job = {});

}  // namespace nounscope
