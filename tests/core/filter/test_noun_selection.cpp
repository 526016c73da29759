#include <QTest>

#include "core/filter/noun_selection.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

// Six nouns, two centres; ranks as given.
NounScores sixNouns() {
    NounScores scores;
    scores.proxy = {0, 1, 0, 0, 1, 0};
    scores.rank = {3, 1, 2, 6, 5, 4};
    scores.logScore = {-3, -5, -4, 0, -1, -2};
    scores.confidence.assign(6, 0.5);
    return scores;
}

using Indices = std::vector<std::int64_t>;

}  // namespace

class TestNounSelection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheBestOfEachCentre() {
        FilterSettings settings;
        settings.nounsPerCenter = 1;
        QCOMPARE(selectNouns(sixNouns(), settings).indices, (Indices{1, 2}));
        settings.nounsPerCenter = 2;
        QCOMPARE(selectNouns(sixNouns(), settings).indices, (Indices{0, 1, 2, 4}));
    }

    void rankCutComesOnTop() {
        FilterSettings settings;
        settings.nounsPerCenter = 2;
        settings.scoreCut = 0.5;  // ranks 1 to 3
        QCOMPARE(selectNouns(sixNouns(), settings).indices, (Indices{0, 1, 2}));
    }

    void pinsAndBansWin() {
        FilterSettings settings;
        settings.nounsPerCenter = 1;
        QCOMPARE(selectNouns(sixNouns(), settings, {3, 5}, {1, 5}).indices, (Indices{2, 3}));
    }

    void noFilterKeepsAllWithinTheCut() {
        FilterSettings settings;
        settings.kind = FilterKind::None;
        settings.nounsPerCenter = 1;
        QCOMPARE(selectNouns(sixNouns(), settings).indices.size(), std::size_t{6});
    }

    void anEmptySelectionNamesTheSetting() {
        FilterSettings settings;
        settings.scoreCut = 0.1;
        try {
            selectNouns(sixNouns(), settings);
            QFAIL("a tenth of six nouns is none");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("--score-cut") != std::string::npos);
        }
        settings.scoreCut = 1;
        try {
            selectNouns(sixNouns(), settings, {}, {0, 1, 2, 3, 4, 5});
            QFAIL("every noun is banned");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("--bans") != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestNounSelection)
#include "test_noun_selection.moc"
