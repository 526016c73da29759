#include "core/filter/norm_curves.h"

#include <ATen/Parallel.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/pow.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "core/filter/logit_sums.h"
#include "core/tiled_product.h"

namespace nounscope {

namespace {

constexpr std::int64_t headWidth = 32;
constexpr float nothing = -1e30F;  // stands for log 0 where infinity would make NaN

// q = multiple / 20: near the Chebyshev nodes of log(1 + q), and each the sum of two before it, so that all
// powers of a number come from one by multiplication.
struct Node {
    int multiple, first, second;  // places in the list
};
constexpr double unit = 0.05;
constexpr std::array<Node, 21> nodes{
    {{1, -1, -1},   {2, 0, 0},     {3, 1, 0},    {4, 1, 1},     {7, 3, 2},     {10, 4, 2},    {14, 4, 4},
     {21, 6, 4},    {31, 7, 5},    {42, 7, 7},   {56, 9, 6},    {77, 10, 7},   {98, 11, 7},   {129, 12, 8},
     {154, 12, 10}, {185, 13, 10}, {227, 15, 9}, {258, 13, 13}, {283, 16, 10}, {308, 14, 14}, {318, 19, 5}}};
constexpr std::size_t firstNode = 1;  // the first one is no node, only the unit
constexpr std::size_t nodeCount = nodes.size() - firstNode;

double place(std::size_t node) {
    return std::log1p(unit * nodes[node + firstNode].multiple);
}

// What each node's value counts for at q.
std::array<double, nodeCount> lagrange(double q) {
    std::array<double, nodeCount> weights{};
    const double at = std::log1p(q);
    for (std::size_t i = 0; i < nodeCount; ++i) {
        double weight = 1;
        for (std::size_t j = 0; j < nodeCount; ++j)
            if (j != i) weight *= (at - place(j)) / (place(i) - place(j));
        weights[i] = weight;
    }
    return weights;
}

// Sums of the powers of `count` numbers, one a node.
std::array<double, nodes.size()> powerSums(const double* values, std::int64_t count) {
    constexpr std::int64_t lanes = 8;
    std::array<std::array<double, lanes>, nodes.size()> sums{};
    std::array<std::array<double, lanes>, nodes.size()> powers{};
    for (std::int64_t begin = 0; begin < count; begin += lanes) {
        for (std::int64_t lane = 0; lane < lanes; ++lane)
            powers[0][lane] = begin + lane < count ? values[begin + lane] : 0;
        for (std::size_t node = firstNode; node < nodes.size(); ++node)
            for (std::int64_t lane = 0; lane < lanes; ++lane) {
                powers[node][lane] = powers[nodes[node].first][lane] * powers[nodes[node].second][lane];
                sums[node][lane] += powers[node][lane];
            }
    }
    std::array<double, nodes.size()> totals{};
    for (std::size_t node = firstNode; node < nodes.size(); ++node)
        for (const double sum : sums[node]) totals[node] += sum;
    return totals;
}

}  // namespace

NormCurves::NormCurves(const at::Tensor& nouns, const Job& job)
    : m_count(nouns.size(0)),
      m_width(std::min(headWidth, nouns.size(1))),
      m_heads(static_cast<std::size_t>(m_count * m_width)),
      m_crowd(nodeCount * static_cast<std::size_t>(m_count)),
      m_crowdLargest(static_cast<std::size_t>(m_count)),
      m_logCrowdSize(static_cast<std::size_t>(m_count)),
      m_logLargest(static_cast<std::size_t>(m_count)) {
    const std::int64_t tiles = (m_count + tileRows - 1) / tileRows;
    at::parallel_for(0, tiles, 1, [&](std::int64_t firstTile, std::int64_t lastTile) {
        const c10::InferenceMode inference;
        for (std::int64_t tile = firstTile; tile < lastTile; ++tile) {
            job.throwIfCancelled();
            const std::int64_t begin = tile * tileRows, size = std::min(tileRows, m_count - begin);
            at::Tensor crowd = nouns.narrow(0, begin, size).abs().to(at::kDouble).cpu().contiguous();
            for (std::int64_t i = 0; i < size; ++i)
                keepHead(begin + i, crowd.data_ptr<double>() + i * crowd.size(1), crowd.size(1));
            crowd = crowd.pow(unit);
            for (std::int64_t i = 0; i < size; ++i)
                keepCrowd(begin + i, crowd.data_ptr<double>() + i * crowd.size(1), crowd.size(1));
        }
    });
}

void NormCurves::keepHead(std::int64_t noun, double* sizes, std::int64_t dimensions) {
    std::nth_element(sizes, sizes + m_width - 1, sizes + dimensions, std::greater<>());
    std::sort(sizes, sizes + m_width, std::greater<>());
    const double largest = sizes[0];
    m_logLargest[noun] = std::log(largest);
    for (std::int64_t i = 0; i < m_width; ++i)
        m_heads[noun * m_width + i] =
            sizes[i] > 0 ? static_cast<float>(std::log(sizes[i] / largest)) : nothing;
    const double top = m_width < dimensions ? *std::max_element(sizes + m_width, sizes + dimensions) : 0;
    m_crowdLargest[noun] = top > 0 ? static_cast<float>(std::log(top / largest)) : nothing;
    for (std::int64_t i = 0; i < dimensions; ++i) sizes[i] = i < m_width || top == 0 ? 0 : sizes[i] / top;
    const auto present = std::count_if(sizes, sizes + dimensions, [](double size) { return size > 0; });
    m_logCrowdSize[noun] = static_cast<float>(std::log(static_cast<double>(present)));
}

void NormCurves::keepCrowd(std::int64_t noun, const double* bases, std::int64_t dimensions) {
    if (m_crowdLargest[noun] == nothing) return;
    const auto sums = powerSums(bases, dimensions);
    for (std::size_t node = 0; node < nodeCount; ++node)
        m_crowd[node * m_count + noun] = (std::log(sums[node + firstNode]) - double{m_logCrowdSize[noun]}) /
                                         (unit * nodes[node + firstNode].multiple);
}

std::vector<double> NormCurves::logNorms(double q) const {
    const auto weights = lagrange(q);
    std::vector<double> norms(static_cast<std::size_t>(m_count));
    const std::int64_t tiles = (m_count + tileRows - 1) / tileRows;
    at::parallel_for(0, tiles, 1, [&](std::int64_t firstTile, std::int64_t lastTile) {
        std::array<LogitSums, tileRows> heads;
        std::array<double, tileRows> crowd;
        for (std::int64_t tile = firstTile; tile < lastTile; ++tile) {
            const std::int64_t begin = tile * tileRows, size = std::min(tileRows, m_count - begin);
            crowd.fill(0);
            for (std::size_t node = 0; node < nodeCount; ++node) {
                const double* values = &m_crowd[node * m_count + begin];
                for (std::int64_t i = 0; i < size; ++i) crowd[i] += weights[node] * values[i];
            }
            // sum over all but the largest of (|t_i| / largest)^q, over that of the second
            sumLogits(&m_heads[begin * m_width], m_width, size, m_width,
                      {static_cast<float>(1 / q), LogitSumsSettings::Moment::None, 1}, heads.data());
            for (std::int64_t i = 0; i < size; ++i) {
                double sum = 1 + std::exp(q * double{heads[i].second}) * double{heads[i].sum};
                if (m_crowdLargest[begin + i] > nothing)
                    sum += std::exp(q * (crowd[i] + m_crowdLargest[begin + i]) + m_logCrowdSize[begin + i]);
                norms[begin + i] = std::log(sum) / q + m_logLargest[begin + i];
            }
        }
    });
    return norms;
}

}  // namespace nounscope
