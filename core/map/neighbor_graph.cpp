#include "core/map/neighbor_graph.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

namespace nounscope {

namespace {

// The views of one row, its distances rising.
void writeViews(const float* distances, std::size_t count, float* views) {
    const float* const end = distances + count;
    const float* const above = std::upper_bound(distances, end, 0.f);
    const double nearest = above == end ? 0 : *above, target = std::log2(static_cast<double>(count));
    const auto view = [&](std::size_t i, double sigma) {
        const double beyond = distances[i] - nearest;
        return beyond > 0 ? std::exp(-beyond / sigma) : 1;
    };
    // Bisection between no width and all of it; narrower than a thousandth of the spread it makes no difference.
    const double spread = std::max(distances[count - 1] - nearest, 1e-30);
    double low = 1e-3 * spread, high = 1e3 * spread;
    for (int halving = 0; halving < 64; ++halving) {
        const double sigma = std::sqrt(low * high);
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i) sum += view(i, sigma);
        (sum > target ? high : low) = sigma;
    }
    for (std::size_t i = 0; i < count; ++i) views[i] = static_cast<float>(view(i, low));
}

struct Pair {
    std::int32_t target;
    float own, other;  // the views from both ends; one of them is 0
};

}  // namespace

NeighborGraph neighborGraph(const NeighborTable& table) {
    const auto count = static_cast<std::size_t>(table.count), rows = table.indices.size() / count;
    std::vector<float> views(table.indices.size());
    at::parallel_for(0, static_cast<std::int64_t>(rows), 256, [&](std::int64_t first, std::int64_t last) {
        for (auto i = static_cast<std::size_t>(first) * count; i < static_cast<std::size_t>(last) * count;
             i += count)
            writeViews(&table.distances[i], count, &views[i]);
    });

    // Who sees a row, in rising order.
    std::vector<std::size_t> seenBegin(rows + 1, 0);
    for (const std::int32_t j : table.indices) ++seenBegin[static_cast<std::size_t>(j) + 1];
    for (std::size_t i = 0; i < rows; ++i) seenBegin[i + 1] += seenBegin[i];
    std::vector<std::size_t> seenBy(table.indices.size()), next(seenBegin.begin(), seenBegin.end() - 1);
    for (std::size_t at = 0; at < table.indices.size(); ++at)
        seenBy[next[static_cast<std::size_t>(table.indices[at])]++] = at;

    NeighborGraph graph;
    graph.begins.push_back(0);
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < rows; ++i) {
        pairs.clear();
        for (std::size_t at = i * count; at < (i + 1) * count; ++at)
            pairs.push_back({table.indices[at], views[at], 0});
        for (std::size_t s = seenBegin[i]; s < seenBegin[i + 1]; ++s)
            pairs.push_back({static_cast<std::int32_t>(seenBy[s] / count), 0, views[seenBy[s]]});
        std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
            return a.target != b.target ? a.target < b.target : a.own > b.own;
        });
        for (const Pair& pair : pairs) {
            if (graph.targets.size() > graph.begins.back() && graph.targets.back() == pair.target) {
                float& weight = graph.weights.back();
                weight = (weight + pair.other) - weight * pair.other;  // the same from both ends
            } else {
                graph.targets.push_back(pair.target);
                graph.weights.push_back(pair.own + pair.other);
            }
        }
        graph.begins.push_back(graph.targets.size());
    }
    return graph;
}

}  // namespace nounscope
