#include <ATen/ATen.h>

#include <QTest>

#include "core/cluster/choose_k.h"
#include "core/filter/proxy_centers.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestChooseK : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsWellSeparatedGroups() {
        const KChoice choice = chooseK(groupedRows(300, 32, 6, 0.3, 1), 4, 100, 42);
        QCOMPARE(choice.k, 6);
        QCOMPARE(choice.curve.size(), std::size_t{16});  // 2 .. floor(sqrt 300) = 17
        QCOMPARE(choice.curve.front().k, 2);
        QCOMPARE(choice.curve.back().k, 17);
        for (const KCurvePoint& point : choice.curve) QVERIFY(point.silhouette <= choice.curve[4].silhouette);
    }

    void aSampleStandsForManyImages() {
        const at::Tensor images = groupedRows(10'500, 8, 3, 0.2, 5);
        const KChoice choice = chooseK(images, 1, 20, 42);
        QCOMPARE(choice.imagesUsed, std::int64_t{10'000});
        QCOMPARE(choice.k, 3);
    }

    void atMostFifty() { QCOMPARE(chooseK(randomRows(2700, 4, 2), 1, 3, 42).curve.back().k, 50); }

    void threePicturesAreOneCluster() {
        const KChoice choice = chooseK(randomRows(3, 4, 3), 2, 10, 42);
        QCOMPARE(choice.k, 1);
        QVERIFY(choice.curve.empty());
    }

    // The method's rule: clamp(max(3k, 30), 2, max(2, floor(N / 3))), never more than N.
    void defaultProxyCounts() {
        QCOMPARE(defaultProxyCount(5, 10'000), 30);
        QCOMPARE(defaultProxyCount(20, 10'000), 60);
        QCOMPARE(defaultProxyCount(20, 90), 30);
        QCOMPARE(defaultProxyCount(2, 3), 2);
        QCOMPARE(defaultProxyCount(1, 1), 1);
        QCOMPARE(defaultProxyCount(13, 500, 6), 78);
    }

    void learnedProxiesSeparateTheirRowsBetterThanMeans() {
        const at::Tensor images = groupedRows(600, 16, 8, 1.5, 4);
        ProxySettings settings;
        settings.count = 8;
        settings.restarts = 2;
        const at::Tensor means = proxyCenters(images, settings, 1);
        settings.kind = ProxyKind::Learned;
        const at::Tensor learned = proxyCenters(images, settings, 1);
        QVERIFY((learned.norm(2, 1) - 1).abs().max().item<double>() < 1e-5);
        const at::Tensor labels = at::mm(images, means.t()).argmax(1);
        const auto crossEntropy = [&](const at::Tensor& centers) {
            return at::nll_loss(at::log_softmax(at::mm(images, centers.t()) / 0.01, 1), labels)
                .item<double>();
        };
        QVERIFY(crossEntropy(learned) < 0.9 * crossEntropy(means));
    }
};

QTEST_GUILESS_MAIN(TestChooseK)
#include "test_choose_k.moc"
