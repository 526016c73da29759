// One selection: what one view chooses, the others show; and nothing is told twice.
#include <QListView>
#include <QSignalSpy>
#include <QTest>

#include "ui/cluster_list.h"
#include "ui/cluster_model.h"
#include "ui/selection.h"
#include "ui/thumbnails.h"

using namespace nounscope;

namespace {

class NoThumbnails : public Thumbnails {
public:
    QImage thumbnail(int) override { return {}; }
};

ClusterView view(std::vector<std::int32_t> assignment, std::vector<std::int64_t> medoids) {
    ClusterView clusters;
    clusters.clustering.assignment = std::move(assignment);
    clusters.clustering.distance.assign(clusters.clustering.assignment.size(), 0.25);
    clusters.clustering.sizes.assign(medoids.size(), 1);
    clusters.clustering.medoids = std::move(medoids);
    clusters.names.assign(clusters.clustering.sizes.size(), {"name", {}});
    for (std::size_t row = 0; row < clusters.clustering.assignment.size(); ++row)
        clusters.imageRows.push_back(static_cast<std::int64_t>(10 * row));
    return clusters;
}

}  // namespace

class TestSelection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsOnlyWhatChanged() {
        Selection selection;
        QSignalSpy shown(&selection, &Selection::shownChanged),
            cluster(&selection, &Selection::clusterChanged), noun(&selection, &Selection::nounChanged),
            pictures(&selection, &Selection::picturesChanged);
        selection.setCluster(3);
        selection.setCluster(3);
        QCOMPARE(shown.count(), 1);
        QCOMPARE(cluster.count(), 1);
        QCOMPARE(noun.count(), 0);
        selection.setPictures({5, 2, 5});
        selection.setPictures({2, 5});
        QCOMPARE(selection.pictures(), (std::vector<int>{2, 5}));
        QCOMPARE(pictures.count(), 1);
    }

    void aNounTakesTheClustersPlace() {
        Selection selection;
        selection.setCluster(3);
        selection.setPictures({1});
        selection.setCurrentPicture(1);
        QSignalSpy current(&selection, &Selection::currentPictureChanged);
        int pictures = -1;  // as they are when the first signal comes
        connect(&selection, &Selection::clusterChanged, this,
                [&] { pictures = static_cast<int>(selection.pictures().size()); });
        selection.setNoun(7);
        QCOMPARE(selection.cluster(), -1);
        QCOMPARE(selection.noun(), 7);
        QCOMPARE(pictures, 0);
        QCOMPARE(current.count(), 1);
        selection.setPhrase("red car");
        QCOMPARE(selection.noun(), -1);
        QVERIFY(!selection.showsAll());
        selection.setNoun(-1);  // a view that has lost its noun says nothing new
        QCOMPARE(selection.phrase(), QString("red car"));
        selection.showAll();
        QVERIFY(selection.showsAll());
    }

    void theClusterListAgrees() {
        Selection selection;
        ClusterModel model;
        NoThumbnails thumbnails;
        ClusterList list(model, thumbnails, selection);
        model.setClusters({{0, "fruit", 2, 0.8, 0}, {1, "car", 1, 1, 2}});
        auto* rows = list.findChild<QListView*>();
        const auto chosen = [&] {
            const QModelIndexList indexes = rows->selectionModel()->selectedIndexes();
            return indexes.isEmpty() ? -1 : indexes.first().data(ClusterModel::ClusterRole).toInt();
        };
        selection.setCluster(1);
        QCOMPARE(chosen(), 1);
        model.setClusters({{0, "fruit", 2, 0.8, 0}, {1, "car", 1, 1, 2}});
        QCOMPARE(chosen(), 1);
        selection.setNoun(4);
        QCOMPARE(chosen(), -1);
        QCOMPARE(selection.noun(), 4);
        rows->setCurrentIndex(rows->model()->index(0, 0));
        QCOMPARE(selection.cluster(), 0);
    }

    // Clusters are numbered by size: after another run the same group may have another number.
    void aClusterIsFollowedByThePictureThatStandsForIt() {
        const ClusterView before = view({0, 0, 1}, {1, 2}), now = view({1, 1, 0}, {2, 0});
        QCOMPARE(sameCluster(before, 0, now), 1);
        QCOMPARE(sameCluster(before, 1, now), 0);
        QCOMPARE(sameCluster(before, -1, now), -1);
        QCOMPARE(sameCluster(before, 5, now), -1);
    }
};

QTEST_MAIN(TestSelection)
#include "test_selection.moc"
