// The method's numbers as the formulas read, slowly, in float64 and without LibTorch's or BLAS's arithmetic:
// what every device is held to.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/model/result.h"

namespace nounscope::test {

using Rows = std::vector<std::vector<double>>;

Rows toRows(const at::Tensor& matrix);  // [N, D] of any float dtype and device

double dot(const std::vector<double>& a, const std::vector<double>& b);

// GradNorm's log-score of every noun, from the probabilities themselves: temperatures that underflow are not
// for it.
std::vector<double> plainLogScores(const Rows& nouns, const Rows& centers, double temperature, double norm);

// normalise(softmax(X S^T / tau) S).
Rows plainCounterparts(const Rows& images, const Rows& nouns, double tau);

struct PlainClusters {
    std::vector<std::int32_t> assignment;
    double objective = 0;
};

// Lloyd iterations from `centers` until nothing moves. Throws std::runtime_error when a cluster runs empty.
PlainClusters plainKMeans(const Rows& rows, Rows centers);

// From all pairs of rows and all distances to the means.
InternalMetrics plainInternalMetrics(const Rows& rows, const std::vector<std::int32_t>& assignment,
                                     int clusters);

}  // namespace nounscope::test
