#include "core/filter/noun_score.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/max.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/scatter.h>
#include <ATen/ops/sum.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/tiled_product.h"

namespace nounscope {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double logAddExp(double a, double b) {
    const double high = std::max(a, b);
    return high == -infinity ? -infinity : high + std::log1p(std::exp(std::min(a, b) - high));
}

// What one pass over a tile's logits leaves of each noun, in float64 on the CPU. With z the logits, m the
// largest, m2 the largest of the others, e_j = exp(z_j - m2) over the others:
struct TileSums {
    at::Tensor nearest;  // j*
    at::Tensor cosine;   // the largest cosine
    at::Tensor gap;      // m2 - m, <= 0
    at::Tensor sum;      // sum e_j
    at::Tensor moment;   // gradnorm: sum e_j^q; entropy: sum (m - z_j) e_j
    at::Tensor logNorm;  // gradnorm: log ||t||_q
};

at::Tensor toDoubles(const at::Tensor& values) {
    return values.to(at::kCPU, at::kDouble).contiguous();
}

at::Tensor logNorms(const at::Tensor& nouns, double q) {
    const at::Tensor size = nouns.abs();
    const at::Tensor largest = size.amax(1, true);
    const at::Tensor scaled = (size / largest).to(at::kDouble);
    const at::Tensor powers = q == 2 ? scaled * scaled : q == 1 ? scaled : scaled.pow(q);
    return toDoubles(powers.sum(1).log() / q + largest.squeeze(1).to(at::kDouble).log());
}

TileSums sumTile(const ProductTile& tile, const FilterSettings& settings) {
    const at::Tensor& cosines = tile.products;
    const auto [largest, nearest] = cosines.max(1, true);
    const at::Tensor others = cosines.scatter(1, nearest, -infinity);
    const at::Tensor second = others.amax(1, true).clamp_min(-4);  // finite where there is one centre only
    const at::Tensor below = (others - second) / settings.temperature;  // log e_j; -inf at j*
    const at::Tensor exponentials = below.exp();
    const at::Tensor gap = (second.to(at::kDouble) - largest.to(at::kDouble)) / settings.temperature;

    TileSums sums;
    sums.nearest = nearest.squeeze(1).cpu();
    sums.cosine = toDoubles(largest.squeeze(1));
    sums.gap = toDoubles(gap.squeeze(1));
    sums.sum = toDoubles(exponentials.sum(1));
    if (settings.kind == FilterKind::GradNorm) {
        sums.moment = toDoubles((below * settings.norm).exp().sum(1));
        sums.logNorm = logNorms(tile.rows, settings.norm);
    } else if (settings.kind == FilterKind::Entropy) {
        const at::Tensor fall =
            -(below.clamp_min(-1e30) + gap.to(at::kFloat));  // m - z_j, finite: 0 * it is 0
        sums.moment = toDoubles((fall * exponentials).sum(1));
    }
    return sums;
}

// log sum_{j != j*} and log sum_all of exp(z_j - m): everything else follows from these two.
struct LogSums {
    double others, all;
};

double logScore(const TileSums& sums, std::int64_t i, const LogSums& logs, const FilterSettings& settings) {
    const double gap = sums.gap.data_ptr<double>()[i];
    switch (settings.kind) {
        case FilterKind::GradNorm: {
            const double q = settings.norm;
            const double logOthersPowers =
                q * gap + std::log(sums.moment.data_ptr<double>()[i]) - q * logs.all;
            const double logOneMinusP = logs.others - logs.all;
            return logAddExp(logOthersPowers, q * logOneMinusP) / q + sums.logNorm.data_ptr<double>()[i];
        }
        case FilterKind::Confidence:
            return logs.others - logs.all;
        case FilterKind::Cosine:
            return std::log(std::max(0.0, 1 - sums.cosine.data_ptr<double>()[i]));
        case FilterKind::Entropy: {
            // H = log sum exp(z - m) + (sum (m - z_j) exp(z_j - m)) / sum exp(z - m); both terms >= 0. Where
            // the first underflows, log log1p(x) = log x.
            const double logFirst = logs.others < -36 ? logs.others : std::log(logs.all);
            const double logSecond = gap + std::log(sums.moment.data_ptr<double>()[i]) - logs.all;
            return logAddExp(logFirst, logSecond);
        }
        case FilterKind::None:
            return 0;
    }
    return 0;
}

void rankByScore(NounScores& scores) {
    std::vector<std::int64_t> order(scores.logScore.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int64_t a, std::int64_t b) { return scores.logScore[a] < scores.logScore[b]; });
    for (std::size_t place = 0; place < order.size(); ++place)
        scores.rank[order[place]] = static_cast<std::int64_t>(place) + 1;
}

}  // namespace

NounScores scoreNouns(const at::Tensor& nouns, const at::Tensor& centers, const FilterSettings& settings,
                      const Job& job) {
    const c10::InferenceMode inference;
    const std::int64_t count = nouns.size(0);
    NounScores scores;
    scores.proxy.resize(count);
    scores.confidence.resize(count);
    scores.logScore.resize(count);
    scores.rank.resize(count);

    StageProgress progress(job, "Scoring nouns", count);
    forEachProductTile(nouns, centers, job, [&](const ProductTile& tile) {
        const TileSums sums = sumTile(tile, settings);
        for (std::int64_t i = 0; i < tile.count; ++i) {
            LogSums logs{};
            logs.others = sums.gap.data_ptr<double>()[i] + std::log(sums.sum.data_ptr<double>()[i]);
            logs.all = std::log1p(std::exp(logs.others));
            scores.proxy[tile.begin + i] =
                static_cast<std::int32_t>(sums.nearest.data_ptr<std::int64_t>()[i]);
            scores.confidence[tile.begin + i] = std::exp(-logs.all);
            scores.logScore[tile.begin + i] = logScore(sums, i, logs, settings);
        }
        progress.advance(tile.count);
    });
    rankByScore(scores);
    return scores;
}

}  // namespace nounscope
