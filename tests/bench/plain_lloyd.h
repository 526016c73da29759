// Spherical k-means as a textbook writes it, to measure the program's own against: every iteration is one
// whole matrix product, an argmax and new means.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace nounscope::bench {

struct PlainLloydResult {
    double objective = 0;  // sum of cosines to the own centre
    int iterations = 0;
};

// rows [N, D] unit rows on the CPU, started from the rows `starts`, until no row changes its cluster or after
// maxIterations. An empty cluster takes the row farthest from its centre.
PlainLloydResult plainLloyd(const at::Tensor& rows, const std::vector<std::int64_t>& starts,
                            int maxIterations);

}  // namespace nounscope::bench
