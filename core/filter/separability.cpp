#include "core/filter/separability.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <string>

#include "core/measure/gaussian_mixture.h"
#include "core/measure/moments.h"
#include "core/measure/roc.h"
#include "core/measure/score_density.h"
#include "core/model/error.h"

namespace nounscope {
namespace {

constexpr int gridPoints = 1024;
constexpr double gridMargin = 4;  // bandwidths beyond the outermost scores

// The log-scores of one kind of noun.
struct Scores {
    std::vector<double> finite;
    std::int64_t lowest = 0, highest = 0;  // how many are -inf and +inf

    void add(double score) {
        if (std::isfinite(score))
            finite.push_back(score);
        else
            ++(score < 0 ? lowest : highest);
    }
    double count() const {
        return static_cast<double>(finite.size()) + static_cast<double>(lowest + highest);
    }
};

DensityGrid gridAround(double low, double high, double bandwidth) {
    // Constant scores have no bandwidth; any grid around them will do.
    const double margin = bandwidth > 0 ? gridMargin * bandwidth : std::max(1e-6, std::abs(low) * 1e-6);
    return {low - margin, high + margin, gridPoints};
}

double overlapOfFinite(const Scores& a, const Scores& b) {
    if (a.finite.empty() || b.finite.empty()) return 0;
    const auto [aLow, aHigh] = std::minmax_element(a.finite.begin(), a.finite.end());
    const auto [bLow, bHigh] = std::minmax_element(b.finite.begin(), b.finite.end());
    const double aWidth = silvermanBandwidth(a.finite), bWidth = silvermanBandwidth(b.finite);
    const DensityGrid grid =
        gridAround(std::min(*aLow, *bLow), std::max(*aHigh, *bHigh), std::max(aWidth, bWidth));
    const ScoreDensity aDensity = scoreDensity(a.finite, grid, aWidth);
    const ScoreDensity bDensity = scoreDensity(b.finite, grid, bWidth);
    const double aShare = static_cast<double>(a.finite.size()) / a.count();
    const double bShare = static_cast<double>(b.finite.size()) / b.count();
    double shared = 0;
    for (int point = 0; point < grid.points; ++point)
        shared += std::min(aShare * aDensity.values[point], bShare * bDensity.values[point]);
    return shared * aDensity.step;
}

double overlap(const Scores& a, const Scores& b) {
    const auto sharedShare = [&](std::int64_t inA, std::int64_t inB) {
        return std::min(static_cast<double>(inA) / a.count(), static_cast<double>(inB) / b.count());
    };
    return std::min(
        1.0, overlapOfFinite(a, b) + sharedShare(a.lowest, b.lowest) + sharedShare(a.highest, b.highest));
}

double dPrime(const Scores& positives, const Scores& negatives) {
    const Moments positive = moments(positives.finite), negative = moments(negatives.finite);
    const double apart = negative.mean - positive.mean;
    return apart == 0 ? 0 : apart / std::sqrt((positive.variance + negative.variance) / 2);
}

double valleyDepth(const ScoreDensity& density, double cut) {
    const auto first = density.values.begin();
    const auto boundary = first + std::clamp<std::ptrdiff_t>(
                                      static_cast<std::ptrdiff_t>((cut - density.low) / density.step) + 1, 1,
                                      static_cast<std::ptrdiff_t>(density.values.size()) - 1);
    const auto leftTop = std::max_element(first, boundary);
    const auto rightTop = std::max_element(boundary, density.values.end());
    return 1 - *std::min_element(leftTop, rightTop + 1) / std::min(*leftTop, *rightTop);
}

double jaccard(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
    std::vector<std::int64_t> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    const std::size_t either = a.size() + b.size() - both.size();
    return either == 0 ? 1 : static_cast<double>(both.size()) / static_cast<double>(either);
}

}  // namespace

KnownSeparability separabilityFromPositives(const std::vector<double>& logScores,
                                            const std::vector<bool>& positive) {
    std::vector<double> positiveness(logScores.size());
    std::transform(logScores.begin(), logScores.end(), positiveness.begin(), std::negate<>());
    KnownSeparability result;
    result.roc = rocCurve(positiveness, positive);

    Scores positives, negatives;
    for (std::size_t noun = 0; noun < logScores.size(); ++noun)
        (positive[noun] ? positives : negatives).add(logScores[noun]);
    result.overlap = overlap(positives, negatives);
    result.dPrime = dPrime(positives, negatives);
    return result;
}

BlindSeparability separabilityFromShape(const std::vector<double>& logScores) {
    Scores scores;
    for (std::size_t noun = 0; noun < logScores.size(); ++noun) {
        if (std::isnan(logScores[noun]))
            throw Error(ErrorKind::BadInput,
                        "the log-score of noun " + std::to_string(noun) + " is not a number");
        scores.add(logScores[noun]);
    }

    BlindSeparability result;
    result.infinite = scores.lowest + scores.highest;
    result.mixture = fitTwoGaussians(scores.finite);
    const auto& [low, high] = result.mixture;
    const double squares = low.deviation * low.deviation + high.deviation * high.deviation;
    if (high.weight > 0) result.separation = std::sqrt(2 / squares) * (high.mean - low.mean);
    result.cut = crossingPoint(result.mixture);
    if (std::isnan(result.cut)) return result;

    const auto below =
        std::count_if(logScores.begin(), logScores.end(), [&](double score) { return score <= result.cut; });
    result.shareBelow = static_cast<double>(below) / scores.count();
    const auto [lowest, highest] = std::minmax_element(scores.finite.begin(), scores.finite.end());
    const double bandwidth = silvermanBandwidth(scores.finite);
    result.valleyDepth = valleyDepth(
        scoreDensity(scores.finite, gridAround(*lowest, *highest, bandwidth), bandwidth), result.cut);
    return result;
}

double selectionStability(const std::vector<std::int64_t>& selection,
                          const std::vector<std::vector<std::int64_t>>& resampled) {
    if (resampled.empty()) throw Error(ErrorKind::Usage, "stability needs at least one resampled selection");
    double sum = 0;
    for (const auto& other : resampled) sum += jaccard(selection, other);
    return sum / static_cast<double>(resampled.size());
}

}  // namespace nounscope
