#include "core/cluster/kmeans_seeding.h"

#include <ATen/Parallel.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/tiled_product.h"

namespace nounscope {

namespace {

// std::uniform_real_distribution differs between standard libraries; these bits do not.
double uniform01(std::mt19937_64& generator) {
    return static_cast<double>(generator() >> 11) * 0x1.0p-53;
}

// The state of one restart.
class Start {
public:
    Start(std::int64_t rows, std::uint64_t seed, int restart) : m_nearest(rows, 2.0F), m_cumulative(rows) {
        std::seed_seq mixed{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                            static_cast<std::uint32_t>(restart)};
        m_generator.seed(mixed);
    }

    void drawFirst(std::int64_t* candidates, int trials) {
        const auto row =
            static_cast<std::int64_t>(uniform01(m_generator) * static_cast<double>(m_nearest.size()));
        std::fill_n(candidates, trials, row);
    }

    void draw(std::int64_t* candidates, int trials) {
        double total = 0;
        for (std::size_t row = 0; row < m_nearest.size(); ++row) m_cumulative[row] = total += m_nearest[row];
        if (total <= 0) {
            std::fill_n(candidates, trials, firstUnpicked());
            return;
        }
        for (int trial = 0; trial < trials; ++trial) {
            // The first row whose cumulative sum exceeds the draw: never one at distance 0.
            const auto drawn =
                std::upper_bound(m_cumulative.begin(), m_cumulative.end(), uniform01(m_generator) * total);
            candidates[trial] = drawn - m_cumulative.begin();
        }
    }

    // Takes the candidate that leaves the smallest sum of distances; cosine: [N, stride], one column a
    // candidate.
    void takeBest(const std::int64_t* candidates, int trials, const float* cosine, std::int64_t stride) {
        std::vector<double> sums(trials);
        for (std::size_t row = 0; row < m_nearest.size(); ++row)
            for (int trial = 0; trial < trials; ++trial)
                sums[trial] += std::min(m_nearest[row], distance(cosine[row * stride + trial]));
        const auto best = std::min_element(sums.begin(), sums.end()) - sums.begin();
        for (std::size_t row = 0; row < m_nearest.size(); ++row)
            m_nearest[row] = std::min(m_nearest[row], distance(cosine[row * stride + best]));
        m_nearest[candidates[best]] = 0;  // exactly, whatever its cosine to itself rounds to
        picks.push_back(candidates[best]);
    }

    std::vector<std::int64_t> picks;

private:
    static float distance(float cosine) { return std::max(0.0F, 1 - cosine); }

    std::int64_t firstUnpicked() const {
        std::vector<bool> picked(m_nearest.size());
        for (const std::int64_t row : picks) picked[row] = true;
        return std::find(picked.begin(), picked.end(), false) - picked.begin();
    }

    std::mt19937_64 m_generator;
    std::vector<float> m_nearest;  // N: half the squared distance to the nearest pick
    std::vector<double> m_cumulative;
};

}  // namespace

std::vector<std::vector<std::int64_t>> seedKMeans(const at::Tensor& rows, int clusters, int restarts,
                                                  std::uint64_t seed, const Job& job) {
    const int trials = 2 + static_cast<int>(std::log(clusters));
    const std::int64_t columns = std::int64_t{restarts} * trials;
    std::vector<Start> starts;
    for (int r = 0; r < restarts; ++r) starts.emplace_back(rows.size(0), seed, r);
    std::vector<std::int64_t> candidates(columns);
    const auto forEachRestart = [&](const auto& action) {
        at::parallel_for(0, restarts, 1, [&](std::int64_t first, std::int64_t last) {
            for (std::int64_t r = first; r < last; ++r)
                action(starts[r], &candidates[r * trials], r * trials);
        });
    };
    for (int step = 0; step < clusters; ++step) {
        job.throwIfCancelled();
        forEachRestart([&](Start& start, std::int64_t* own, std::int64_t) {
            step == 0 ? start.drawFirst(own, trials) : start.draw(own, trials);
        });
        const at::Tensor index = at::tensor(candidates).to(rows.device());
        const at::Tensor cosines = tiledProduct(rows, rows.index_select(0, index)).cpu();
        forEachRestart([&](Start& start, const std::int64_t* own, std::int64_t column) {
            start.takeBest(own, trials, cosines.data_ptr<float>() + column, columns);
        });
    }
    std::vector<std::vector<std::int64_t>> picks;
    for (Start& start : starts) picks.push_back(std::move(start.picks));
    return picks;
}

}  // namespace nounscope
