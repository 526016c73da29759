#include "core/model/arrangement.h"

#include <QTest>

#include "core/model/arranged_view.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

ClusterName called(const std::string& name) {
    return {name, {name}};
}

// Eight pictures in three clusters; the fourth file is unreadable, so that rows and pictures differ.
ClusterView exampleRun() {
    ClusterView run;
    run.clustering.assignment = {0, 1, 0, 2, 0, 1, 2, 0};
    run.clustering.distance = {0.1, 0.4, 0.2, 0.3, 0.05, 0.2, 0.3, 0.5};
    run.clustering.confidence = {0.9, 0.8, 0.7, 0.6, 0.95, 0.5, 0.4, 0.3};
    run.clustering.sizes = {4, 2, 2};
    run.clustering.medoids = {4, 5, 3};
    run.names = {called("fruit"), called("bird"), called("car")};
    run.ids = {0, 1, 2};
    run.imageRows = {0, 1, 2, 4, 5, 6, 7, 8};
    run.clusters = 3;
    return run;
}

}  // namespace

class TestArrangement : public QObject {
    Q_OBJECT

    const ClusterView m_run = exampleRun();
    const GroupMeasures m_measures{m_run.clustering.distance, m_run.clustering.confidence};
    const Arrangement m_start{m_run.clustering, m_run.names};

    ClusterView view(const Arrangement& edits) const { return arrangedView(m_run, edits, m_measures); }

    static QStringList names(const ClusterView& view) {
        QStringList all;
        for (const ClusterName& name : view.names) all += QString::fromStdString(name.name);
        return all;
    }

    template <class Edit>
    static void refuses(const Arrangement& edits, Edit&& edit) {
        Arrangement copy = edits;
        QVERIFY_EXCEPTION_THROWN(edit(copy), Error);
        QVERIFY(copy == edits);
    }

private Q_SLOTS:
    void withoutEditsTheViewIsTheRun() {
        const ClusterView same = view(m_start);
        QCOMPARE(same.clustering.assignment, m_run.clustering.assignment);
        QCOMPARE(same.clustering.distance, m_run.clustering.distance);
        QCOMPARE(same.clustering.confidence, m_run.clustering.confidence);
        QCOMPARE(same.clustering.sizes, m_run.clustering.sizes);
        QCOMPARE(same.clustering.medoids, m_run.clustering.medoids);
        QCOMPARE(same.imageRows, m_run.imageRows);
        QCOMPARE(same.ids, m_run.ids);
        QCOMPARE(names(same), (QStringList{"fruit", "bird", "car"}));
        QVERIFY(!m_start.isRegrouped());
    }

    void renaming() {
        Arrangement edits = m_start;
        edits.rename(1, "owls, mostly");
        QCOMPARE(names(view(edits)), (QStringList{"fruit", "owls, mostly", "car"}));
        QCOMPARE(view(edits).names[1].nouns, std::vector<std::string>{"bird"});
        QVERIFY(edits.cluster(1).renamed);
        refuses(m_start, [](Arrangement& a) { a.rename(1, "  "); });
        refuses(m_start, [](Arrangement& a) { a.rename(3, "x"); });
        refuses(m_start, [](Arrangement& a) { a.rename(-1, "x"); });
    }

    void mergingNumbersAnew() {
        Arrangement edits = m_start;
        edits.merge({1, 2}, 2);
        const ClusterView merged = view(edits);
        // Four pictures each: the tie goes to the first picture.
        QCOMPARE(names(merged), (QStringList{"fruit", "car"}));
        QCOMPARE(merged.clustering.assignment, (std::vector<std::int32_t>{0, 1, 0, 1, 0, 1, 1, 0}));
        QCOMPARE(merged.clustering.sizes, (std::vector<std::int64_t>{4, 4}));
        QCOMPARE(merged.ids, (std::vector<ClusterId>{0, 2}));
        QCOMPARE(merged.clusters, 2);
        QVERIFY(edits.isRegrouped());
        QVERIFY(!edits.isMoved(1));
        refuses(edits, [](Arrangement& a) { a.merge({1}, 0); });  // part of another by now
        refuses(edits, [](Arrangement& a) { a.merge({0}, 0); });
        refuses(edits, [](Arrangement& a) { a.merge({}, 0); });
    }

    void movingAndMovingBack() {
        Arrangement edits = m_start;
        edits.move({0, 2, 4}, 1);
        const ClusterView moved = view(edits);
        QCOMPARE(names(moved), (QStringList{"bird", "car", "fruit"}));
        QCOMPARE(moved.clustering.assignment, (std::vector<std::int32_t>{0, 0, 0, 1, 0, 0, 1, 2}));
        QVERIFY(edits.isMoved(2));
        QVERIFY(!edits.isMoved(1));
        edits.move({4, 2, 0}, 0);
        QVERIFY(edits == m_start);
        refuses(m_start, [](Arrangement& a) { a.move({8}, 1); });
        refuses(m_start, [](Arrangement& a) { a.move({-1}, 1); });
        refuses(m_start, [](Arrangement& a) { a.move({0}, 7); });
    }

    void anEmptiedClusterIsNotShown() {
        Arrangement edits = m_start;
        edits.move({3, 6}, 0);
        QCOMPARE(names(view(edits)), (QStringList{"fruit", "bird"}));
        edits.move({3}, 2);
        QCOMPARE(names(view(edits)), (QStringList{"fruit", "bird", "car"}));
    }

    void splitting() {
        Arrangement edits = m_start;
        const ClusterId made = edits.split(0, {2, 7}, called("apple"), called("pear"));
        QCOMPARE(made, 3);
        QCOMPARE(names(view(edits)), (QStringList{"pear", "bird", "apple", "car"}));
        QCOMPARE(edits.cluster(made).splitFrom, 0);
        QVERIFY(!edits.isMoved(2));
        edits.move({7}, 0);
        QVERIFY(edits.isMoved(7));
        Arrangement named = m_start;
        named.rename(0, "my fruit");
        named.split(0, {2}, called("apple"), called("pear"));
        QCOMPARE(named.cluster(0).name.name, std::string("my fruit"));
        refuses(m_start, [](Arrangement& a) { a.split(0, {}, called("a"), called("b")); });
        refuses(m_start, [](Arrangement& a) { a.split(0, {0, 2, 4, 7}, called("a"), called("b")); });
        refuses(m_start, [](Arrangement& a) { a.split(0, {1}, called("a"), called("b")); });
    }

    void hidingErasesNothing() {
        Arrangement edits = m_start;
        edits.hidePictures({0, 4}, true);
        edits.hideCluster(1, true);
        const ClusterView shown = view(edits);
        // Two pictures each are left: the fruit at row 2 comes before the car at row 3.
        QCOMPARE(names(shown), (QStringList{"fruit", "car"}));
        QCOMPARE(shown.imageRows, (std::vector<std::int64_t>{2, 4, 7, 8}));
        QCOMPARE(shown.clustering.assignment, (std::vector<std::int32_t>{0, 1, 1, 0}));
        QCOMPARE(shown.clustering.medoids, (std::vector<std::int64_t>{0, 1}));
        QVERIFY(edits.isHidden(0) && edits.isHidden(1) && !edits.isHidden(2));
        QCOMPARE(edits.rowsOf(0), (std::vector<std::int64_t>{0, 2, 4, 7}));
        edits.hidePictures({4, 0}, false);
        edits.hideCluster(1, false);
        QVERIFY(edits == m_start);
    }

    void everythingHidden() {
        Arrangement edits = m_start;
        for (ClusterId id = 0; id < 3; ++id) edits.hideCluster(id, true);
        QCOMPARE(view(edits).clusters, 0);
        QVERIFY(view(edits).imageRows.empty());
    }

    void reviewedUntilThePicturesChange() {
        Arrangement edits = m_start;
        for (ClusterId id = 0; id < 3; ++id) edits.review(id, true);
        edits.rename(0, "fruit!");
        QVERIFY(edits.cluster(0).reviewed);
        edits.move({0}, 1);
        QVERIFY(!edits.cluster(0).reviewed && !edits.cluster(1).reviewed && edits.cluster(2).reviewed);
    }

    void copiesAreIndependent() {
        Arrangement edits = m_start;
        edits.merge({0, 1}, 0);
        edits.move({3}, 0);
        const Arrangement kept = edits;
        edits.split(0, {0, 1}, called("a"), called("b"));
        edits.hidePictures({5}, true);
        QVERIFY(!(edits == kept));
        edits = kept;
        QVERIFY(edits == kept && edits.groupsAs(kept));
    }

    void whatWasKeptIsTakenUpAgain() {
        Arrangement edits = m_start;
        edits.merge({0, 1}, 0);
        edits.split(0, {0, 1}, called("a"), called("b"));
        edits.move({3}, 0);
        edits.hidePictures({5}, true);
        QVERIFY(Arrangement(edits.run(), edits.home(), edits.now(), edits.hidden(), edits.clusters()) ==
                edits);
    }

    void whatDoesNotFitIsRefused() {
        const Membership run = m_start.run();
        const auto clusters = m_start.clusters();
        Membership shorter = run, outside = run, below = run;
        shorter.pop_back();
        outside[0] = 3;
        below[0] = -1;
        for (const Membership& wrong : {shorter, outside, below}) {
            QVERIFY_EXCEPTION_THROWN(Arrangement(wrong, run, run, {}, clusters), Error);
            QVERIFY_EXCEPTION_THROWN(Arrangement(run, wrong, run, {}, clusters), Error);
            QVERIFY_EXCEPTION_THROWN(Arrangement(run, run, wrong, {}, clusters), Error);
        }
        using Rows = std::vector<std::int64_t>;
        for (const Rows& hidden : {Rows{8}, Rows{-1}, Rows{2, 2}, Rows{3, 1}})
            QVERIFY_EXCEPTION_THROWN(Arrangement(run, run, run, hidden, clusters), Error);
        for (const ClusterId other : {-2, 3}) {
            auto wrong = clusters;
            wrong[1].mergedInto = other;
            QVERIFY_EXCEPTION_THROWN(Arrangement(run, run, run, {}, wrong), Error);
            wrong = clusters;
            wrong[1].splitFrom = other;
            QVERIFY_EXCEPTION_THROWN(Arrangement(run, run, run, {}, wrong), Error);
        }
        auto full = clusters;
        full[1].mergedInto = 0;  // yet pictures are in it
        QVERIFY_EXCEPTION_THROWN(Arrangement(run, run, run, {}, full), Error);
        auto nameless = clusters;
        nameless[2].name.name.clear();
        QVERIFY_EXCEPTION_THROWN(Arrangement(run, run, run, {}, nameless), Error);
    }
};

QTEST_GUILESS_MAIN(TestArrangement)
#include "test_arrangement.moc"
