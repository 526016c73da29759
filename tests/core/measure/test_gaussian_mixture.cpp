#include <QTest>
#include <cmath>
#include <random>

#include "core/measure/gaussian_mixture.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

// Box and Muller: the standard library's normal distribution differs between implementations.
double gaussian(std::mt19937& random) {
    const double u = (random() + 1.0) / 4294967297.0, v = random() / 4294967296.0;
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::acos(-1.0) * v);
}

std::vector<double> sample(int count, double share, double mean1, double deviation1, double mean2,
                           double deviation2) {
    std::mt19937 random(11);
    std::vector<double> scores(count);
    for (int i = 0; i < count; ++i)
        scores[i] =
            i < share * count ? mean1 + deviation1 * gaussian(random) : mean2 + deviation2 * gaussian(random);
    return scores;
}

bool near(double a, double b, double tolerance) {
    return std::abs(a - b) < tolerance;
}

}  // namespace

class TestGaussianMixture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheGroupsItWasDrawnFrom_data() {
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("deviation");
        QTest::newRow("even") << 0.5 << -4.0 << 1.0;
        QTest::newRow("few positives") << 0.005 << -6.0 << 0.8;
        QTest::newRow("wide positives") << 0.1 << -5.0 << 2.0;
        QTest::newRow("few negatives") << 0.97 << -7.0 << 0.5;
    }
    void findsTheGroupsItWasDrawnFrom() {
        QFETCH(double, share);
        QFETCH(double, mean);
        QFETCH(double, deviation);
        const auto mixture = fitTwoGaussians(sample(50'000, share, mean, deviation, 0, 1));
        QVERIFY(near(mixture[0].weight, share, 0.01));
        QVERIFY(near(mixture[0].mean, mean, 0.15));
        QVERIFY(near(mixture[0].deviation, deviation, 0.15));
        QVERIFY(near(mixture[1].weight, 1 - share, 0.01));
        QVERIFY(near(mixture[1].mean, 0, 0.05));
        QVERIFY(near(mixture[1].deviation, 1, 0.05));
    }

    void scaleAndShiftCarryOver() {
        std::vector<double> scores = sample(4000, 0.3, -4, 1, 0, 1);
        const auto before = fitTwoGaussians(scores);
        for (double& score : scores) score = 1000 + 0.001 * score;
        const auto after = fitTwoGaussians(scores);
        for (const int c : {0, 1}) {
            QVERIFY(near(after[c].weight, before[c].weight, 1e-6));
            QVERIFY(near(after[c].mean, 1000 + 0.001 * before[c].mean, 1e-8));
            QVERIFY(near(after[c].deviation, 0.001 * before[c].deviation, 1e-8));
        }
    }

    void constantScoresAreOneGroup() {
        const auto mixture = fitTwoGaussians({2.5, 2.5, 2.5, 2.5, 2.5});
        QCOMPARE(mixture[0].weight, 1.0);
        QCOMPARE(mixture[0].mean, 2.5);
        QCOMPARE(mixture[0].deviation, 0.0);
        QCOMPARE(mixture[1].weight, 0.0);
        QVERIFY(std::isnan(crossingPoint(mixture)));
        QCOMPARE(fitTwoGaussians({1, 2, 3})[1].weight, 0.0);
        QVERIFY_EXCEPTION_THROWN(fitTwoGaussians({}), Error);
    }

    void anOutlierIsNoGroup() {
        std::vector<double> scores = sample(20'000, 0.2, -6, 1, 0, 1);
        scores.push_back(-400);
        const auto mixture = fitTwoGaussians(scores);
        QVERIFY(near(mixture[0].weight, 0.2, 0.02));
    }

    void twoValuesAreTwoGroups() {
        const auto mixture = fitTwoGaussians({0, 0, 0, 8, 8, 8, 8, 8, 8});
        QVERIFY(near(mixture[0].weight, 1.0 / 3, 1e-9) && near(mixture[0].mean, 0, 1e-9));
        QVERIFY(near(mixture[1].weight, 2.0 / 3, 1e-9) && near(mixture[1].mean, 8, 1e-9));
    }

    // Equal deviations: the densities cross at the middle, moved by log(w1 / w2) s^2 / distance.
    void crossingByHand() {
        QVERIFY(near(crossingPoint({{{0.5, -3, 1}, {0.5, 1, 1}}}), -1, 1e-12));
        QVERIFY(near(crossingPoint({{{0.8, 0, 1}, {0.2, 4, 1}}}), 2 + std::log(4) / 4, 1e-12));
        QVERIFY(std::isnan(crossingPoint({{{0.999, 0, 1}, {0.001, 1, 1}}})));
    }
};

QTEST_GUILESS_MAIN(TestGaussianMixture)
#include "test_gaussian_mixture.moc"
