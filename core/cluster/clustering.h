// Turns a k-means result into what people see: clusters numbered by size, distances, confidences, medoids.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/cluster/spherical_kmeans.h"
#include "core/model/result.h"

namespace nounscope {

// rows [N, D] as clustered (unit); tau > 0 is the softmax temperature of the confidence. Thread-safe.
Clustering describeClustering(const at::Tensor& rows, const KMeansResult& result, double tau);

}  // namespace nounscope
