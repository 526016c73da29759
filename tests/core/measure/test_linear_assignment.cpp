#include <QTest>
#include <algorithm>
#include <numeric>
#include <random>

#include "core/measure/linear_assignment.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

std::int64_t total(const std::vector<std::int64_t>& weights, std::int64_t columns,
                   const std::vector<std::int64_t>& columnOf) {
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < columnOf.size(); ++row)
        if (columnOf[row] >= 0) sum += weights[row * columns + columnOf[row]];
    return sum;
}

// Tries every one-to-one matching: rows <= columns.
std::int64_t bestByExhaustion(const std::vector<std::int64_t>& weights, std::int64_t rows,
                              std::int64_t columns) {
    std::vector<std::int64_t> order(columns);
    std::iota(order.begin(), order.end(), 0);
    std::int64_t best = std::numeric_limits<std::int64_t>::min();
    do {
        best = std::max(best, total(weights, columns, {order.begin(), order.begin() + rows}));
    } while (std::next_permutation(order.begin(), order.end()));
    return best;
}

}  // namespace

class TestLinearAssignment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Taking the largest entry first (9 + 1) loses to 8 + 7.
    void greedyIsNotEnough() {
        QCOMPARE(linearAssignment({9, 8, 7, 1}, 2, 2), (std::vector<std::int64_t>{1, 0}));
    }

    void leftOverRowsAreUnmatched() {
        QCOMPARE(linearAssignment({1, 5, 3}, 3, 1), (std::vector<std::int64_t>{-1, 0, -1}));
        QCOMPARE(linearAssignment({1, 5, 3}, 1, 3), (std::vector<std::int64_t>{1}));
        QCOMPARE(linearAssignment({}, 0, 0), std::vector<std::int64_t>());
    }

    void equalsExhaustiveSearch() {
        std::mt19937 random(1);
        for (int round = 0; round < 300; ++round) {
            const std::int64_t rows = 1 + random() % 6, columns = rows + random() % (8 - rows);
            const int range = 1 + random() % 40;  // a small range makes many ties
            std::vector<std::int64_t> weights(rows * columns), transposed(rows * columns);
            for (std::int64_t row = 0; row < rows; ++row)
                for (std::int64_t column = 0; column < columns; ++column)
                    weights[row * columns + column] = transposed[column * rows + row] =
                        static_cast<std::int64_t>(random() % range) - range / 3;
            const std::int64_t best = bestByExhaustion(weights, rows, columns);

            auto matched = linearAssignment(weights, rows, columns);
            QCOMPARE(total(weights, columns, matched), best);
            std::sort(matched.begin(), matched.end());
            QVERIFY(std::adjacent_find(matched.begin(), matched.end()) == matched.end());
            QVERIFY(matched.front() >= 0 && matched.back() < columns);
            QCOMPARE(total(transposed, rows, linearAssignment(transposed, columns, rows)), best);
        }
    }

    void wrongSizeIsRefused() { QVERIFY_EXCEPTION_THROWN(linearAssignment({1, 2, 3}, 2, 2), Error); }
};

QTEST_GUILESS_MAIN(TestLinearAssignment)
#include "test_linear_assignment.moc"
