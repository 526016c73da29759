#include "core/measure/gaussian_mixture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/measure/moments.h"
#include "core/model/error.h"

namespace nounscope {
namespace {

constexpr int cellCount = 1024;
constexpr double narrowest = 0.5 / cellCount;  // of the range
constexpr double smallestShare = 0.001;
constexpr double tailShare = 0.0005;
constexpr int trialIterations = 20;           // from every split, before the likeliest goes on alone
constexpr int finalIterations = 500;          // at most
constexpr double likelihoodTolerance = 1e-9;  // per score

struct Cell {
    double count = 0, sum = 0, squares = 0;
    double mean() const { return sum / count; }
};

struct Fit {
    std::array<GaussianComponent, 2> mixture;
    double logLikelihood = -std::numeric_limits<double>::infinity();  // per score, up to a constant
};

// log(weight x density), up to a constant.
double logWeighted(const GaussianComponent& component, double x) {
    const double z = (x - component.mean) / component.deviation;
    return std::log(component.weight / component.deviation) - 0.5 * z * z;
}

// Expectation-maximisation on scores scaled to 0 .. 1.
class Mixture {
public:
    explicit Mixture(std::vector<Cell> cells) : m_cells(std::move(cells)), m_share(m_cells.size()) {
        for (const Cell& cell : m_cells) m_count += cell.count;
    }

    // Starts from the scores below a quantile against those above it; empty when a component fades away.
    std::optional<Fit> fitFromSplit(double quantile, int iterations) {
        double below = 0;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            m_share[i] = below < quantile * m_count ? 0 : 1;
            below += m_cells[i].count;
        }
        Fit fit;
        if (!maximise(fit.mixture)) return {};
        return improve(fit, iterations);
    }

    std::optional<Fit> improve(Fit fit, int iterations) {
        for (int iteration = 0; iteration < iterations; ++iteration) {
            const double before = fit.logLikelihood;
            fit.logLikelihood = expect(fit.mixture);
            if (fit.logLikelihood - before < likelihoodTolerance) break;
            if (!maximise(fit.mixture)) return {};
        }
        return fit;
    }

private:
    // Each cell's share in the second component; returns the mean log-likelihood.
    double expect(const std::array<GaussianComponent, 2>& mixture) {
        double total = 0;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            const double x = m_cells[i].mean();
            const double first = logWeighted(mixture[0], x), second = logWeighted(mixture[1], x);
            const double ratio = std::exp(-std::abs(first - second));
            total += m_cells[i].count * (std::max(first, second) + std::log1p(ratio));
            m_share[i] = (second > first ? 1 : ratio) / (1 + ratio);
        }
        return total / m_count;
    }

    bool maximise(std::array<GaussianComponent, 2>& mixture) const {
        const double least = std::max(2.0, smallestShare * m_count);
        std::array<Cell, 2> moments;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            for (const int c : {0, 1}) {
                const double share = c == 1 ? m_share[i] : 1 - m_share[i];
                moments[c].count += share * m_cells[i].count;
                moments[c].sum += share * m_cells[i].sum;
                moments[c].squares += share * m_cells[i].squares;
            }
        }
        for (const int c : {0, 1}) {
            if (moments[c].count < least) return false;
            const double mean = moments[c].mean();
            const double variance = std::max(moments[c].squares / moments[c].count - mean * mean, 0.0);
            mixture[c] = {moments[c].count / m_count, mean, std::max(std::sqrt(variance), narrowest)};
        }
        return true;
    }

    std::vector<Cell> m_cells;
    std::vector<double> m_share;
    double m_count = 0;
};

std::vector<double> withoutOutliers(std::vector<double> scores) {
    const auto tail = static_cast<std::ptrdiff_t>(tailShare * static_cast<double>(scores.size()));
    const auto quantile = [&](std::ptrdiff_t position) {
        std::nth_element(scores.begin(), scores.begin() + position, scores.end());
        return scores[position];
    };
    const double low = quantile(tail), high = quantile(static_cast<std::ptrdiff_t>(scores.size()) - 1 - tail);
    const auto isOutlier = [=](double score) {
        return score < low - (high - low) || score > high + (high - low);
    };
    scores.erase(std::remove_if(scores.begin(), scores.end(), isOutlier), scores.end());
    return scores;
}

std::vector<Cell> gatherCells(const std::vector<double>& scores, double low, double range) {
    std::vector<Cell> cells(cellCount);
    for (const double score : scores) {
        const double x = (score - low) / range;
        Cell& cell = cells[std::min(static_cast<int>(x * cellCount), cellCount - 1)];
        ++cell.count;
        cell.sum += x;
        cell.squares += x * x;
    }
    cells.erase(std::remove_if(cells.begin(), cells.end(), [](const Cell& cell) { return cell.count == 0; }),
                cells.end());
    return cells;
}

}  // namespace

std::array<GaussianComponent, 2> fitTwoGaussians(const std::vector<double>& all) {
    if (all.empty()) throw Error(ErrorKind::BadInput, "no finite scores: a mixture needs at least one");
    const std::vector<double> scores = withoutOutliers(all);
    const auto [lowest, highest] = std::minmax_element(scores.begin(), scores.end());
    const double low = *lowest, range = *highest - low;
    std::optional<Fit> best;
    if (range > 0) {
        Mixture mixture(gatherCells(scores, low, range));
        for (const double quantile : {0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99}) {
            const auto fit = mixture.fitFromSplit(quantile, trialIterations);
            if (fit && (!best || fit->logLikelihood > best->logLikelihood)) best = fit;
        }
        if (best) best = mixture.improve(*best, finalIterations);
    }
    if (!best) {
        const auto [mean, variance] = moments(scores);
        return {{{1, mean, std::sqrt(variance)}, {0, mean, std::sqrt(variance)}}};
    }
    for (GaussianComponent& component : best->mixture) {
        component.mean = low + range * component.mean;
        component.deviation *= range;
    }
    if (best->mixture[1].mean < best->mixture[0].mean) std::swap(best->mixture[0], best->mixture[1]);
    return best->mixture;
}

double crossingPoint(const std::array<GaussianComponent, 2>& mixture) {
    const GaussianComponent &first = mixture[0], &second = mixture[1];
    const auto advantage = [&](double x) { return logWeighted(first, x) - logWeighted(second, x); };
    double left = first.mean, right = second.mean;
    if (!(first.weight > 0 && second.weight > 0 && advantage(left) > 0 && advantage(right) < 0))
        return std::numeric_limits<double>::quiet_NaN();
    // Between the means the first only loses and the second only gains, so halving finds the one crossing.
    for (int halving = 0; halving < 100; ++halving) {
        const double middle = left + (right - left) / 2;
        (advantage(middle) > 0 ? left : right) = middle;
    }
    return left;
}

}  // namespace nounscope
