#include <QTest>
#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

#include "core/measure/score_order.h"

using namespace nounscope;

class TestScoreOrder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isTheOrderOfAStableSort_data() {
        QTest::addColumn<std::vector<double>>("scores");
        constexpr double infinity = std::numeric_limits<double>::infinity();
        QTest::newRow("none") << std::vector<double>{};
        QTest::newRow("one") << std::vector<double>{3};
        QTest::newRow("equal") << std::vector<double>(5000, -1.5);
        QTest::newRow("both zeros are one score") << std::vector<double>{0.0, -0.0, 0.0, -1, -0.0};
        QTest::newRow("extremes") << std::vector<double>{infinity, 0, -infinity, -1e-310,  1e308,
                                                         -1e308,   5, infinity,  -infinity};
        std::mt19937 generator(1);
        std::normal_distribution<double> wide(-6, 3), narrow(-3, 1e-11);
        std::vector<double> spread, crowded, repeated;
        for (int i = 0; i < 20'000; ++i) {
            spread.push_back(wide(generator));
            crowded.push_back(narrow(generator));
            repeated.push_back(std::round(wide(generator)));
        }
        QTest::newRow("spread") << spread;
        QTest::newRow("apart in their last bits only") << crowded;
        QTest::newRow("repeated") << repeated;
    }
    void isTheOrderOfAStableSort() {
        QFETCH(std::vector<double>, scores);
        std::vector<std::int64_t> expected(scores.size());
        std::iota(expected.begin(), expected.end(), 0);
        std::stable_sort(expected.begin(), expected.end(), [&](std::int64_t a, std::int64_t b) {
            return scores[static_cast<std::size_t>(a)] < scores[static_cast<std::size_t>(b)];
        });
        QVERIFY(orderByScore(scores) == expected);
    }
};

QTEST_GUILESS_MAIN(TestScoreOrder)
#include "test_score_order.moc"
