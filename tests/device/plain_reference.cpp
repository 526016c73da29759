#include "tests/device/plain_reference.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace nounscope::test {
namespace {

double length(const std::vector<double>& a) {
    return std::sqrt(dot(a, a));
}

double distance(const std::vector<double>& a, const std::vector<double>& b) {
    double squares = 0;
    for (std::size_t d = 0; d < a.size(); ++d) squares += (a[d] - b[d]) * (a[d] - b[d]);
    return std::sqrt(squares);
}

void addTo(std::vector<double>& sum, const std::vector<double>& row, double weight = 1) {
    for (std::size_t d = 0; d < sum.size(); ++d) sum[d] += weight * row[d];
}

std::vector<double> divided(std::vector<double> row, double by) {
    for (double& value : row) value /= by;
    return row;
}

std::vector<double> softmax(std::vector<double> logits) {
    const double largest = *std::max_element(logits.begin(), logits.end());
    for (double& logit : logits) logit = std::exp(logit - largest);
    return divided(logits, std::accumulate(logits.begin(), logits.end(), 0.0));
}

std::vector<double> cosines(const std::vector<double>& row, const Rows& others, double temperature = 1) {
    std::vector<double> values;
    for (const auto& other : others) values.push_back(dot(row, other) / temperature);
    return values;
}

std::size_t indexOfLargest(const std::vector<double>& values) {
    return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace

Rows toRows(const at::Tensor& matrix) {
    const at::Tensor values = matrix.to(at::kCPU, at::kDouble).contiguous();
    Rows rows;
    for (std::int64_t row = 0; row < values.size(0); ++row) {
        const double* first = values.data_ptr<double>() + row * values.size(1);
        rows.emplace_back(first, first + values.size(1));
    }
    return rows;
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

std::vector<double> plainLogScores(const Rows& nouns, const Rows& centers, double temperature, double norm) {
    std::vector<double> logScores;
    for (const auto& noun : nouns) {
        const std::vector<double> p = softmax(cosines(noun, centers, temperature));
        const std::size_t nearest = indexOfLargest(p);
        double others = 0, powers = 0;
        for (std::size_t j = 0; j < p.size(); ++j) {
            if (j == nearest) continue;
            others += p[j];
            powers += std::pow(p[j], norm);
        }
        double nounPowers = 0;
        for (const double value : noun) nounPowers += std::pow(std::abs(value), norm);
        logScores.push_back(std::log((powers + std::pow(others, norm)) * nounPowers) / norm);
    }
    return logScores;
}

Rows plainCounterparts(const Rows& images, const Rows& nouns, double tau) {
    Rows counterparts;
    for (const auto& image : images) {
        const std::vector<double> weights = softmax(cosines(image, nouns, tau));
        std::vector<double> sum(image.size(), 0);
        for (std::size_t noun = 0; noun < nouns.size(); ++noun) addTo(sum, nouns[noun], weights[noun]);
        counterparts.push_back(divided(sum, length(sum)));
    }
    return counterparts;
}

PlainClusters plainKMeans(const Rows& rows, Rows centers) {
    PlainClusters result;
    while (true) {
        std::vector<std::int32_t> nearest;
        for (const auto& row : rows)
            nearest.push_back(static_cast<std::int32_t>(indexOfLargest(cosines(row, centers))));
        if (nearest == result.assignment) return result;
        result.assignment = nearest;

        Rows sums(centers.size(), std::vector<double>(rows.front().size(), 0));
        for (std::size_t i = 0; i < rows.size(); ++i) addTo(sums[nearest[i]], rows[i]);
        result.objective = 0;
        for (std::size_t k = 0; k < sums.size(); ++k) {
            const double sumLength = length(sums[k]);
            if (sumLength == 0)
                throw std::runtime_error("plain k-means ran into an empty cluster: choose other starts");
            result.objective += sumLength;
            centers[k] = divided(sums[k], sumLength);
        }
    }
}

InternalMetrics plainInternalMetrics(const Rows& rows, const std::vector<std::int32_t>& assignment,
                                     int clusters) {
    const auto count = static_cast<double>(rows.size());
    Rows means(clusters, std::vector<double>(rows.front().size(), 0));
    std::vector<double> sizes(clusters, 0), spreads(clusters, 0), overallMean(rows.front().size(), 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        addTo(means[assignment[i]], rows[i]);
        addTo(overallMean, rows[i], 1 / count);
        ++sizes[assignment[i]];
    }
    for (int k = 0; k < clusters; ++k) means[k] = divided(means[k], sizes[k]);

    InternalMetrics metrics;
    double within = 0, between = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::int32_t own = assignment[i];
        std::vector<double> distances(clusters, 0);
        for (std::size_t j = 0; j < rows.size(); ++j)
            if (i != j) distances[assignment[j]] += 1 - dot(rows[i], rows[j]);
        double other = std::numeric_limits<double>::infinity();
        for (int k = 0; k < clusters; ++k)
            if (k != own) other = std::min(other, distances[k] / sizes[k]);
        const double same = distances[own] / (sizes[own] - 1);
        if (sizes[own] > 1) metrics.silhouette += (other - same) / std::max(other, same) / count;

        const double apart = distance(rows[i], means[own]);
        spreads[own] += apart / sizes[own];
        within += apart * apart;
    }
    for (int a = 0; a < clusters; ++a) {
        double worst = 0;
        for (int b = 0; b < clusters; ++b)
            if (a != b) worst = std::max(worst, (spreads[a] + spreads[b]) / distance(means[a], means[b]));
        metrics.daviesBouldin += worst / clusters;
        between += sizes[a] * std::pow(distance(means[a], overallMean), 2);
    }
    metrics.calinskiHarabasz = between / (clusters - 1) / (within / (count - clusters));
    return metrics;
}

}  // namespace nounscope::test
