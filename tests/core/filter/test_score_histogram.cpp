#include <QTest>
#include <limits>

#include "core/filter/score_histogram.h"
#include "core/model/error.h"

using namespace nounscope;

class TestScoreHistogram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsByHand() {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        const ScoreHistogram found =
            scoreHistogram({0, 1, 2, 3.999, 4, -infinity}, {true, false, true, false, false, true},
                           {true, true, false, false, true, true}, 4);
        QCOMPARE(found.low, 0.0);
        QCOMPARE(found.high, 4.0);
        QCOMPARE(found.all, (std::vector<std::int64_t>{1, 1, 1, 2}));
        QCOMPARE(found.selected, (std::vector<std::int64_t>{1, 0, 1, 0}));
        QCOMPARE(found.positives, (std::vector<std::int64_t>{1, 1, 0, 1}));
        QCOMPARE(found.infinite, 1);
    }

    void equalScoresFillOneBin() {
        const ScoreHistogram found = scoreHistogram({-3, -3, -3}, {false, true, false}, {}, 5);
        QCOMPARE(found.all, (std::vector<std::int64_t>{3, 0, 0, 0, 0}));
        QVERIFY(found.positives.empty());
        QCOMPARE(found.low, found.high);
    }

    void nothingFiniteLeavesTheBinsEmpty() {
        const double infinity = std::numeric_limits<double>::infinity();
        const ScoreHistogram found = scoreHistogram({-infinity, -infinity}, {true, true}, {}, 2);
        QCOMPARE(found.all, (std::vector<std::int64_t>{0, 0}));
        QCOMPARE(found.infinite, 2);
        QVERIFY_EXCEPTION_THROWN(scoreHistogram({}, {}, {}, 0), Error);
    }
};

QTEST_GUILESS_MAIN(TestScoreHistogram)
#include "test_score_histogram.moc"
