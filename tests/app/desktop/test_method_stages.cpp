// Whatever sliders went through before: the stages give what one run gives, and do no more than they must.
#include <QTest>
#include <algorithm>

#include "app/desktop/method_stages.h"
#include "core/model/error.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

namespace {

Features features() {
    Features some;
    some.images = groupedRows(160, 24, 6, 0.6, 1);
    some.nouns = at::cat({groupedRows(60, 24, 6, 0.3, 1), randomRows(500, 24, 9)});
    return some;
}

MethodSettings settings() {
    MethodSettings some;
    some.clusters.restarts = 3;
    some.proxies.restarts = 2;
    some.proxies.count = 12;
    return some;
}

// The work done since `before`, by name.
QStringList since(const MethodStages& stages, std::size_t before) {
    QStringList names;
    for (std::size_t i = before; i < stages.times().size(); ++i)
        names += QString::fromStdString(stages.times()[i].stage);
    return names;
}

void compareWithOneRun(MethodStages& stages, const MethodSettings& wanted) {
    std::vector<StageTime> times;
    const Features all = stages.features();
    const FilterResult filtered = filterNouns(all, wanted, stages.wishes(), times);
    const ClusterResult clustered = clusterImages(all, filtered, wanted, times);
    QVERIFY(stages.filtered().scores.logScore == filtered.scores.logScore);
    QVERIFY(stages.filtered().scores.rank == filtered.scores.rank);
    QCOMPARE(stages.filtered().selection.indices, filtered.selection.indices);
    QCOMPARE(stages.clustered().clustering.assignment, clustered.clustering.assignment);
    QVERIFY(stages.clustered().clustering.distance == clustered.clustering.distance);
}

}  // namespace

class TestMethodStages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWayToTheSameSettingsEndsInTheSameResult() {
        MethodStages stages(features());
        MethodSettings wanted = settings();
        const auto settle = [&] {
            stages.filter(wanted, {});
            stages.cluster({});
            compareWithOneRun(stages, wanted);
        };
        settle();
        for (const double norm : {3.0, 1.3}) {
            wanted.filter.norm = norm;
            stages.preview(wanted.filter);
        }
        settle();
        wanted.filter.temperature = 0.09;
        wanted.filter.nounsPerCenter = 2;
        stages.preview(wanted.filter);
        settle();
        wanted.clusters.tau = 0.05;
        settle();
        wanted.clusters.clusters = 4;
        settle();
        wanted.proxies.count = 20;
        settle();
        stages.setWishes({{599 - 60}, stages.filtered().selection.indices});
        wanted.filter.kind = FilterKind::Entropy;
        settle();
        wanted.clusters.clusters = 0;
        wanted.seed = 7;
        settle();
    }

    void onlyWhatChangedIsDoneAgain() {
        MethodStages stages(features());
        MethodSettings wanted = settings();
        stages.filter(wanted, {});
        stages.cluster({});
        std::size_t done = stages.times().size();
        const auto again = [&] {
            stages.filter(wanted, {});
            stages.cluster({});
            const QStringList names = since(stages, done);
            done = stages.times().size();
            return names;
        };
        const QStringList clusters{"text counterparts", "cluster images", "judge clusters"};
        QCOMPARE(again(), QStringList());
        wanted.clusters.tau = 0.2;
        QCOMPARE(again(), clusters);
        wanted.filter.nounsPerCenter = 3;
        QCOMPARE(again(), clusters);
        wanted.clusters.clusters = 5;  // the centres' number is given
        QCOMPARE(again(), clusters);
        wanted.filter.temperature = 0.3;
        QCOMPARE(again().first(), QString("score nouns"));
        wanted.clusters.clusters = 0;  // the curve is known
        QVERIFY(!again().contains("choose k"));
        wanted.proxies.count = 15;
        QCOMPARE(again().mid(0, 3), QStringList({"proxy centres", "compare nouns", "score nouns"}));
    }

    void aCancelledStageIsDoneNextTime() {
        MethodStages stages(features());
        MethodSettings wanted = settings();
        stages.filter(wanted, {});
        stages.cluster({});
        wanted.proxies.count = 20;
        CancelToken cancelled;
        cancelled.cancel();
        QVERIFY_EXCEPTION_THROWN(stages.filter(wanted, {&cancelled, {}}), Cancelled);
        QVERIFY(!stages.isSettled());
        stages.filter(wanted, {});
        stages.cluster({});
        QVERIFY(stages.isSettled());
        compareWithOneRun(stages, wanted);
    }

    void comparesFiltersAndTheirStability() {
        MethodStages stages(features());
        MethodSettings oneCentreAGroup = settings();
        oneCentreAGroup.proxies.count = 6;
        stages.filter(oneCentreAGroup, {});
        stages.cluster({});
        const FilterComparison blind = stages.compare({}, {});
        QCOMPARE(blind.filters.size(), std::size_t{5});
        QCOMPARE(blind.filters.front().kept,
                 static_cast<std::int64_t>(stages.filtered().selection.indices.size()));
        QCOMPARE(blind.filters.back().kept, std::int64_t{560});
        QVERIFY(blind.filters.front().shape && !blind.filters.front().known);
        std::vector<bool> positive(560);
        std::fill_n(positive.begin(), 60, true);
        const FilterComparison known = stages.compare(positive, {});
        QVERIFY(known.filters.front().known->auroc > 0.8);  // the first 60 lie by the pictures
        QCOMPARE(known.filters.back().known->auroc, 0.5);
        const std::vector<double> stability = stages.stability(2, {});
        QCOMPARE(stability.back(), 1.0);
        QCOMPARE(stages.quality().stability, stability.front());
    }

    void theCurveIsFoundOnAsking() {
        MethodStages stages(features());
        MethodSettings wanted = settings();
        wanted.clusters.clusters = 3;
        stages.filter(wanted, {});
        QVERIFY(stages.knownKCurve().empty());
        QCOMPARE(stages.kCurve({}).front().k, 2);
        QVERIFY(!stages.knownKCurve().empty());
        QCOMPARE(stages.filtered().kChoice.k, 3);
    }
};

QTEST_GUILESS_MAIN(TestMethodStages)
#include "test_method_stages.moc"
