#include <ATen/ATen.h>

#include <QTest>

#include "core/cluster/text_counterparts.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestTextCounterparts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twoNounsByHand() {
        const at::Tensor images = at::tensor({1.0F, 0.0F}).view({1, 2});
        const at::Tensor nouns = at::tensor({1.0F, 0.0F, 0.0F, 1.0F}).view({2, 2});
        const at::Tensor found = textCounterparts(images, nouns, 0.5);
        const double ratio = std::exp(2.0);  // softmax of (1, 0) / 0.5 is (e^2, 1) / (e^2 + 1)
        QVERIFY(std::abs(found[0][0].item<float>() / found[0][1].item<float>() - ratio) < 1e-4);
        QVERIFY(std::abs(found.norm().item<double>() - 1) < 1e-6);
    }

    void joinedRowsHaveUnitLength() {
        const at::Tensor joined = joinCounterparts(randomRows(5, 8, 1), randomRows(5, 8, 2));
        QCOMPARE(joined.size(1), std::int64_t{16});
        QVERIFY((joined.norm(2, 1) - 1).abs().max().item<double>() < 1e-6);
    }

    void noNounsIsAnError() {
        QVERIFY_EXCEPTION_THROWN(textCounterparts(randomRows(2, 4, 1), at::empty({0, 4}), 0.1), Error);
    }
};

QTEST_GUILESS_MAIN(TestTextCounterparts)
#include "test_text_counterparts.moc"
