#include "core/filter/noun_sums.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/max.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/scatter.h>
#include <ATen/ops/sum.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/measure/score_order.h"
#include "core/tiled_product.h"

namespace nounscope {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double logAddExp(double a, double b) {
    const double high = std::max(a, b);
    return high == -infinity ? -infinity : high + std::log1p(std::exp(std::min(a, b) - high));
}

std::vector<LogitSums> sumOnDevice(const at::Tensor& cosines, const FilterSettings& settings) {
    const auto [largest, nearest] = cosines.max(1, true);
    const at::Tensor others = cosines.scatter(1, nearest, -infinity);
    const at::Tensor second = others.amax(1, true).clamp_min(-4);  // finite where there is one centre only
    const at::Tensor below = (others - second) / settings.temperature;  // log e_j; -inf at j*
    const at::Tensor exponentials = below.exp();
    at::Tensor moment;
    if (settings.kind == FilterKind::GradNorm)
        moment = (below * settings.norm).exp().sum(1);
    else if (settings.kind == FilterKind::Entropy)
        moment = -(below.clamp_min(-1e30) * exponentials).sum(1);  // finite: 0 * it is 0
    else
        moment = exponentials.sum(1);

    const auto onCpu = [](const at::Tensor& column) { return column.reshape(-1).cpu().contiguous(); };
    const at::Tensor nearestHere = onCpu(nearest), largestHere = onCpu(largest), secondHere = onCpu(second);
    const at::Tensor sumHere = onCpu(exponentials.sum(1)), momentHere = onCpu(moment);
    std::vector<LogitSums> sums(static_cast<std::size_t>(cosines.size(0)));
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] = {nearestHere.data_ptr<std::int64_t>()[i], largestHere.data_ptr<float>()[i],
                   secondHere.data_ptr<float>()[i], sumHere.data_ptr<float>()[i],
                   momentHere.data_ptr<float>()[i]};
    return sums;
}

// With z the logits, m the largest and z' the second: z' - m, sum over j != j* of exp(z_j - m), and log sum over
// all of exp(z_j - m), which is -log p_j*. Everything else follows from these.
struct LogSums {
    double gap, others, all;
};

LogSums logSums(const LogitSums& sums, double temperature) {
    LogSums logs{};
    logs.gap = (double{sums.second} - double{sums.largest}) / temperature;
    logs.others = std::exp(logs.gap) * double{sums.sum};
    logs.all = std::log1p(logs.others);
    return logs;
}

double logScore(const LogitSums& sums, const LogSums& logs, double logNorm, const FilterSettings& settings) {
    switch (settings.kind) {
        case FilterKind::GradNorm: {
            // p_j = exp(gap - all) e_j and 1 - p_j* = exp(gap - all) sum e_j: the factor leaves the root whole,
            // so that nothing underflows.
            const double q = settings.norm, sum = sums.sum;
            const double power = q == 2 ? sum * sum : std::pow(sum, q);
            return logs.gap - logs.all + std::log(double{sums.moment} + power) / q + logNorm;
        }
        case FilterKind::Confidence:
            return logs.gap - logs.all + std::log(double{sums.sum});
        case FilterKind::Cosine:
            return std::log(std::max(0.0, 1 - double{sums.largest}));
        case FilterKind::Entropy: {
            // H = log sum exp(z - m) + (sum (m - z_j) exp(z_j - m)) / sum exp(z - m); both terms >= 0. Where
            // the first underflows, log log1p(x) = log x.
            const double logOthers = logs.gap + std::log(double{sums.sum});
            const double logFirst = logOthers < -36 ? logOthers : std::log(logs.all);
            const double falls = double{sums.moment} - logs.gap * double{sums.sum};
            return logAddExp(logFirst, logs.gap + std::log(falls) - logs.all);
        }
        case FilterKind::None:
            return 0;
    }
    return 0;
}

at::Tensor blockLogNorms(const at::Tensor& nouns, double q) {
    const at::Tensor size = nouns.abs();
    const at::Tensor largest = size.amax(1, true);
    const at::Tensor scaled = (size / largest).to(at::kDouble);
    const at::Tensor powers = q == 2 ? scaled * scaled : q == 1 ? scaled : scaled.pow(q);
    return powers.sum(1).log() / q + largest.squeeze(1).to(at::kDouble).log();
}

}  // namespace

LogitSumsSettings sumsSettings(const FilterSettings& settings) {
    LogitSumsSettings sums;
    sums.temperature = static_cast<float>(settings.temperature);
    sums.power = static_cast<float>(settings.norm);
    if (settings.kind == FilterKind::GradNorm) sums.moment = LogitSumsSettings::Moment::Powers;
    if (settings.kind == FilterKind::Entropy) sums.moment = LogitSumsSettings::Moment::Falls;
    return sums;
}

NounScores emptyScores(std::int64_t count) {
    const auto size = static_cast<std::size_t>(count);
    NounScores scores;
    scores.proxy.resize(size);
    scores.confidence.resize(size);
    scores.logScore.resize(size);
    scores.rank.resize(size);
    return scores;
}

std::vector<LogitSums> sumNouns(const at::Tensor& cosines, std::int64_t count,
                                const FilterSettings& settings) {
    if (!cosines.is_cpu()) return sumOnDevice(cosines.narrow(0, 0, count), settings);
    std::vector<LogitSums> sums(static_cast<std::size_t>(count));
    sumLogits(cosines.data_ptr<float>(), cosines.stride(0), count, cosines.size(1), sumsSettings(settings),
              sums.data());
    return sums;
}

at::Tensor logNorms(const at::Tensor& nouns, double q, const Job& job) {
    if (!nouns.is_cpu()) return blockLogNorms(nouns, q).cpu();
    const std::int64_t count = nouns.size(0);
    at::Tensor norms = at::empty({count}, nouns.options().dtype(at::kDouble));
    at::parallel_for(0, (count + tileRows - 1) / tileRows, 1, [&](std::int64_t first, std::int64_t last) {
        const c10::InferenceMode inference;
        for (std::int64_t tile = first; tile < last; ++tile) {
            job.throwIfCancelled();
            const std::int64_t begin = tile * tileRows;
            const std::int64_t size = std::min(tileRows, count - begin);
            const at::Tensor block = padRows(nouns.narrow(0, begin, size), tileRows);
            norms.narrow(0, begin, size).copy_(blockLogNorms(block, q).narrow(0, 0, size));
        }
    });
    return norms;
}

void scoreFromSums(const LogitSums* sums, std::int64_t count, const double* logNorms, std::int64_t begin,
                   const FilterSettings& settings, NounScores& scores) {
    for (std::int64_t i = 0; i < count; ++i) {
        const LogSums logs = logSums(sums[i], settings.temperature);
        const std::size_t noun = static_cast<std::size_t>(begin + i);
        scores.proxy[noun] = static_cast<std::int32_t>(sums[i].nearest);
        scores.confidence[noun] = 1 / (1 + logs.others);
        scores.logScore[noun] = logScore(sums[i], logs, logNorms ? logNorms[i] : 0, settings);
    }
}

void rankByScore(NounScores& scores) {
    const std::vector<std::int64_t> order = orderByScore(scores.logScore);
    for (std::size_t place = 0; place < order.size(); ++place)
        scores.rank[static_cast<std::size_t>(order[place])] = static_cast<std::int64_t>(place) + 1;
}

}  // namespace nounscope
