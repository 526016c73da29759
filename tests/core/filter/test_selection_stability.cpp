#include <ATen/ATen.h>

#include <QTest>

#include "core/filter/proxy_centers.h"
#include "core/filter/selection_stability.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

namespace {

double stabilityOf(double noise, int resamples, std::uint64_t seed = 1) {
    const at::Tensor images = groupedRows(400, 24, 8, noise, 1);
    const at::Tensor nouns = randomRows(300, 24, 5);
    ProxySettings proxies;
    proxies.count = 8;
    const at::Tensor centers = proxyCenters(images, proxies, 1);
    FilterSettings settings;
    return bootstrapStability(images, std::make_shared<NounNorms>(nouns), centers, {settings}, resamples,
                              seed)
        .front();
}

}  // namespace

class TestSelectionStability : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Every group one point: whatever is drawn, the centres are the same.
    void picturesWithoutNoiseKeepTheirNouns() { QCOMPARE(stabilityOf(0, 3), 1.0); }

    void noiseMakesTheSelectionWaver() {
        const double tight = stabilityOf(0.3, 4), loose = stabilityOf(2.5, 4);
        QVERIFY(tight < 1);
        QVERIFY2(loose < tight - 0.1, qPrintable(QStringLiteral("%1 against %2").arg(loose).arg(tight)));
    }

    void aFilterThatKeepsEveryNounNeverWavers() {
        const at::Tensor images = groupedRows(200, 24, 8, 2.5, 1), centers = groupedRows(8, 24, 8, 0, 1);
        FilterSettings gradNorm, none;
        none.kind = FilterKind::None;
        const auto stability = bootstrapStability(images, std::make_shared<NounNorms>(randomRows(300, 24, 5)),
                                                  centers, {gradNorm, none}, 3, 1);
        QVERIFY(stability[0] < 1);
        QCOMPARE(stability[1], 1.0);
    }

    void sameSeedSameAnswer() {
        QCOMPARE(stabilityOf(1, 2, 7), stabilityOf(1, 2, 7));
        QVERIFY(stabilityOf(1, 2, 7) != stabilityOf(1, 2, 8));
    }

    void noResampleIsRefused() { QVERIFY_EXCEPTION_THROWN(stabilityOf(1, 0), Error); }
};

QTEST_GUILESS_MAIN(TestSelectionStability)
#include "test_selection_stability.moc"
