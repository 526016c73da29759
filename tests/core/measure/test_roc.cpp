#include <QTest>
#include <cmath>
#include <limits>
#include <random>

#include "core/measure/roc.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool near(double a, double b) {
    return std::abs(a - b) < 1e-12;
}

}  // namespace

class TestRoc : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Sorted: 4+ 3- 2+ 2- 1-. Positives above negatives: 3 + 2.5 of 6 pairs; precision 1 and 2/4 at recall
    // 1/2 and 1.
    void byHand() {
        const RocCurve curve = rocCurve({1, 2, 3, 2, 4}, {false, true, false, false, true});
        QVERIFY(near(curve.auroc, 4.5 / 6));
        QVERIFY(near(curve.averagePrecision, 0.5 * 1 + 0.5 * 0.5));
        QVERIFY(near(curve.fprAt95Recall, 2.0 / 3));
        QCOMPARE(curve.threshold, (std::vector<double>{infinity, 4, 3, 2, 1}));
        QCOMPARE(curve.truePositiveRate, (std::vector<double>{0, 0.5, 0.5, 1, 1}));
        QVERIFY(near(curve.falsePositiveRate[3], 2.0 / 3) && curve.falsePositiveRate[4] == 1);
    }

    void tiesTellNothing() {
        const RocCurve curve = rocCurve({5, 5, 5, 5}, {true, false, false, true});
        QCOMPARE(curve.auroc, 0.5);
        QCOMPARE(curve.averagePrecision, 0.5);
        QCOMPARE(curve.fprAt95Recall, 1.0);
        QCOMPARE(curve.threshold.size(), std::size_t(2));
    }

    void infinitiesAreScores() {
        const RocCurve curve = rocCurve({infinity, -infinity, infinity, 0}, {true, false, false, true});
        QVERIFY(near(curve.auroc, (1 + 0.5 + 1 + 0) / 4));
    }

    // The area equals the share of (positive, negative) pairs in the right order, ties half.
    void areaIsMannWhitney() {
        std::mt19937 random(3);
        std::vector<double> score(200);
        std::vector<bool> positive(200);
        for (std::size_t i = 0; i < score.size(); ++i) {
            positive[i] = random() % 3 == 0;
            score[i] = static_cast<double>(random() % 20) + (positive[i] ? 5 : 0);
        }
        double ordered = 0, pairs = 0;
        for (std::size_t i = 0; i < score.size(); ++i)
            for (std::size_t j = 0; j < score.size(); ++j) {
                if (!positive[i] || positive[j]) continue;
                ++pairs;
                ordered += score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
            }
        QVERIFY(near(rocCurve(score, positive).auroc, ordered / pairs));
    }

    void badInputIsRefused() {
        QVERIFY_EXCEPTION_THROWN(rocCurve({1, 2}, {true}), Error);
        QVERIFY_EXCEPTION_THROWN(rocCurve({1, std::nan("")}, {true, false}), Error);
        QVERIFY_EXCEPTION_THROWN(rocCurve({1, 2}, {true, true}), Error);
        QVERIFY_EXCEPTION_THROWN(rocCurve({}, {}), Error);
    }
};

QTEST_GUILESS_MAIN(TestRoc)
#include "test_roc.moc"
