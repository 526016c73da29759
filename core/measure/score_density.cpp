#include "core/measure/score_density.h"

#include <algorithm>
#include <cmath>

#include "core/measure/moments.h"

namespace nounscope {
namespace {

constexpr double kernelReach = 4;  // bandwidths; what lies beyond is 6e-5 of the kernel

std::vector<double> kernel(double bandwidthInSteps) {
    const auto reach = static_cast<int>(std::ceil(kernelReach * bandwidthInSteps));
    std::vector<double> weights;
    double sum = 0;
    for (int offset = -reach; offset <= reach; ++offset) {
        weights.push_back(std::exp(-0.5 * std::pow(offset / bandwidthInSteps, 2)));
        sum += weights.back();
    }
    for (double& weight : weights) weight /= sum;
    return weights;
}

}  // namespace

double silvermanBandwidth(const std::vector<double>& scores) {
    if (scores.size() < 2) return 0;
    const auto count = static_cast<double>(scores.size());
    double spread = std::sqrt(moments(scores).variance * count / (count - 1));
    std::vector<double> sorted = scores;
    const auto quartile = [&](double share) {
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(share * (count - 1));
        std::nth_element(sorted.begin(), middle, sorted.end());
        return *middle;
    };
    const double interquartile = quartile(0.75) - quartile(0.25);
    if (interquartile > 0) spread = std::min(spread, interquartile / 1.34);
    return 0.9 * spread * std::pow(count, -0.2);
}

ScoreDensity scoreDensity(const std::vector<double>& scores, const DensityGrid& grid, double bandwidth) {
    const double step = (grid.high - grid.low) / (grid.points - 1);
    const double share = 1 / (static_cast<double>(scores.size()) * step);
    std::vector<double> points(grid.points, 0);
    for (const double score : scores) {
        const double position =
            std::clamp((score - grid.low) / step, 0.0, static_cast<double>(grid.points - 1));
        const int left = std::min(static_cast<int>(position), grid.points - 2);
        points[left] += share * (left + 1 - position);
        points[left + 1] += share * (position - left);
    }

    const std::vector<double> weights = kernel(std::max(bandwidth / step, 1.0));
    const int reach = static_cast<int>(weights.size()) / 2;
    ScoreDensity density{grid.low, step, std::vector<double>(grid.points, 0)};
    for (int from = 0; from < grid.points; ++from) {
        if (points[from] == 0) continue;
        for (int to = std::max(0, from - reach); to <= std::min(grid.points - 1, from + reach); ++to)
            density.values[to] += points[from] * weights[to - from + reach];
    }
    return density;
}

}  // namespace nounscope
