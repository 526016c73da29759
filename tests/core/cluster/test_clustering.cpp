#include <ATen/ATen.h>

#include <QTest>

#include "core/cluster/clustering.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestClustering : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Axes of the plane as centres; two clusters of two rows and one of three.
    void numbersBySizeThenFirstPicture() {
        const float s = std::sqrt(0.5F);
        const at::Tensor rows =
            at::tensor({0.0F, 1.0F, 1.0F, 0.0F, -1.0F, 0.0F, 0.0F, 1.0F, 1.0F, 0.0F, -1.0F, 0.0F, -s, s})
                .view({7, 2});
        KMeansResult result;
        result.centers = at::tensor({1.0F, 0.0F, -1.0F, 0.0F, 0.0F, 1.0F}).view({3, 2});
        result.assignment = {2, 0, 1, 2, 0, 1, 1};
        const Clustering clustering = describeClustering(rows, result, 0.5);
        QCOMPARE(clustering.assignment, (std::vector<std::int32_t>{1, 2, 0, 1, 2, 0, 0}));
        QCOMPARE(clustering.sizes, (std::vector<std::int64_t>{3, 2, 2}));
        QCOMPARE(clustering.medoids, (std::vector<std::int64_t>{2, 0, 1}));
        QCOMPARE(clustering.distance[0], 0.0);
        QVERIFY(std::abs(clustering.distance[6] - (1 - std::sqrt(0.5))) < 1e-6);
        // Row 0: cosines (0, 0, 1), at tau 0.5: e^2 / (e^2 + 2).
        QVERIFY(std::abs(clustering.confidence[0] - std::exp(2.0) / (std::exp(2.0) + 2)) < 1e-9);
    }
};

QTEST_GUILESS_MAIN(TestClustering)
#include "test_clustering.moc"
