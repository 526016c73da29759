#include <QAbstractItemModelTester>
#include <QListView>
#include <QMimeData>
#include <QTest>
#include <QUrl>

#include "ui/cluster_model.h"
#include "ui/gallery.h"
#include "ui/selection.h"
#include "ui/thumbnails.h"

using namespace nounscope;

namespace {

std::shared_ptr<const ImageItems> items() {
    ImageItems all;
    for (const char* name : {"a/one.png", "a/two.png", "b/three.png", "b/four.png"})
        all.push_back({name, std::filesystem::path("/pictures") / name, ""});
    all[1].error = "broken";
    return std::make_shared<const ImageItems>(std::move(all));
}

// The three that could be read, in two clusters.
std::shared_ptr<const ClusterView> clusters() {
    auto view = std::make_shared<ClusterView>();
    view->clustering.assignment = {0, 1, 0};
    view->clustering.distance = {0.3, 0.2, 0.1};
    view->clustering.sizes = {2, 1};
    view->clustering.medoids = {2, 1};
    view->names = {{"fruit", {}}, {"car", {}}};
    view->imageRows = {0, 2, 3};
    return view;
}

std::vector<int> shown(const GalleryModel& model) {
    std::vector<int> pictures;
    for (int row = 0; row < model.rowCount(); ++row)
        pictures.push_back(model.index(row).data(GalleryModel::PictureRole).toInt());
    return pictures;
}

// Counts what is asked for.
class CountingThumbnails : public Thumbnails {
public:
    QImage thumbnail(int picture) override {
        asked.insert(picture);
        QImage image(8, 8, QImage::Format_RGB32);
        image.fill(Qt::red);
        return image;
    }
    QSet<int> asked;
};

}  // namespace

class TestGallery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheRulesOfModels() {
        GalleryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setItems(items());
        model.setClusters(clusters());
        model.showCluster(0, GalleryOrder::Outliers);
        ClusterModel list;
        const QAbstractItemModelTester clusterTester(&list,
                                                     QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setClusters(clusterRows(*clusters()));
        QCOMPARE(list.index(1).data().toString(), QString("car"));
        QCOMPARE(list.index(0).data(ClusterModel::CohesionRole).toDouble(), 0.8);
        QCOMPARE(list.index(0).data(ClusterModel::MedoidRole).toInt(), 3);
    }

    void ordersByDistanceAndLeavesBrokenPicturesOut() {
        GalleryModel model;
        model.setItems(items());
        QCOMPARE(shown(model), (std::vector<int>{0, 2, 3}));
        model.setClusters(clusters());
        model.showCluster(0, GalleryOrder::Representative);
        QCOMPARE(shown(model), (std::vector<int>{3, 0}));
        model.showCluster(0, GalleryOrder::Outliers);
        QCOMPARE(shown(model), (std::vector<int>{0, 3}));
        model.showCluster(1, GalleryOrder::Name);
        QCOMPARE(shown(model), (std::vector<int>{2}));
    }

    void dragsFilesOut() {
        GalleryModel model;
        model.setItems(items());
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(0), model.index(2)}));
        QCOMPARE(data->urls(),
                 (QList<QUrl>{QUrl("file:///pictures/a/one.png"), QUrl("file:///pictures/b/four.png")}));
    }

    // 100,000 pictures: only what is on screen is asked for.
    void asksForVisibleThumbnailsOnly() {
        ImageItems many(100'000);
        for (std::size_t i = 0; i < many.size(); ++i) many[i].path = std::to_string(i) + ".png";
        GalleryModel model;
        CountingThumbnails thumbnails;
        Selection selection;
        Gallery gallery(model, thumbnails, selection);
        model.setItems(std::make_shared<const ImageItems>(std::move(many)));
        gallery.resize(640, 480);
        gallery.show();
        QVERIFY(QTest::qWaitForWindowExposed(&gallery));
        QTRY_VERIFY(thumbnails.asked.contains(0));
        QVERIFY(thumbnails.asked.size() < 100);
        gallery.findChild<QListView*>()->scrollToBottom();
        QTRY_VERIFY(thumbnails.asked.contains(99'999));
        QVERIFY(thumbnails.asked.size() < 200);
    }
};

QTEST_MAIN(TestGallery)
#include "test_gallery.moc"
