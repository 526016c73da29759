#include <QTest>

#include "core/measure/compare_runs.h"

using namespace nounscope;

namespace {

// Pictures by name in clusters; nouns best first, the first `kept` of them kept.
RunSnapshot snapshot(const std::vector<std::vector<std::string>>& clusters,
                     const std::vector<std::string>& nouns, std::size_t kept) {
    auto items = std::make_shared<ImageItems>();
    auto view = std::make_shared<ClusterView>();
    items->push_back({"broken.png", "broken.png", "no picture"});
    for (std::size_t cluster = 0; cluster < clusters.size(); ++cluster) {
        for (const std::string& path : clusters[cluster]) {
            view->imageRows.push_back(static_cast<std::int64_t>(items->size()));
            view->clustering.assignment.push_back(static_cast<std::int32_t>(cluster));
            items->push_back({path, path, ""});
        }
        view->clustering.sizes.push_back(static_cast<std::int64_t>(clusters[cluster].size()));
        view->names.push_back({"cluster " + std::to_string(cluster), {}});
    }
    auto filter = std::make_shared<FilterView>();
    auto list = std::make_shared<NounList>();
    list->words = nouns;
    for (std::size_t noun = 0; noun < nouns.size(); ++noun) {
        filter->byRank.push_back(static_cast<std::int64_t>(noun));
        filter->selection.selected.push_back(noun < kept);
    }
    return {"", items, list, filter, view};
}

}  // namespace

class TestCompareRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunAgreesWithItself() {
        const RunSnapshot run = snapshot({{"a", "b", "c"}, {"d", "e"}}, {"cat", "dog"}, 1);
        const RunComparison same = compareRuns(run, run);
        QCOMPARE(same.common, 5);
        QCOMPARE(same.moved + same.onlyBefore + same.onlyAfter, 0);
        QCOMPARE(same.ari, 1.0);
        QCOMPARE(same.nmi, 1.0);
        QCOMPARE(same.matchBefore, std::vector<int>({0, 1}));
        QVERIFY(same.nounsCame.empty() && same.nounsWent.empty());
    }

    // ARI by hand: cells 2, 1, 2 -> 1 + 0 + 1 = 2 pairs together in both; 3 + 1 = 4 before, 1 + 3 = 4 after, of 10:
    // (2 - 1.6) / (4 - 1.6) = 1 / 6.
    void tellsWhichPicturesChangedCompany() {
        const RunComparison change = compareRuns(snapshot({{"a", "b", "c"}, {"d", "e"}}, {}, 0),
                                                 snapshot({{"c", "d", "e"}, {"a", "b"}}, {}, 0));
        QCOMPARE(change.common, 5);
        QCOMPARE(change.moved, 1);
        QCOMPARE(change.matchBefore, std::vector<int>({1, 0}));
        QVERIFY(std::abs(change.ari - 1.0 / 6) < 1e-12);
        QCOMPARE(change.shared.size(), std::size_t{3});
        QCOMPARE(change.shared[0].before, 0);
        QCOMPARE(change.shared[0].after, 0);
        QCOMPARE(change.shared[0].pictures, std::vector<std::int64_t>{1});  // c, behind the broken one
    }

    void clustersWithoutAPartnerAreLeftOver() {
        const RunComparison change =
            compareRuns(snapshot({{"a", "b"}, {"c"}, {"d"}}, {}, 0), snapshot({{"a", "b", "c", "d"}}, {}, 0));
        QCOMPARE(change.matchBefore, std::vector<int>({0, -1, -1}));
        QCOMPARE(change.moved, 2);
    }

    void picturesOfOneResultOnlyAreCounted() {
        const RunComparison change =
            compareRuns(snapshot({{"a", "b"}}, {}, 0), snapshot({{"b", "x"}, {"y"}}, {}, 0));
        QCOMPARE(change.common, 1);
        QCOMPARE(change.onlyBefore, 1);
        QCOMPARE(change.onlyAfter, 2);
        const RunComparison nothing = compareRuns(snapshot({{"a"}}, {}, 0), snapshot({{"b"}}, {}, 0));
        QCOMPARE(nothing.common, 0);
        QCOMPARE(nothing.matchBefore, std::vector<int>{-1});
        QCOMPARE(nothing.ari, 0.0);
    }

    void nounsComeAndGoByWord() {
        const RunComparison change = compareRuns(snapshot({{"a"}}, {"cat", "dog", "cow"}, 2),
                                                 snapshot({{"a"}}, {"owl", "dog", "ant"}, 3));
        QCOMPARE(change.nounsCame, std::vector<std::string>({"owl", "ant"}));
        QCOMPARE(change.nounsWent, std::vector<std::string>{"cat"});
    }
};

QTEST_APPLESS_MAIN(TestCompareRuns)
#include "test_compare_runs.moc"
