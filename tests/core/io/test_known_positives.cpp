#include <QTest>

#include "core/io/known_positives.h"

using namespace nounscope;

using Names = std::vector<std::string>;

class TestKnownPositives : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsNamesHoweverTheyAreWritten() {
        const KnownPositives known = knownPositives({"Sea_bird", " ice-cream ", "", "sea bird", "unicorn"},
                                                    {"car", "Ice cream", "sea bird", "ice cream"}, nullptr);
        QCOMPARE(known.names, Names({"Sea_bird", " ice-cream ", "unicorn"}));
        QCOMPARE(known.unknown, Names{"unicorn"});
        QCOMPARE(known.positive, std::vector<bool>({false, true, true, true}));
    }

    void findsInflectedNamesByWordNet() {
        const WordNet wordnet = WordNet::load(WordNet::findDirectory());
        const KnownPositives known =
            knownPositives({"wolves", "Sea birds", "cars"}, {"wolf", "sea bird", "truck"}, &wordnet);
        QCOMPARE(known.positive, std::vector<bool>({true, true, false}));
        QCOMPARE(known.unknown, Names{"cars"});
    }

    void noneKnownIsNoFlagAtAll() {
        QVERIFY(knownPositives({"unicorn"}, {"car"}, nullptr).positive.empty());
        QVERIFY(knownPositives({}, {"car"}, nullptr).names.empty());
    }

    // A list may hold both: a name spelt like a noun means that noun, not what it is the plural of.
    void spellingComesBeforeInflection() {
        const WordNet wordnet = WordNet::load(WordNet::findDirectory());
        QCOMPARE(knownPositives({"glasses"}, {"glass", "glasses"}, &wordnet).positive,
                 std::vector<bool>({false, true}));
    }

    void foldersGiveTheirNamesOnce() {
        const ImageItems items{
            {"birds/owls/1.png", {}, {}}, {"birds/2.png", {}, {}}, {"3.png", {}, {}}, {"cars/4.png", {}, {}}};
        QCOMPARE(folderNames(items), Names({"birds", "owls", "cars"}));
    }
};

QTEST_GUILESS_MAIN(TestKnownPositives)
#include "test_known_positives.moc"
