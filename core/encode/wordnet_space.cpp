#include "core/encode/wordnet_space.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>

#include "core/encode/information_content.h"

namespace nounscope {

namespace {

constexpr std::uint64_t projectionSeed = 42;
constexpr double leastGain = 0.02;  // nats; keeps synsets with one child apart from it

std::uint64_t splitMix64(std::uint64_t index) {
    std::uint64_t z = projectionSeed + (index + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

}  // namespace

WordNetSpace::WordNetSpace(const WordNet& wordnet)
    : m_wordnet(wordnet), m_projection(wordnet.synsets().size() * width) {
    const std::vector<double> content = informationContent(wordnet);
    for (std::size_t i = 0; i < content.size(); ++i) {
        double parents = 0;
        for (const std::int32_t parent : wordnet.synsets()[i].hypernyms)
            parents = std::max(parents, content[static_cast<std::size_t>(parent)]);
        m_weights.push_back(std::sqrt(std::max(content[i] - parents, leastGain)));
    }

    at::parallel_for(0, static_cast<std::int64_t>(m_projection.size()), 1 << 16, [&](auto begin, auto end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::bitset<64> bits(splitMix64(static_cast<std::uint64_t>(i)));
            m_projection[static_cast<std::size_t>(i)] =
                static_cast<std::int8_t>(static_cast<int>(bits.count()) - 32);
        }
    });
}

at::Tensor WordNetSpace::vectors(const std::vector<std::int32_t>& synsets) const {
    const auto count = static_cast<std::int64_t>(synsets.size());
    at::Tensor vectors = at::empty({count, width}, at::kFloat);
    float* const out = vectors.data_ptr<float>();
    at::parallel_for(0, count, 64, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row) {
            // In double and in the ancestors' order: fused multiply-adds elsewhere do not show after
            // rounding.
            std::array<double, width> sum{};
            for (const std::int32_t ancestor : m_wordnet.ancestors(synsets[static_cast<std::size_t>(row)])) {
                const double weight = m_weights[static_cast<std::size_t>(ancestor)];
                const std::int8_t* const axes = &m_projection[static_cast<std::size_t>(ancestor) * width];
                for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += weight * axes[j];
            }
            double squares = 0;
            for (const double value : sum) squares += value * value;
            const double scale = 1 / std::sqrt(squares);
            for (std::size_t j = 0; j < sum.size(); ++j)
                out[row * width + static_cast<std::int64_t>(j)] = static_cast<float>(sum[j] * scale);
        }
    });
    return vectors;
}

at::Tensor centred(const at::Tensor& vectors, const at::Tensor& mean) {
    const at::Tensor shifted = vectors.sub(mean);
    return shifted.div(shifted.norm(2, 1, true).clamp_min(1e-12));
}

}  // namespace nounscope
