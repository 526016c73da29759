#include "core/model/carry_over.h"

#include <QTest>
#include <numeric>

using namespace nounscope;

namespace {

using Rows = std::vector<std::int64_t>;

// One letter a picture, its cluster: "aabbc". Names are the letters.
struct Run {
    explicit Run(const QByteArray& letters) {
        for (const char letter : letters) {
            const auto k = static_cast<std::int32_t>(letter - 'a');
            clustering.assignment.push_back(k);
            while (static_cast<std::int32_t>(names.size()) <= k)
                names.push_back({std::string(1, static_cast<char>('a' + names.size())), {}});
        }
    }
    Arrangement start() const { return {clustering, names}; }

    Clustering clustering;
    std::vector<ClusterName> names;
};

Rows sameRows(std::size_t count) {
    Rows rows(count);
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

CarriedOver carried(const Arrangement& before, const Run& run) {
    return carryOver(before, run.clustering, run.names, sameRows(run.clustering.assignment.size()));
}

// The name of each picture's cluster, "-" where it is hidden.
QStringList namesOf(const Arrangement& edits) {
    QStringList names;
    for (std::size_t row = 0; row < edits.now().size(); ++row)
        names += edits.isHidden(static_cast<std::int64_t>(row))
                     ? QString("-")
                     : QString::fromStdString(edits.cluster(edits.now()[row]).name.name);
    return names;
}

QStringList lossesOf(const CarriedOver& result) {
    static const char* const kinds[] = {"name", "merge", "split", "hidden", "review", "move", "picture"};
    QStringList losses;
    for (const Loss& loss : result.losses)
        losses += QString("%1 %2 %3")
                      .arg(kinds[static_cast<int>(loss.what)], QString::fromStdString(loss.cluster))
                      .arg(loss.pictures);
    return losses;
}

}  // namespace

class TestCarryOver : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameRunGivesTheSameArrangement() {
        const Run run("aaabbbccc");
        Arrangement edits = run.start();
        edits.rename(0, "owls");
        edits.merge({1, 2}, 1);
        edits.split(1, {4, 7}, {"half", {}}, {"rest", {}});
        edits.move({0}, 1);
        edits.hidePictures({8}, true);
        edits.review(0, true);
        const CarriedOver result = carried(edits, run);
        QVERIFY(result.edits == edits);
        QVERIFY(result.losses.empty());
    }

    void namesFollowTheMajority() {
        Arrangement edits = Run("aaabbbccc").start();
        edits.rename(0, "owls");
        edits.rename(1, "coins");
        // Other numbers, and the third owl is with the coins now.
        const CarriedOver result = carried(edits, Run("bbccccaaa"));
        QCOMPARE(namesOf(result.edits),
                 (QStringList{"owls", "owls", "coins", "coins", "coins", "coins", "a", "a", "a"}));
        QVERIFY(result.losses.empty());
    }

    void aNameIsLostWhereNoMajorityIs() {
        Arrangement edits = Run("aaaabbbb").start();
        edits.rename(0, "owls");
        const CarriedOver result = carried(edits, Run("aabbaabb"));  // two owls and two others each
        QCOMPARE(namesOf(result.edits), (QStringList{"a", "a", "b", "b", "a", "a", "b", "b"}));
        QCOMPARE(lossesOf(result), QStringList{"name owls 4"});
    }

    void finerClustersAreMergedAgain() {
        Arrangement edits = Run("aaabbbccc").start();
        edits.merge({0, 1}, 0);
        edits.rename(0, "animals");
        const CarriedOver result = carried(edits, Run("aabbccddd"));
        QCOMPARE(namesOf(result.edits), (QStringList{"animals", "animals", "animals", "animals", "animals",
                                                     "animals", "d", "d", "d"}));
        QVERIFY(result.losses.empty());
    }

    void whatWasNotMergedStaysApart() {
        Arrangement edits = Run("aaaaabbb").start();
        edits.rename(0, "owls");
        const CarriedOver result = carried(edits, Run("aaabbccc"));
        QCOMPARE(namesOf(result.edits), (QStringList{"owls", "owls", "owls", "b", "b", "c", "c", "c"}));
    }

    void aSplitIsDoneAgain() {
        const Run run("aaaaabbb");
        Arrangement edits = run.start();
        const ClusterId half = edits.split(0, {3, 4}, {"berries", {}}, {"apples", {}});
        edits.rename(half, "my berries");
        const CarriedOver result = carried(edits, Run("bbbbbaaa"));
        QCOMPARE(namesOf(result.edits),
                 (QStringList{"b", "b", "b", "my berries", "my berries", "a", "a", "a"}));
        QVERIFY(result.losses.empty());
    }

    void equalHalvesAreBothFound() {
        Arrangement edits = Run("aaaabb").start();
        const ClusterId half = edits.split(0, {2, 3}, {"right", {}}, {"left", {}});
        edits.rename(half, "R");
        edits.rename(0, "L");
        const CarriedOver result = carried(edits, Run("bbbbaa"));
        QCOMPARE(namesOf(result.edits), (QStringList{"L", "L", "R", "R", "a", "a"}));
        QVERIFY(result.losses.empty());
    }

    void aSplitIsLostWhereItsPicturesAreScattered() {
        Arrangement edits = Run("aaaaaabbb").start();
        edits.split(0, {4, 5}, {"half", {}}, {"a", {}});
        const CarriedOver result = carried(edits, Run("aaaaabbbb"));
        QCOMPARE(namesOf(result.edits), (QStringList{"a", "a", "a", "a", "a", "b", "b", "b", "b"}));
        QCOMPARE(lossesOf(result), QStringList{"split half 2"});
    }

    void movedPicturesStayMoved() {
        Arrangement edits = Run("aaabbb").start();
        edits.move({0}, 1);
        const CarriedOver result = carried(edits, Run("bbbaaa"));
        QCOMPARE(result.edits.now(), (Membership{0, 1, 1, 0, 0, 0}));
        QVERIFY(result.edits.isMoved(0));
        QVERIFY(result.losses.empty());
        // The run itself puts it there by now: nothing is left to keep.
        const CarriedOver obvious = carried(edits, Run("abbaaa"));
        QVERIFY(!obvious.edits.isMoved(0));
        QVERIFY(obvious.losses.empty());
    }

    void movesToWhatIsGoneAreLost() {
        Arrangement edits = Run("aaaabb").start();
        edits.move({0, 1}, 1);
        const CarriedOver result = carried(edits, Run("aabbab"));
        QCOMPARE(lossesOf(result), QStringList{"move b 2"});
        QVERIFY(!result.edits.isRegrouped());
    }

    void hiddenStaysHidden() {
        Arrangement edits = Run("aaabbbccc").start();
        edits.hidePictures({0}, true);
        edits.hideCluster(1, true);
        const CarriedOver result = carried(edits, Run("bbbcccaaa"));
        QCOMPARE(namesOf(result.edits), (QStringList{"-", "b", "b", "-", "-", "-", "a", "a", "a"}));
        QVERIFY(result.losses.empty());
    }

    void reviewedOnlyWhereNothingIsNew() {
        Arrangement edits = Run("aaabbbccc").start();
        edits.review(0, true);
        edits.review(1, true);
        const CarriedOver result = carried(edits, Run("bbbccccaa"));
        QVERIFY(result.edits.cluster(1).reviewed);
        QVERIFY(!result.edits.cluster(2).reviewed);
        QCOMPARE(lossesOf(result), QStringList{"review b 3"});
    }

    void picturesComeAndGo() {
        Arrangement edits = Run("aaabbb").start();
        edits.rename(0, "owls");
        edits.hidePictures({3, 5}, true);
        // The first picture of each cluster is gone, one is new.
        const Run run("aaabb");
        const CarriedOver result = carryOver(edits, run.clustering, run.names, {1, 2, -1, 4, 5});
        QCOMPARE(namesOf(result.edits), (QStringList{"owls", "owls", "owls", "b", "-"}));
        QCOMPARE(lossesOf(result), QStringList{"picture  1"});
    }
};

QTEST_GUILESS_MAIN(TestCarryOver)
#include "test_carry_over.moc"
