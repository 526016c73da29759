#include <ATen/ATen.h>

#include <QTest>

#include "core/filter/live_scores.h"
#include "core/filter/logit_sums.h"
#include "core/filter/noun_score.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestLiveScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Whatever the sliders went through before, what they show is what a run of its own would give.
    void followsTheSettingsBitForBit() {
        const at::Tensor nouns = randomRows(1300, 24, 1), centers = randomRows(37, 24, 2);
        LiveScores live(std::make_shared<NounNorms>(nouns), centers);
        const FilterKind kinds[] = {FilterKind::GradNorm, FilterKind::Confidence, FilterKind::Cosine,
                                    FilterKind::Entropy, FilterKind::None};
        for (const double temperature : {0.002, 0.04, 1.0})
            for (const double norm : {2.0, 0.5, 3.0})
                for (const FilterKind kind : kinds) {
                    FilterSettings settings;
                    settings.kind = kind;
                    settings.temperature = temperature;
                    settings.norm = norm;
                    const NounScores found = live.score(settings);
                    const NounScores expected = scoreNouns(nouns, centers, settings);
                    QVERIFY(found.logScore == expected.logScore);
                    QVERIFY(found.confidence == expected.confidence);
                    QVERIFY(found.proxy == expected.proxy);
                    QVERIFY(found.rank == expected.rank);
                }
    }

    // While the norm's slider moves; outlying numbers and heavy tails are what its curves find hard.
    void previewsAreNear_data() {
        QTest::addColumn<double>("tail");
        QTest::addColumn<int>("width");
        for (const double tail : {0.0, 1.0, 2.0})
            for (const int width : {8, 24, 512}) QTest::addRow("%g, %d wide", tail, width) << tail << width;
    }
    void previewsAreNear() {
        QFETCH(double, tail);
        QFETCH(int, width);
        const at::Tensor plain = randomRows(600, width, 5);
        const at::Tensor nouns = unit(plain * (plain.abs() * std::sqrt(width)).pow(tail));
        const at::Tensor centers = randomRows(9, width, 6);
        const auto norms = std::make_shared<NounNorms>(nouns);
        LiveScores live(norms, centers);
        for (double q = 0.1; q <= 16; q *= 1.37) {
            FilterSettings settings;
            settings.norm = q;
            const NounScores near = live.preview(settings), exact = live.score(settings);
            for (std::size_t i = 0; i < 600; ++i)
                QVERIFY2(std::abs(near.logScore[i] - exact.logScore[i]) <
                             2e-6 * std::max(1.0, std::abs(exact.logScore[i])),
                         qPrintable(QStringLiteral("q %1: %2, exact %3")
                                        .arg(q)
                                        .arg(near.logScore[i], 0, 'g', 12)
                                        .arg(exact.logScore[i], 0, 'g', 12)));
        }
    }

    void previewsWithAKnownNormAreExact() {
        const at::Tensor nouns = randomRows(700, 24, 1), centers = randomRows(37, 24, 2);
        LiveScores live(std::make_shared<NounNorms>(nouns), centers);
        FilterSettings settings;
        settings.norm = 3;
        live.score(settings);
        settings.temperature = 0.07;
        QVERIFY(live.preview(settings).logScore == scoreNouns(nouns, centers, settings).logScore);
    }

    // Against float64, for numbers of centres around the width that the sums are vectorised by.
    void sumsEqualPlainArithmetic_data() {
        QTest::addColumn<int>("centers");
        for (const int centers : {1, 2, 15, 16, 17, 33, 200}) QTest::addRow("%d", centers) << centers;
    }
    void sumsEqualPlainArithmetic() {
        QFETCH(int, centers);
        const at::Tensor cosines = randomRows(20, centers + 5, 3).narrow(1, 0, centers);
        std::vector<LogitSums> powers(20), falls(20);
        using Moment = LogitSumsSettings::Moment;
        constexpr float temperature = 0.05F, power = 2.5F;
        sumLogits(cosines.data_ptr<float>(), cosines.stride(0), 20, centers,
                  {temperature, Moment::Powers, power}, powers.data());
        sumLogits(cosines.data_ptr<float>(), cosines.stride(0), 20, centers,
                  {temperature, Moment::Falls, power}, falls.data());
        const auto value = cosines.accessor<float, 2>();
        for (int row = 0; row < 20; ++row) {
            int nearest = 0;
            for (int j = 1; j < centers; ++j)
                if (value[row][j] > value[row][nearest]) nearest = j;
            double second = -4, sum = 0, moment = 0, fall = 0;
            for (int j = 0; j < centers; ++j)
                if (j != nearest) second = std::max(second, double{value[row][j]});
            for (int j = 0; j < centers; ++j) {
                if (j == nearest) continue;
                const double below = (double{value[row][j]} - second) / double{temperature};
                sum += std::exp(below);
                moment += std::exp(double{power} * below);
                fall -= below * std::exp(below);
            }
            QCOMPARE(powers[row].nearest, nearest);
            QCOMPARE(powers[row].largest, value[row][nearest]);
            QCOMPARE(double{powers[row].second}, second);
            const auto close = [](double found, double expected) {
                return std::abs(found - expected) <= 3e-6 * std::max(expected, 1e-6);
            };
            QVERIFY(close(powers[row].sum, sum));
            QVERIFY(close(powers[row].moment, moment));
            QVERIFY(close(falls[row].moment, fall));
        }
    }
};

QTEST_GUILESS_MAIN(TestLiveScores)
#include "test_live_scores.moc"
