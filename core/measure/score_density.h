// A smooth curve of how scores are distributed, for overlaps and valleys between groups of scores.
// Source: Silverman, "Density Estimation for Statistics and Data Analysis", 1986.
#pragma once

#include <vector>

namespace nounscope {

// Density at low, low + step, low + 2 step, ...; its sum times step is 1 but for rounding.
struct ScoreDensity {
    double low = 0;
    double step = 1;
    std::vector<double> values;

    double at(std::size_t point) const { return low + step * static_cast<double>(point); }
};

// The grid that densities are compared on: from low to high, `points` >= 2 of them.
struct DensityGrid {
    double low = 0;
    double high = 1;
    int points = 1024;
};

// Silverman's bandwidth 0.9 min(deviation, interquartile range / 1.34) n^(-1/5) of finite scores; 0 for fewer
// than two scores or constant ones. Where half of the scores are equal the deviation alone counts. Cost:
// O(n).
double silvermanBandwidth(const std::vector<double>& scores);

// Gaussian kernel density estimate of finite scores (at least one) that lie within the grid. A bandwidth
// narrower than the grid's step counts as one step. Each score is shared by its two neighbouring points, then
// the points are smoothed, so the cost is O(n + points^2) at most. Pure, thread-safe.
ScoreDensity scoreDensity(const std::vector<double>& scores, const DensityGrid& grid, double bandwidth);

}  // namespace nounscope
