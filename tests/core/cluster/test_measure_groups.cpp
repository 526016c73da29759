#include "core/cluster/measure_groups.h"

#include <ATen/ATen.h>

#include <QTest>
#include <cmath>

#include "core/cluster/clustering.h"
#include "core/cluster/split_cluster.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

constexpr double tau = 0.1;

// Pictures on a circle, by their angles in degrees.
at::Tensor circle(const std::vector<double>& degrees) {
    const at::Tensor angles = at::tensor(degrees, at::kDouble) * (M_PI / 180);
    return at::stack({angles.cos(), angles.sin()}, 1).to(at::kFloat);
}

double cosine(double degrees) {
    return std::cos(degrees * M_PI / 180);
}

}  // namespace

class TestMeasureGroups : public QObject {
    Q_OBJECT

    // Two pictures each around 0, 90 and 180 degrees.
    const at::Tensor m_rows = circle({-10, 10, 80, 100, 170, 190});
    Clustering m_run;
    Arrangement m_start;

    static void near(double actual, double expected) {
        QVERIFY2(std::abs(actual - expected) < 1e-6,
                 qPrintable(QString("%1 not %2").arg(actual).arg(expected)));
    }

private Q_SLOTS:
    void initTestCase() {
        KMeansResult found;
        found.assignment = {0, 0, 1, 1, 2, 2};
        found.centers = circle({0, 90, 180});
        m_run = describeClustering(m_rows, found, tau);
        m_start = Arrangement(m_run, {{"a", {}}, {"b", {}}, {"c", {}}});
    }

    void withoutRegroupingTheRunsNumbers() {
        Arrangement edits = m_start;
        edits.rename(0, "x");
        edits.hideCluster(1, true);
        // Not even rows are needed.
        const GroupMeasures same = measureGroups({}, m_run, edits, tau);
        QCOMPARE(same.distance, m_run.distance);
        QCOMPARE(same.confidence, m_run.confidence);
    }

    void mergedClustersHaveTheMeanOfTheirPictures() {
        Arrangement edits = m_start;
        edits.merge({0, 1}, 1);  // centre at 45 degrees
        const GroupMeasures merged = measureGroups(m_rows, m_run, edits, tau);
        near(merged.distance[0], 1 - cosine(55));
        near(merged.distance[1], 1 - cosine(35));
        near(merged.distance[3], 1 - cosine(55));
        QCOMPARE(merged.distance[4], m_run.distance[4]);  // the very same: nothing happened to that cluster
        const double own = std::exp(cosine(35) / tau), other = std::exp(cosine(170) / tau);
        near(merged.confidence[1], own / (own + other));
    }

    void movedPicturesAreMeasuredFromTheirNewCentre() {
        Arrangement edits = m_start;
        edits.move({1}, 1);  // centres at -10 and, of 10, 80 and 100, at
        const double x = cosine(10) + cosine(80) + cosine(100), y = cosine(80) + cosine(10) + cosine(10);
        const double center = std::atan2(y, x) * 180 / M_PI;
        const GroupMeasures moved = measureGroups(m_rows, m_run, edits, tau);
        near(moved.distance[0], 0);
        near(moved.distance[1], 1 - cosine(center - 10));
        near(moved.distance[2], 1 - cosine(center - 80));
        QCOMPARE(moved.distance[5], m_run.distance[5]);
    }

    void theSameBitsEachTime() {
        Arrangement edits = m_start;
        edits.move({1, 5}, 1);
        const GroupMeasures once = measureGroups(m_rows, m_run, edits, tau);
        const GroupMeasures again = measureGroups(m_rows, m_run, edits, tau);
        QCOMPARE(once.distance, again.distance);
        QCOMPARE(once.confidence, again.confidence);
    }

    void splitFindsTheTwoGroups() {
        const at::Tensor rows = circle({0, 90, 1, 200, 92, 2, 94, 3});
        const auto halves = splitCluster(rows, {0, 1, 2, 4, 5, 6, 7}, 5, 42);
        QCOMPARE(halves[0].rows, (std::vector<std::int64_t>{0, 2, 5, 7}));
        QCOMPARE(halves[1].rows, (std::vector<std::int64_t>{1, 4, 6}));
        QVERIFY(halves[0].medoid == 2 || halves[0].medoid == 5);  // at 1.5 degrees, between 1 and 2
        QCOMPARE(halves[1].medoid, 4);
    }

    void onePictureCannotBeSplit() { QVERIFY_EXCEPTION_THROWN(splitCluster(m_rows, {3}, 5, 42), Error); }

    void picturesThatAreAlikeAreSplitAnyhow() {
        const auto halves = splitCluster(circle({5, 5, 5}), {0, 1, 2}, 5, 42);
        QCOMPARE(halves[0].rows.size() + halves[1].rows.size(), std::size_t{3});
        QVERIFY(!halves[1].rows.empty());
    }
};

QTEST_GUILESS_MAIN(TestMeasureGroups)
#include "test_measure_groups.moc"
