#include "core/measure/linear_assignment.h"

#include <limits>

#include "core/model/error.h"

namespace nounscope {
namespace {

constexpr std::int64_t unmatched = -1;
constexpr std::int64_t unreached = std::numeric_limits<std::int64_t>::max();

// Dual prices keep every reduced cost -weight - rowPrice - columnPrice at or above zero, and at zero on
// matched pairs, so that a path of least reduced cost from a free row to a free column improves the matching
// optimally.
class ShortestAugmentingPaths {
public:
    // weight(row, column); rows <= columns.
    template <typename Weight>
    std::vector<std::int64_t> match(std::int64_t rows, std::int64_t columns, Weight weight) {
        m_rowPrice.assign(rows, 0);
        m_columnPrice.assign(columns, 0);
        m_rowOf.assign(columns, unmatched);
        m_columnOf.assign(rows, unmatched);
        for (std::int64_t row = 0; row < rows; ++row) augment(row, columns, weight);
        return m_columnOf;
    }

private:
    template <typename Weight>
    void augment(std::int64_t freeRow, std::int64_t columns, Weight weight) {
        m_distance.assign(columns, unreached);
        m_predecessor.assign(columns, freeRow);
        m_settled.assign(columns, false);
        std::int64_t row = freeRow;
        std::int64_t travelled = 0;
        std::int64_t sink = unmatched;
        while (sink == unmatched) {
            std::int64_t nearest = unmatched;
            for (std::int64_t column = 0; column < columns; ++column) {
                if (m_settled[column]) continue;
                const std::int64_t distance =
                    travelled - weight(row, column) - m_rowPrice[row] - m_columnPrice[column];
                if (distance < m_distance[column]) {
                    m_distance[column] = distance;
                    m_predecessor[column] = row;
                }
                if (nearest == unmatched || m_distance[column] < m_distance[nearest]) nearest = column;
            }
            travelled = m_distance[nearest];
            m_settled[nearest] = true;
            if (m_rowOf[nearest] == unmatched)
                sink = nearest;
            else
                row = m_rowOf[nearest];
        }

        m_rowPrice[freeRow] += travelled;
        for (std::int64_t column = 0; column < columns; ++column) {
            if (!m_settled[column] || column == sink) continue;
            m_columnPrice[column] -= travelled - m_distance[column];
            m_rowPrice[m_rowOf[column]] += travelled - m_distance[column];
        }

        for (std::int64_t column = sink; column != unmatched;) {
            const std::int64_t previous = m_predecessor[column];
            m_rowOf[column] = previous;
            std::swap(column, m_columnOf[previous]);
        }
    }

    std::vector<std::int64_t> m_rowPrice, m_columnPrice;
    std::vector<std::int64_t> m_rowOf, m_columnOf;
    std::vector<std::int64_t> m_distance, m_predecessor;
    std::vector<bool> m_settled;
};

}  // namespace

std::vector<std::int64_t> linearAssignment(const std::vector<std::int64_t>& weights, std::int64_t rows,
                                           std::int64_t columns) {
    if (rows < 0 || columns < 0 || static_cast<std::int64_t>(weights.size()) != rows * columns)
        throw Error(ErrorKind::Usage, "linear assignment: " + std::to_string(weights.size()) +
                                          " weights do not fill " + std::to_string(rows) + " x " +
                                          std::to_string(columns));
    ShortestAugmentingPaths paths;
    if (rows <= columns)
        return paths.match(rows, columns,
                           [&](auto row, auto column) { return weights[row * columns + column]; });

    const auto rowOf =
        paths.match(columns, rows, [&](auto column, auto row) { return weights[row * columns + column]; });
    std::vector<std::int64_t> columnOf(rows, unmatched);
    for (std::int64_t column = 0; column < columns; ++column) columnOf[rowOf[column]] = column;
    return columnOf;
}

}  // namespace nounscope
