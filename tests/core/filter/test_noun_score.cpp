#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTest>
#include <numeric>

#include "core/filter/noun_score.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

namespace {

FilterSettings filter(FilterKind kind, double temperature = 0.1, double norm = 2) {
    FilterSettings settings;
    settings.kind = kind;
    settings.temperature = temperature;
    settings.norm = norm;
    return settings;
}

bool near(double found, double expected, double tolerance = 1e-5) {
    return std::abs(found - expected) <= tolerance;
}

}  // namespace

class TestNounScore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // One noun on the first of two axes, T = 0.5: z = (2, 0), p1 = e^2 / (e^2 + 1).
    void everyFilterByHand() {
        const at::Tensor centers = at::tensor({1.0F, 0.0F, 0.0F, 1.0F}).view({2, 2});
        const at::Tensor noun = at::tensor({1.0F, 0.0F}).view({1, 2});
        const double p = std::exp(2.0) / (std::exp(2.0) + 1);
        const auto score = [&](FilterKind kind, double norm = 2) {
            return std::exp(scoreNouns(noun, centers, filter(kind, 0.5, norm)).logScore[0]);
        };
        QVERIFY(near(score(FilterKind::GradNorm, 2), std::sqrt(2.0) * (1 - p)));
        QVERIFY(near(score(FilterKind::GradNorm, 1), 2 * (1 - p)));
        QVERIFY(near(score(FilterKind::Confidence), 1 - p));
        QVERIFY(near(score(FilterKind::Cosine), 0));
        QVERIFY(near(score(FilterKind::Entropy), -p * std::log(p) - (1 - p) * std::log(1 - p)));
        QCOMPARE(score(FilterKind::None), 1.0);
        const NounScores scores = scoreNouns(noun, centers, filter(FilterKind::GradNorm, 0.5));
        QCOMPARE(scores.proxy[0], 0);
        QVERIFY(near(scores.confidence[0], p));
    }

    // The gradient itself, in float64 and probability space, where nothing underflows.
    void gradNormIsTheNormOfTheGradient_data() {
        QTest::addColumn<double>("norm");
        for (const double norm : {0.5, 1.0, 2.0, 3.0, 7.5}) QTest::addRow("q = %g", norm) << norm;
    }
    void gradNormIsTheNormOfTheGradient() {
        QFETCH(double, norm);
        const at::Tensor nouns = randomRows(50, 12, 1), centers = randomRows(7, 12, 2);
        const NounScores scores = scoreNouns(nouns, centers, filter(FilterKind::GradNorm, 0.3, norm));
        const at::Tensor p = at::softmax(at::mm(nouns.to(at::kDouble), centers.to(at::kDouble).t()) / 0.3, 1);
        for (std::int64_t i = 0; i < nouns.size(0); ++i) {
            at::Tensor error = p[i].clone();
            error[error.argmax().item<std::int64_t>()] -= 1;
            const at::Tensor gradient = at::outer(error, nouns[i].to(at::kDouble));
            const double expected = std::log(gradient.abs().pow(norm).sum().item<double>()) / norm;
            QVERIFY(near(scores.logScore[i], expected));
        }
    }

    void entropyInTheDeepTailStaysFinite() {
        const at::Tensor centers = at::tensor({1.0F, 0.0F, 0.0F, 1.0F}).view({2, 2});
        const at::Tensor noun = at::tensor({1.0F, 0.0F}).view({1, 2});
        // 1 - p = e^-500: H = e^-500 (1 + 500) to first order.
        const double found = scoreNouns(noun, centers, filter(FilterKind::Entropy, 0.002)).logScore[0];
        QVERIFY(near(found, -500 + std::log(501.0), 1e-3));
    }

    void oneCentreTiesEveryNoun() {
        const NounScores scores =
            scoreNouns(randomRows(5, 4, 1), randomRows(1, 4, 2), filter(FilterKind::GradNorm));
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(scores.logScore[i], -std::numeric_limits<double>::infinity());
            QCOMPARE(scores.rank[i], std::int64_t{i + 1});
            QCOMPARE(scores.confidence[i], 1.0);
        }
        for (const FilterKind kind : {FilterKind::Confidence, FilterKind::Entropy})
            QCOMPARE(scoreNouns(randomRows(1, 4, 1), randomRows(1, 4, 2), filter(kind)).logScore[0],
                     -std::numeric_limits<double>::infinity());
    }

    void repeatedCentreIsTheLowerOne() {
        const at::Tensor centers = at::cat({randomRows(3, 16, 1), randomRows(3, 16, 1)});
        for (const std::int32_t proxy :
             scoreNouns(randomRows(700, 16, 2), centers, filter(FilterKind::GradNorm)).proxy)
            QVERIFY(proxy < 3);
    }

    void permutingNounsPermutesTheResult() {
        const at::Tensor nouns = randomRows(1500, 32, 3), centers = randomRows(20, 32, 4);
        const NounScores scores = scoreNouns(nouns, centers, filter(FilterKind::GradNorm));
        const NounScores flipped =
            scoreNouns(nouns.flip(0).contiguous(), centers, filter(FilterKind::GradNorm));
        for (std::size_t i = 0; i < 1500; ++i) {
            QCOMPARE(flipped.logScore[1499 - i], scores.logScore[i]);
            QCOMPARE(flipped.rank[1499 - i], scores.rank[i]);
        }
    }

    void permutingCentresPermutesTheProxies() {
        const at::Tensor nouns = randomRows(600, 32, 5), centers = randomRows(20, 32, 6);
        const NounScores scores = scoreNouns(nouns, centers, filter(FilterKind::GradNorm));
        const NounScores flipped =
            scoreNouns(nouns, centers.flip(0).contiguous(), filter(FilterKind::GradNorm));
        for (std::size_t i = 0; i < 600; ++i) {
            QCOMPARE(flipped.proxy[i], 19 - scores.proxy[i]);
            QVERIFY(near(flipped.logScore[i], scores.logScore[i], 1e-5));
        }
    }

    void rotatingTheSpaceChangesNothingAtNormTwo() {
        const at::Tensor nouns = randomRows(300, 16, 7), centers = randomRows(9, 16, 8);
        const auto [rotation, triangle] = at::linalg_qr(at::randn({16, 16}, at::kDouble));
        const auto rotated = [&](const at::Tensor& rows) {
            return at::mm(rows.to(at::kDouble), rotation).to(at::kFloat);
        };
        const NounScores scores = scoreNouns(nouns, centers, filter(FilterKind::GradNorm));
        const NounScores turned = scoreNouns(rotated(nouns), rotated(centers), filter(FilterKind::GradNorm));
        for (std::size_t i = 0; i < 300; ++i) QVERIFY(near(turned.logScore[i], scores.logScore[i], 2e-5));
    }

    void threadsChangeNoByte() {
        const at::Tensor nouns = randomRows(5000, 64, 9), centers = randomRows(33, 64, 10);
        const int before = at::get_num_threads();
        at::set_num_threads(1);
        const NounScores one = scoreNouns(nouns, centers, filter(FilterKind::GradNorm, 0.04, 1.5));
        at::set_num_threads(2);
        const NounScores two = scoreNouns(nouns, centers, filter(FilterKind::GradNorm, 0.04, 1.5));
        at::set_num_threads(before);
        QVERIFY(one.logScore == two.logScore);
        QVERIFY(one.confidence == two.confidence);
    }

    void aNounsScoreDoesNotDependOnItsNeighbours() {
        const at::Tensor nouns = randomRows(1000, 32, 11), centers = randomRows(10, 32, 12);
        for (const double norm : {2.0, 3.0}) {
            const NounScores all = scoreNouns(nouns, centers, filter(FilterKind::GradNorm, 0.04, norm));
            const NounScores alone =
                scoreNouns(nouns.narrow(0, 999, 1), centers, filter(FilterKind::GradNorm, 0.04, norm));
            QCOMPARE(alone.logScore[0], all.logScore[999]);
        }
    }
};

QTEST_GUILESS_MAIN(TestNounScore)
#include "test_noun_score.moc"
