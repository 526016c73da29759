#include <QTest>
#include <cmath>
#include <numeric>
#include <random>

#include "core/measure/score_density.h"

using namespace nounscope;

class TestScoreDensity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // 1 to 5: deviation sqrt 2.5 = 1.581 exceeds (4 - 2) / 1.34 = 1.493.
    void bandwidthByHand() {
        const double expected = 0.9 * (2 / 1.34) * std::pow(5, -0.2);
        QVERIFY(std::abs(silvermanBandwidth({3, 1, 5, 2, 4}) - expected) < 1e-12);
        QCOMPARE(silvermanBandwidth({7, 7, 7}), 0.0);
        QCOMPARE(silvermanBandwidth({7}), 0.0);
        QVERIFY(silvermanBandwidth({1, 1, 1, 1, 9}) > 0);
    }

    void oneScoreIsOneKernel() {
        const ScoreDensity density = scoreDensity({0}, {-4, 4, 801}, 0.5);
        for (int point = 0; point < 801; point += 40) {
            const double x = density.at(point);
            const double gaussian = std::exp(-2 * x * x) / (0.5 * std::sqrt(2 * std::acos(-1.0)));
            QVERIFY(std::abs(density.values[point] - gaussian) < 1e-3);
        }
    }

    void areaIsOne() {
        std::mt19937 random(1);
        std::vector<double> scores(500);
        for (double& score : scores) score = static_cast<double>(random() % 1000) / 100;
        const ScoreDensity density = scoreDensity(scores, {-5, 15, 1024}, silvermanBandwidth(scores));
        const double area = density.step * std::accumulate(density.values.begin(), density.values.end(), 0.0);
        QVERIFY(std::abs(area - 1) < 1e-9);
    }
};

QTEST_GUILESS_MAIN(TestScoreDensity)
#include "test_score_density.moc"
