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
        LiveScores live(nouns, centers);
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
