#include "core/map/neighbor_layout.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace nounscope {

namespace {

// Points at distance d count as neighbours with 1 / (1 + a d^(2 b)); these fit UMAP's "minimum distance" of 0.1.
constexpr float a = 1.577f, b = 0.8951f;
constexpr int strangers = 5;  // points that an edge's end is pushed away from, for each time it is pulled
constexpr float longestPull = 4;
constexpr float firstMoment = 0.5f, secondMoment = 0.9f;  // of Adam, short: what pushes changes at each epoch
constexpr std::int64_t pointsAtOnce = 512;

// Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014: splitmix64.
class Randomness {
public:
    Randomness(std::uint64_t seed, std::uint64_t epoch, std::uint64_t point) : m_state(seed) {
        m_state = next() + epoch;
        m_state = next() + point;
    }
    std::size_t below(std::size_t count) {
        return static_cast<std::size_t>((static_cast<std::uint64_t>(next() >> 32) * count) >> 32);
    }

private:
    std::uint64_t next() {
        std::uint64_t z = m_state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    std::uint64_t m_state;
};

MapPoint pull(MapPoint from, MapPoint to) {
    const float x = to.x - from.x, y = to.y - from.y, squared = x * x + y * y;
    if (squared == 0) return {};
    const float power = std::pow(squared, b), strength = 2 * a * b * power / (squared * (1 + a * power));
    return {std::clamp(strength * x, -longestPull, longestPull),
            std::clamp(strength * y, -longestPull, longestPull)};
}

MapPoint push(MapPoint from, MapPoint to) {
    const float x = from.x - to.x, y = from.y - to.y, squared = x * x + y * y;
    const float strength = 2 * b / ((0.001f + squared) * (1 + a * std::pow(squared, b)));
    return {std::clamp(strength * x, -longestPull, longestPull),
            std::clamp(strength * y, -longestPull, longestPull)};
}

class Layout {
public:
    Layout(const NeighborGraph& graph, MapLayout begin, const NeighborLayoutSettings& settings)
        : m_graph(graph),
          m_settings(settings),
          m_points(std::move(begin)),
          m_moved(m_points.size()),
          m_mean(m_points.size()),
          m_square(m_points.size()) {
        for (const float weight : graph.weights) m_strongest = std::max(m_strongest, weight);
    }

    void step(int epoch) {
        at::parallel_for(0, static_cast<std::int64_t>(m_points.size()), pointsAtOnce,
                         [&](std::int64_t first, std::int64_t last) {
                             for (std::int64_t i = first; i < last; ++i)
                                 move(static_cast<std::size_t>(i), epoch);
                         });
        std::swap(m_points, m_moved);
    }

    const MapLayout& points() const { return m_points; }

private:
    // The strongest edges pull in every epoch, one of a tenth of their weight in every tenth.
    bool pulls(float weight, int epoch) const {
        const double rate = static_cast<double>(weight) / m_strongest;
        return std::floor((epoch + 1) * rate) > std::floor(epoch * rate);
    }

    MapPoint forceOn(std::size_t i, int epoch) const {
        const MapPoint self = m_points[i];
        Randomness random(m_settings.seed, static_cast<std::uint64_t>(epoch), i);
        MapPoint force;
        const auto add = [&](MapPoint part, float times) {
            force.x += times * part.x;
            force.y += times * part.y;
        };
        for (std::size_t edge = m_graph.begins[i]; edge < m_graph.begins[i + 1]; ++edge) {
            if (!pulls(m_graph.weights[edge], epoch)) continue;
            // Twice: an edge pulls at either end for each of its two.
            add(pull(self, m_points[static_cast<std::size_t>(m_graph.targets[edge])]), 2);
            for (int s = 0; s < strangers; ++s) add(push(self, m_points[random.below(m_points.size())]), 1);
        }
        return force;
    }

    void move(std::size_t i, int epoch) {
        const MapPoint force = forceOn(i, epoch);
        const auto t = static_cast<float>(epoch + 1);
        const float rate = 1 - static_cast<float>(epoch) / static_cast<float>(m_settings.epochs);
        const auto moved = [&](float at, float along, float& mean, float& square) {
            mean += (1 - firstMoment) * (along - mean);
            square += (1 - secondMoment) * (along * along - square);
            const float expected = mean / (1 - std::pow(firstMoment, t));
            return at + rate * expected / (std::sqrt(square / (1 - std::pow(secondMoment, t))) + 1e-7f);
        };
        m_moved[i] = {moved(m_points[i].x, force.x, m_mean[i].x, m_square[i].x),
                      moved(m_points[i].y, force.y, m_mean[i].y, m_square[i].y)};
    }

    const NeighborGraph& m_graph;
    const NeighborLayoutSettings m_settings;
    MapLayout m_points, m_moved;
    MapLayout m_mean, m_square;  // Adam's moments of the force
    float m_strongest = 0;
};

}  // namespace

MapLayout neighborLayout(const NeighborGraph& graph, MapLayout begin, const NeighborLayoutSettings& settings,
                         const MapSink& sink, const Job& job) {
    using Clock = std::chrono::steady_clock;
    Layout layout(graph, std::move(begin), settings);
    StageProgress progress(job, "Arranging the map", settings.epochs);
    Clock::time_point told = Clock::now();
    for (int epoch = 0; epoch < settings.epochs; ++epoch) {
        job.throwIfCancelled();
        layout.step(epoch);
        progress.advance();
        if (sink && Clock::now() - told >= std::chrono::milliseconds(100)) {
            sink(std::make_shared<const MapLayout>(layout.points()));
            told = Clock::now();
        }
    }
    return layout.points();
}

}  // namespace nounscope
