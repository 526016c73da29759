#include <QElapsedTimer>
#include <QTest>
#include <cmath>
#include <limits>
#include <random>

#include "core/filter/separability.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool near(double a, double b, double tolerance) {
    return std::abs(a - b) < tolerance;
}

// Evenly spaced quantiles of a Gaussian, so that a sample has its density and no noise.
std::vector<double> gaussianQuantiles(int count, double mean, double deviation) {
    std::vector<double> values(count);
    for (int i = 0; i < count; ++i) {
        const double share = (i + 0.5) / count;
        double low = -10, high = 10;
        while (high - low > 1e-12) {
            const double middle = (low + high) / 2;
            (0.5 * std::erfc(-middle / std::sqrt(2.0)) < share ? low : high) = middle;
        }
        values[i] = mean + deviation * low;
    }
    return values;
}

struct Sample {
    std::vector<double> logScores;
    std::vector<bool> positive;
};

Sample twoKinds(int positives, double positiveMean, int negatives, double negativeMean) {
    Sample sample{gaussianQuantiles(positives, positiveMean, 1), std::vector<bool>(positives, true)};
    const auto rest = gaussianQuantiles(negatives, negativeMean, 1);
    sample.logScores.insert(sample.logScores.end(), rest.begin(), rest.end());
    sample.positive.resize(sample.logScores.size(), false);
    return sample;
}

double standardNormal(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

}  // namespace

class TestSeparability : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Two unit Gaussians, 2 apart: they share 2 Phi(-1), AUROC is Phi(2 / sqrt 2), FPR at 95 % recall
    // Phi(1.645 - 2).
    void knownPositivesOfTwoGaussians() {
        const Sample sample = twoKinds(4000, -2, 20'000, 0);
        const KnownSeparability result = separabilityFromPositives(sample.logScores, sample.positive);
        QVERIFY(near(result.roc.auroc, standardNormal(std::sqrt(2.0)), 1e-3));
        QVERIFY(near(result.roc.fprAt95Recall, standardNormal(1.6449 - 2), 1e-3));
        QVERIFY(near(result.overlap, 2 * standardNormal(-1), 0.01));
        QVERIFY(near(result.dPrime, 2, 1e-2));
    }

    void apartKindsShareNothing() {
        const Sample sample = twoKinds(50, -100, 500, 0);
        const KnownSeparability result = separabilityFromPositives(sample.logScores, sample.positive);
        QCOMPARE(result.roc.auroc, 1.0);
        QVERIFY(result.overlap < 1e-9);
    }

    void infiniteLogScoresOverlapWithEachOther() {
        // Half of the positives and a quarter of the negatives at -inf; the others far apart.
        const std::vector<double> logScores{-infinity, -9, -infinity, 3, 3.1, 3.2};
        const std::vector<bool> positive{true, true, false, false, false, false};
        QVERIFY(near(separabilityFromPositives(logScores, positive).overlap, 0.25, 1e-9));
    }

    void constantScores() {
        const KnownSeparability equal = separabilityFromPositives({1, 1, 1, 1}, {true, false, false, false});
        QVERIFY(near(equal.overlap, 1, 1e-9));
        QCOMPARE(equal.dPrime, 0.0);
        QCOMPARE(equal.roc.auroc, 0.5);
        QCOMPARE(separabilityFromPositives({1, 2, 2}, {true, false, false}).dPrime, infinity);

        const BlindSeparability blind = separabilityFromShape({4, 4, 4, 4, 4});
        QVERIFY(std::isnan(blind.cut) && std::isnan(blind.shareBelow));
        QCOMPARE(blind.valleyDepth, 0.0);
        QCOMPARE(blind.separation, 0.0);
    }

    void shapeOfTwoGroups() {
        Sample sample = twoKinds(2000, -8, 8000, 0);
        sample.logScores.insert(sample.logScores.end(), 500, -infinity);
        const BlindSeparability result = separabilityFromShape(sample.logScores);
        QCOMPARE(result.infinite, std::int64_t(500));
        QVERIFY(near(result.mixture[0].weight, 0.2, 1e-3));
        QVERIFY(near(result.separation, 8, 0.05));
        QVERIFY(near(result.cut, -4 - std::log(4) / 8, 0.02));
        QVERIFY(near(result.shareBelow, 2500 / 10'500.0, 1e-3));
        QVERIFY(result.valleyDepth > 0.98);
    }

    void oneGroupHasNoValley() {
        const BlindSeparability result = separabilityFromShape(gaussianQuantiles(5000, 1, 2));
        QVERIFY(result.valleyDepth < 1e-6);
        QVERIFY(result.separation < 2);
    }

    // Touching groups: the density of 1/2 N(0,1) + 1/2 N(3,1) is .1995 + .0022 at its tops, .1295 between
    // them.
    void valleyByHand() {
        const BlindSeparability result = separabilityFromShape(twoKinds(20'000, 0, 20'000, 3).logScores);
        QVERIFY(near(result.cut, 1.5, 0.01));
        QVERIFY(near(result.valleyDepth, 1 - 0.1295 / 0.2017, 0.04));
    }

    void stability() {
        QCOMPARE(selectionStability({1, 2, 3, 4}, {{1, 2, 3, 4}, {3, 4, 5, 6}}), (1 + 2.0 / 6) / 2);
        QCOMPARE(selectionStability({}, {{}}), 1.0);
        QCOMPARE(selectionStability({1}, {{}}), 0.0);
        QVERIFY_EXCEPTION_THROWN(selectionStability({1}, {}), Error);
    }

    void badInputIsRefused() {
        QVERIFY_EXCEPTION_THROWN(separabilityFromShape({1, std::nan("")}), Error);
        QVERIFY_EXCEPTION_THROWN(separabilityFromShape({-infinity}), Error);
        QVERIFY_EXCEPTION_THROWN(separabilityFromPositives({1, 2}, {true}), Error);
    }

    void aDictionaryIsQuick() {
        Sample sample = twoKinds(1500, -3, 148'500, 0);
        std::mt19937 random(2);
        std::vector<std::size_t> order(sample.logScores.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::shuffle(order.begin(), order.end(), random);
        Sample shuffled;
        for (const std::size_t i : order) {
            shuffled.logScores.push_back(sample.logScores[i]);
            shuffled.positive.push_back(sample.positive[i]);
        }
        QBENCHMARK {
            separabilityFromPositives(shuffled.logScores, shuffled.positive);
        }
        QElapsedTimer timer;
        timer.start();
        const BlindSeparability result = separabilityFromShape(shuffled.logScores);
        qInfo("shape of 150,000 log-scores: %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY(near(result.mixture[0].weight + result.mixture[1].weight, 1, 1e-9));
    }
};

QTEST_GUILESS_MAIN(TestSeparability)
#include "test_separability.moc"
