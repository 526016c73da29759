#include <QTest>
#include <cmath>
#include <numeric>

#include "core/measure/external_metrics.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

void compare(const ExternalMetrics& actual, const ExternalMetrics& expected) {
    const auto message = QString("ACC %1 NMI %2 ARI %3").arg(actual.acc).arg(actual.nmi).arg(actual.ari);
    const bool equal = std::abs(actual.acc - expected.acc) < 1e-12 &&
                       std::abs(actual.nmi - expected.nmi) < 1e-12 &&
                       std::abs(actual.ari - expected.ari) < 1e-12;
    QVERIFY2(equal, qPrintable(message));
}

}  // namespace

class TestExternalMetrics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesOfIdsDoNotCount() { compare(externalMetrics({7, 7, -3, 0}, {1, 1, 0, 5}), {1, 1, 1}); }

    // Contingency {{2, 0}, {1, 1}}: one of four items is lost; pairs together 1, in clusters 2, in classes 3
    // of 6, so ARI = (1 - 2*3/6) / (5/2 - 2*3/6) = 0.
    void byHand() {
        const double information = 0.5 * std::log(0.5 / (0.5 * 0.75)) + 0.25 * std::log(0.25 / (0.5 * 0.75)) +
                                   0.25 * std::log(0.25 / (0.5 * 0.25));
        const double clusters = std::log(2.0), classes = -0.75 * std::log(0.75) - 0.25 * std::log(0.25);
        compare(externalMetrics({0, 0, 1, 1}, {0, 0, 0, 1}),
                {0.75, 2 * information / (clusters + classes), 0});
    }

    void oneClusterForAll() {
        compare(externalMetrics({0, 0, 0, 0}, {0, 0, 1, 1}), {0.5, 0, 0});
        compare(externalMetrics({0, 0, 0}, {4, 4, 4}), {1, 1, 1});
        compare(externalMetrics({9}, {2}), {1, 1, 1});
    }

    void singletons() {
        std::vector<std::int32_t> own(30), same(30, 0);
        std::iota(own.begin(), own.end(), 0);
        compare(externalMetrics(own, own), {1, 1, 1});
        compare(externalMetrics(own, same), {1.0 / 30, 0, 0});
        compare(externalMetrics(same, own), {1.0 / 30, 0, 0});
    }

    void badInputIsRefused() {
        QVERIFY_EXCEPTION_THROWN(externalMetrics({}, {}), Error);
        QVERIFY_EXCEPTION_THROWN(externalMetrics({1}, {1, 2}), Error);
    }

    void labelsBecomeIdsByFirstAppearance() {
        QCOMPARE(labelIds({"owl", "ant", "owl", "", "ant"}), (std::vector<std::int32_t>{0, 1, 0, 2, 1}));
    }
};

QTEST_GUILESS_MAIN(TestExternalMetrics)
#include "test_external_metrics.moc"
