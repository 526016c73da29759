#include <ATen/ATen.h>

#include <QTest>

#include "core/cluster/cluster_names.h"
#include "core/cluster/name_scores.h"
#include "core/model/error.h"

using namespace nounscope;

using Strings = std::vector<std::string>;

class TestClusterNames : public QObject {
    Q_OBJECT

    WordNet m_wordnet;
    bool m_installed = false;

    // Features of nouns that have nothing in common.
    static at::Tensor apart(std::size_t nouns) { return at::eye(static_cast<std::int64_t>(nouns)); }

    // Names of one cluster from nouns listed best first, 0.1 apart unless said otherwise.
    Strings nounsOf(const Strings& words, const WordNet* wordnet, double step = 0.1,
                    NamingSettings settings = {}) {
        at::Tensor scores = at::empty({1, static_cast<std::int64_t>(words.size())});
        std::vector<std::int64_t> all;
        for (std::size_t i = 0; i < words.size(); ++i) {
            scores[0][static_cast<std::int64_t>(i)] = 0.9 - step * static_cast<double>(i);
            all.push_back(static_cast<std::int64_t>(i));
        }
        return nameClusters(scores, apart(words.size()), words, all, {}, wordnet, settings)[0].nouns;
    }

private Q_SLOTS:
    void initTestCase() {
        try {
            m_wordnet = WordNet::load(WordNet::findDirectory());
            m_installed = true;
        } catch (const Error& error) {
            qWarning("%s", error.what());
        }
    }

    // Clusters {a, b}, {c}: means (.5, .5) and (0, -1); overall (1/3, 0); less half of it (1/3, .5) and
    // (-1/6, -1).
    void scoresSetClustersApart() {
        const at::Tensor counterparts = at::tensor({1.f, 0.f, 0.f, 1.f, 0.f, -1.f}).reshape({3, 2});
        const at::Tensor nouns = at::tensor({1.f, 0.f, 0.f, 1.f}).reshape({2, 2});
        const at::Tensor scores = nameScores(counterparts, nouns, {0, 0, 1}, 2);
        const double first = std::hypot(1 / 3.0, 0.5), second = std::hypot(1 / 6.0, 1);
        const std::vector<double> expected{1 / 3.0 / first, 0.5 / first, -1 / 6.0 / second, -1 / second};
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(std::abs(scores.flatten()[static_cast<std::int64_t>(i)].item<double>() - expected[i]) <
                    1e-6);
    }

    void aClusterWithoutPicturesScoresZero() {
        const at::Tensor unit = at::eye(2);
        QVERIFY(at::equal(nameScores(unit, unit, {0, 0}, 2)[1], at::zeros({2})));
    }

    void bestNounsFirst() {
        const at::Tensor scores = at::tensor({.1f, .9f, .5f, .3f, .9f, .1f, .2f, .6f}).reshape({2, 4});
        const auto names =
            nameClusters(scores, apart(4), {"ant", "bee", "cow", "dog"}, {0, 1, 2, 3}, {}, nullptr);
        QCOMPARE(names[0].name, std::string("bee, cow, dog"));
        QCOMPARE(names[0].nouns, (Strings{"bee", "cow", "dog", "ant"}));
        QCOMPARE(names[1].name, std::string("ant, dog, cow"));
    }

    void onlySelectedNouns() {
        const auto names = nameClusters(at::tensor({.9f, .8f, .7f}).reshape({1, 3}), apart(3),
                                        {"ant", "bee", "cow"}, {1, 2}, {}, nullptr);
        QCOMPARE(names[0].nouns, (Strings{"bee", "cow"}));
    }

    void neverWithoutAName() {
        const auto names = nameClusters(at::zeros({2, 1}), apart(1), {"ant"}, {}, {}, nullptr);
        QCOMPARE(names[1].name, std::string("cluster 1"));
        QVERIFY(names[1].nouns.empty());
    }

    void inflectionsOnceWithoutWordNet() {
        QCOMPARE(
            nounsOf({"sea_birds", "Sea bird", "boxes", "box", "cherry", "cherries", "horse", "horses", "bus"},
                    nullptr),
            (Strings{"sea_birds", "boxes", "cherry", "horse", "bus"}));
    }

    void synonymsAndInflectionsOnce() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        QCOMPARE(
            nounsOf({"automobile", "car", "motorcar", "mice", "mouse", "truck", "Canis familiaris", "dog"},
                    &m_wordnet),
            (Strings{"automobile", "mice", "truck", "Canis familiaris"}));
    }

    void nearTiesGoToTheMoreCommonSense() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        // Tag counts: dog 42, cat 18, wolf 1; the other names of dog 0 (read off cntlist.rev).
        NamingSettings settings;
        settings.nearTie = 0.02;
        QCOMPARE(nounsOf({"Canis familiaris", "domestic dog", "dog"}, &m_wordnet, 0.009, settings),
                 Strings{"dog"});
        settings.nearTie = 0.01;
        QCOMPARE(nounsOf({"Canis familiaris", "domestic dog", "dog"}, &m_wordnet, 0.009, settings),
                 Strings{"Canis familiaris"});
        settings.nearTie = 0;
        QCOMPARE(nounsOf({"wolf", "dog", "cat"}, &m_wordnet, 0.001, settings),
                 (Strings{"wolf", "dog", "cat"}));
        settings.nearTie = 0.1;
        QCOMPARE(nounsOf({"wolf", "dog", "cat"}, &m_wordnet, 0.001, settings),
                 (Strings{"dog", "cat", "wolf"}));
    }

    // "vertebrate" stands for thousands of kinds and was tagged once, "animal" 67 times; "headgear" is a narrow kind.
    void scholarlyKindsComeLater() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        QCOMPARE(nounsOf({"vertebrate", "animal"}, &m_wordnet, 0.05), (Strings{"animal", "vertebrate"}));
        QCOMPARE(nounsOf({"vertebrate", "animal"}, &m_wordnet, 0.3), (Strings{"vertebrate", "animal"}));
        QCOMPARE(nounsOf({"headgear", "animal"}, &m_wordnet, 0.05), (Strings{"headgear", "animal"}));
    }

    // Scores .9, .8 and .7; the second is the first again, so it is worth .8 - .3 once that is named.
    void redundantNounsComeLater() {
        const at::Tensor scores = at::tensor({.9f, .8f, .7f}).reshape({1, 3});
        const at::Tensor features = at::tensor({1.f, 0.f, 1.f, 0.f, 0.f, 1.f}).reshape({3, 2});
        const auto names = nameClusters(scores, features, {"ant", "bee", "cow"}, {0, 1, 2}, {}, nullptr);
        QCOMPARE(names[0].name, std::string("ant, cow, bee"));
    }

    void theSharedKindIsNamedToo() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        const Strings words{"truck", "car", "vehicle", "artifact", "violin"};
        const at::Tensor scores = at::tensor({.7f, .68f, .9f, .9f, .1f}).reshape({1, 5});
        const auto namesOf = [&](const std::vector<std::int64_t>& selected,
                                 const std::vector<std::int64_t>& banned, NamingSettings settings = {}) {
            return nameClusters(scores, apart(5), words, selected, banned, &m_wordnet, settings)[0].nouns;
        };
        QCOMPARE(namesOf({0, 1}, {}),
                 (Strings{"vehicle", "car", "truck"}));  // car is the more common of a near tie
        QCOMPARE(namesOf({0, 1}, {2}), (Strings{"car", "truck"}));
        QCOMPARE(namesOf({0}, {}), Strings{"truck"});  // one kind of vehicle shares nothing
        QCOMPARE(namesOf({0, 4}, {}),
                 (Strings{"truck", "violin"}));  // both are artifacts: that says too little
        NamingSettings selectedOnly;
        selectedOnly.hypernymsOf = 0;
        QCOMPARE(namesOf({0, 1}, {}, selectedOnly), (Strings{"car", "truck"}));
    }

    // "vehicle" stands above truck, car, bicycle and boat, and is far from the cluster; three of four are wheeled.
    void theKindStandsInTheNameHoweverFar() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        const Strings words{"truck", "car", "bicycle", "boat", "vehicle"};
        const at::Tensor scores = at::tensor({.9f, .8f, .7f, .6f, .1f}).reshape({1, 5});
        const auto nameOf = [&](double share) {
            NamingSettings settings;
            settings.kindShare = share;
            return nameClusters(scores, apart(5), words, {0, 1, 2, 3, 4}, {}, &m_wordnet, settings)[0].name;
        };
        QCOMPARE(nameOf(0.7), std::string("truck, car, vehicle"));  // covers all five
        QCOMPARE(nameOf(2), std::string("truck, car, bicycle"));
    }

    void whatAlreadyCoversEnoughIsTheKind() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        const at::Tensor scores = at::tensor({.9f, .8f, .7f, .1f}).reshape({1, 4});
        QCOMPARE(nameClusters(scores, apart(4), {"car", "taxi", "ambulance", "vehicle"}, {0, 1, 2, 3}, {},
                              &m_wordnet)[0]
                     .name,
                 std::string("car, taxi, ambulance"));  // both others are cars: three of four
    }

    void noSlurs() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        QCOMPARE(nounsOf({"hillbilly", "farmer"}, &m_wordnet), Strings{"farmer"});
    }

    void unknownNounsAreNoSynonyms() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        QCOMPARE(nounsOf({"zzyzx", "qwertyish", "zzyzxs"}, &m_wordnet), (Strings{"zzyzx", "qwertyish"}));
    }
};

QTEST_APPLESS_MAIN(TestClusterNames)
#include "test_cluster_names.moc"
