#include <ATen/ATen.h>

#include <QTest>

#include "core/nearest_rows.h"

using namespace nounscope;

class TestNearestRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Cosines with (1, 0): 0.6, 1, 0, 0.6, -1.
    void sortsByCosineAndThenByRow() {
        const at::Tensor rows =
            at::tensor({0.6F, 0.8F, 1.0F, 0.0F, 0.0F, 1.0F, 0.6F, -0.8F, -1.0F, 0.0F}).reshape({5, 2});
        const at::Tensor query = at::tensor({1.0F, 0.0F});
        const NearestRows all = nearestRows(query, rows, 5);
        QCOMPARE(all.rows, (std::vector<std::int64_t>{1, 0, 3, 2, 4}));
        const double expected[] = {1, 0.6, 0.6, 0, -1};
        for (std::size_t i = 0; i < 5; ++i) QVERIFY(std::abs(all.cosines[i] - expected[i]) < 1e-6);
    }

    void givesNoMoreThanAskedForOrThere() {
        const at::Tensor rows = at::eye(3), query = rows[2];
        QCOMPARE(nearestRows(query, rows, 2).rows, (std::vector<std::int64_t>{2, 0}));
        QCOMPARE(nearestRows(query, rows, 100).cosines.size(), std::size_t(3));
        QVERIFY(nearestRows(query, at::zeros({0, 3}), 5).rows.empty());
    }
};

QTEST_APPLESS_MAIN(TestNearestRows)
#include "test_nearest_rows.moc"
