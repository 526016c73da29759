#include "core/map/nearest_neighbors.h"

#include <ATen/Parallel.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/device.h"
#include "core/tiled_product.h"

namespace nounscope {

namespace {

constexpr std::int64_t blockColumns = 4096;
constexpr std::int64_t glance = 64;  // products whose largest is looked at before each

float largestOf(const float* values, std::int64_t count) {
    float largest = values[0];
#pragma omp simd reduction(max : largest)
    for (std::int64_t i = 1; i < count; ++i) largest = std::max(largest, values[i]);
    return largest;
}

// The best columns of one row so far, the best first.
class BestColumns {
public:
    explicit BestColumns(std::size_t count)
        : m_scores(count, -std::numeric_limits<float>::infinity()), m_columns(count, 0) {}

    void offer(const float* scores, std::int64_t begin, std::int64_t count, std::int64_t self) {
        for (std::int64_t at = 0; at < count; at += glance) {
            const std::int64_t end = std::min(at + glance, count);
            if (largestOf(scores + at, end - at) <= m_scores.back()) continue;
            for (std::int64_t i = at; i < end; ++i)
                if (scores[i] > m_scores.back() && begin + i != self)
                    insert(scores[i], static_cast<std::int32_t>(begin + i));
        }
    }

    const std::vector<std::int32_t>& columns() const { return m_columns; }

private:
    void insert(float score, std::int32_t column) {
        std::size_t place = m_scores.size() - 1;
        for (; place > 0 && m_scores[place - 1] < score; --place) {
            m_scores[place] = m_scores[place - 1];
            m_columns[place] = m_columns[place - 1];
        }
        m_scores[place] = score;
        m_columns[place] = column;
    }

    std::vector<float> m_scores;
    std::vector<std::int32_t> m_columns;
};

float distance(const float* a, const float* b, std::int64_t width) {
    float sum = 0;
    for (std::int64_t i = 0; i < width; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(sum);
}

}  // namespace

NeighborTable nearestNeighbors(const at::Tensor& given, std::int64_t count, const Job& job) {
    const c10::InferenceMode inference;
    useSingleThreadedBlas();
    const at::Tensor rows = given.contiguous();
    const std::int64_t total = rows.size(0), width = rows.size(1), tiles = (total + tileRows - 1) / tileRows;
    const auto kept = static_cast<std::size_t>(count);
    // |x - y|^2 = |x|^2 - 2 (x . y - |y|^2 / 2): the nearest y is that of the largest product of (x, 1) and
    // (y, -|y|^2 / 2).
    const at::Tensor left = at::cat({rows, at::ones({total, 1})}, 1);
    const at::Tensor right = at::cat({rows, rows.square().sum(1, true).mul_(-0.5)}, 1);
    NeighborTable table;
    table.count = count;
    table.indices.resize(static_cast<std::size_t>(total) * kept);
    table.distances.resize(table.indices.size());
    StageProgress progress(job, "Finding what is near to what", total);
    const float* const values = rows.data_ptr<float>();
    at::parallel_for(0, tiles, 1, [&](std::int64_t first, std::int64_t last) {
        const c10::InferenceMode threadInference;
        at::Tensor products = at::empty({tileRows, blockColumns});
        for (std::int64_t tile = first; tile < last; ++tile) {
            const std::int64_t begin = tile * tileRows, some = std::min(tileRows, total - begin);
            const at::Tensor part = padRows(left.narrow(0, begin, some), tileRows);
            std::vector<BestColumns> best(static_cast<std::size_t>(some), BestColumns(kept));
            for (std::int64_t column = 0; column < total; column += blockColumns) {
                job.throwIfCancelled();
                const std::int64_t columns = std::min(blockColumns, total - column);
                at::mm_out(products, part, padRows(right.narrow(0, column, columns), blockColumns).t());
                for (std::int64_t i = 0; i < some; ++i)
                    best[static_cast<std::size_t>(i)].offer(products.data_ptr<float>() + i * blockColumns,
                                                            column, columns, begin + i);
            }
            for (std::int64_t i = 0; i < some; ++i) {
                // Rounding may have swapped near ties: sorted anew by the distances themselves.
                std::vector<std::pair<float, std::int32_t>> sorted;
                for (const std::int32_t j : best[static_cast<std::size_t>(i)].columns())
                    sorted.emplace_back(distance(values + (begin + i) * width, values + j * width, width), j);
                std::sort(sorted.begin(), sorted.end());
                std::size_t at = static_cast<std::size_t>(begin + i) * kept;
                for (const auto& [apart, j] : sorted) {
                    table.distances[at] = apart;
                    table.indices[at++] = j;
                }
            }
            progress.advance(some);
        }
    });
    return table;
}

}  // namespace nounscope
