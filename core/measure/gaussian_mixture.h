// Do scores fall into two groups by themselves? Two Gaussians fitted to them.
// Source: Dempster, Laird and Rubin, "Maximum likelihood from incomplete data via the EM algorithm", 1977.
#pragma once

#include <array>
#include <vector>

#include "core/model/separability_result.h"

namespace nounscope {

// The mixture of two Gaussians of the highest likelihood that expectation-maximisation reaches from splits at
// fixed quantiles, so nothing is random. Scores are finite; they are gathered in 1,024 cells whose exact sums
// and squares are kept, so that the cost is O(n) plus milliseconds. A few outliers are no group: each
// component holds at least 0.1 % of the scores and two of them and is no narrower than half a cell, and
// scores farther outside the middle 99.9 % than those are wide are left out. Components by rising mean. Where
// there is no such pair (constant scores, fewer than four) the first component is all of the scores and the
// second has weight 0. Throws Error(BadInput) when there are no scores. Pure, thread-safe.
std::array<GaussianComponent, 2> fitTwoGaussians(const std::vector<double>& scores);

// Where the weighted densities of the two components cross between their means; NaN where they do not.
double crossingPoint(const std::array<GaussianComponent, 2>& mixture);

}  // namespace nounscope
