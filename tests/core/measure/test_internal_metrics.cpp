#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTest>
#include <cmath>
#include <cstring>

#include "core/measure/internal_metrics.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

bool near(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

at::Tensor unitRows(std::int64_t rows, std::int64_t width) {
    at::manual_seed(5);
    const at::Tensor x = at::randn({rows, width}) + 0.5;
    return x / x.norm(2, 1, true);
}

std::vector<std::int32_t> someClusters(std::int64_t rows, int clusters) {
    std::vector<std::int32_t> assignment(rows);
    for (std::int64_t i = 0; i < rows; ++i)
        assignment[i] = static_cast<std::int32_t>((i * i + i / 7) % clusters);
    return assignment;
}

// From all pairs of rows, as the definition reads.
double silhouetteFromPairs(const at::Tensor& rows, const std::vector<std::int32_t>& assignment,
                           int clusters) {
    const at::Tensor x = rows.to(at::kDouble) / rows.to(at::kDouble).norm(2, 1, true);
    const at::Tensor cosine = at::mm(x, x.t());
    const auto dot = cosine.accessor<double, 2>();
    double total = 0;
    for (std::int64_t i = 0; i < rows.size(0); ++i) {
        std::vector<double> sum(clusters, 0), others(clusters, 0);
        for (std::int64_t j = 0; j < rows.size(0); ++j) {
            if (i == j) continue;
            sum[assignment[j]] += 1 - dot[i][j];
            ++others[assignment[j]];
        }
        const int own = assignment[i];
        if (others[own] == 0) continue;
        double b = 2;
        for (int c = 0; c < clusters; ++c)
            if (c != own && others[c] > 0) b = std::min(b, sum[c] / others[c]);
        const double a = sum[own] / others[own];
        total += (b - a) / std::max(a, b);
    }
    return total / static_cast<double>(rows.size(0));
}

}  // namespace

class TestInternalMetrics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Four directions of the plane at 0, 90, 180 and 270 degrees, neighbours paired.
    // Silhouette: a = 1, b = (2 + 1) / 2, so 1/3. Means (+-1/2, +-1/2), sqrt 2 apart, every row sqrt 1/2 from
    // its own: Davies-Bouldin 1. Within 4 * 1/2, between 4 * 1/2: Calinski-Harabasz (2 / 1) / (2 / 2) = 2.
    void byHand() {
        const at::Tensor rows = at::tensor({1., 0., 0., 1., -1., 0., 0., -1.}).view({4, 2});
        const InternalMetrics metrics = internalMetrics(rows, {0, 0, 1, 1}, 2);
        QVERIFY(near(metrics.silhouette, 1.0 / 3));
        QVERIFY(near(metrics.daviesBouldin, 1));
        QVERIFY(near(metrics.calinskiHarabasz, 2));
    }

    void equalsAllPairs() {
        const at::Tensor rows = unitRows(1300, 24);  // more than two tiles
        const auto assignment = someClusters(1300, 7);
        const double expected = silhouetteFromPairs(rows, assignment, 7);
        QVERIFY(near(meanCosineSilhouette(rows, assignment, 7), expected));
        QCOMPARE(internalMetrics(rows, assignment, 7).silhouette, meanCosineSilhouette(rows, assignment, 7));
    }

    void aloneCountsZero() {
        const at::Tensor rows = unitRows(5, 3);
        const std::vector<std::int32_t> assignment{0, 0, 0, 0, 1};
        QVERIFY(near(meanCosineSilhouette(rows, assignment, 2), silhouetteFromPairs(rows, assignment, 2)));
    }

    void equalRowsHaveNoDistance() {
        const at::Tensor rows = at::full({6, 5}, 0.3f);
        QCOMPARE(meanCosineSilhouette(rows, {0, 1, 0, 1, 0, 1}, 2), 0.0);
        QCOMPARE(internalMetrics(rows, {0, 1, 0, 1, 0, 1}, 2).calinskiHarabasz, 1.0);
    }

    void emptyClustersDoNotCount() {
        const at::Tensor rows = unitRows(40, 6);
        const auto dense = someClusters(40, 3);
        std::vector<std::int32_t> sparse;
        for (const auto id : dense) sparse.push_back(2 * id + 1);
        const InternalMetrics a = internalMetrics(rows, dense, 3), b = internalMetrics(rows, sparse, 9);
        QCOMPARE(a.silhouette, b.silhouette);
        QCOMPARE(a.daviesBouldin, b.daviesBouldin);
        QCOMPARE(a.calinskiHarabasz, b.calinskiHarabasz);
    }

    void undefinedIsNotANumber() {
        const at::Tensor rows = unitRows(3, 4);
        QVERIFY(std::isnan(internalMetrics(rows, {0, 0, 0}, 1).silhouette));
        QVERIFY(std::isnan(internalMetrics(rows, {0, 0, 0}, 5).daviesBouldin));
        QVERIFY(std::isnan(meanCosineSilhouette(rows, {0, 1, 2}, 3)));
    }

    void threadsDoNotCount() {
        const at::Tensor rows = unitRows(3000, 40);
        const auto assignment = someClusters(3000, 11);
        const int before = at::get_num_threads();
        at::set_num_threads(1);
        const InternalMetrics one = internalMetrics(rows, assignment, 11);
        at::set_num_threads(4);
        const InternalMetrics four = internalMetrics(rows, assignment, 11);
        at::set_num_threads(before);
        QCOMPARE(std::memcmp(&one, &four, sizeof one), 0);
    }

    void badInputIsRefused() {
        const at::Tensor rows = unitRows(3, 4);
        QVERIFY_EXCEPTION_THROWN(internalMetrics(rows, {0, 1}, 2), Error);
        QVERIFY_EXCEPTION_THROWN(internalMetrics(rows, {0, 1, 2}, 2), Error);
        QVERIFY_EXCEPTION_THROWN(internalMetrics(rows, {0, 1, -1}, 2), Error);
    }

    void cancelStops() {
        CancelToken token;
        token.cancel();
        QVERIFY_EXCEPTION_THROWN(meanCosineSilhouette(unitRows(30, 4), someClusters(30, 3), 3, {&token, {}}),
                                 Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestInternalMetrics)
#include "test_internal_metrics.moc"
