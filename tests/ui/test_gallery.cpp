#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLabel>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include "ui/cluster_model.h"
#include "ui/gallery.h"
#include "ui/notice.h"
#include "ui/picture_grid.h"
#include "ui/selection.h"
#include "ui/thumbnails.h"

using namespace nounscope;

namespace {

std::shared_ptr<const ImageItems> items() {
    ImageItems all;
    for (const char* name : {"a/one.png", "a/two.png", "b/three.png", "b/four.png"})
        all.push_back({name, std::filesystem::path("/pictures") / name, ""});
    all[1].error = "broken";
    all[0].changed = 10;
    all[2].changed = 30;
    all[3].changed = 20;
    all[0].bytes = 2000;
    return std::make_shared<const ImageItems>(std::move(all));
}

// The three that could be read, in two clusters.
std::shared_ptr<const ClusterView> clusters() {
    auto view = std::make_shared<ClusterView>();
    view->clustering.assignment = {0, 1, 0};
    view->clustering.distance = {0.3, 0.2, 0.1};
    view->clustering.confidence = {0.6, 0.5, 0.9};
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

// So many pictures, shown in a window.
struct Wall {
    explicit Wall(int count)
        : gallery(model, thumbnails, selection), grid(gallery.findChild<PictureGrid*>()) {
        ImageItems many(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < many.size(); ++i) {
            many[i].path = std::to_string(i) + ".png";
            many[i].changed = static_cast<std::int64_t>(i * 7919 % many.size());
        }
        model.setItems(std::make_shared<const ImageItems>(std::move(many)));
        gallery.resize(640, 480);
        gallery.show();
        if (!QTest::qWaitForWindowExposed(&gallery)) qFatal("no window");
    }

    int columns() const {
        int count = 1;
        while (grid->visualRect(model.index(count)).top() == grid->visualRect(model.index(0)).top()) ++count;
        return count;
    }
    int firstSeen() const { return grid->indexAt({12, 12}).row(); }

    GalleryModel model;
    CountingThumbnails thumbnails;
    Selection selection;
    Gallery gallery;
    PictureGrid* grid;
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
        model.showAll(GalleryOrder::Typical);
        QCOMPARE(shown(model), (std::vector<int>{0, 2, 3}));
        model.setClusters(clusters());
        model.showCluster(0, GalleryOrder::Typical);
        QCOMPARE(shown(model), (std::vector<int>{3, 0}));
        model.showCluster(0, GalleryOrder::Outliers);
        QCOMPARE(shown(model), (std::vector<int>{0, 3}));
        model.showCluster(1, GalleryOrder::Name);
        QCOMPARE(shown(model), (std::vector<int>{2}));
        model.showAll(GalleryOrder::Outliers);
        QCOMPARE(shown(model), (std::vector<int>{0, 2, 3}));
        model.showAll(GalleryOrder::MostCertain);
        QCOMPARE(shown(model), (std::vector<int>{3, 0, 2}));
        model.showAll(GalleryOrder::LeastCertain);
        QCOMPARE(shown(model), (std::vector<int>{2, 0, 3}));
        model.showAll(GalleryOrder::Newest);
        QCOMPARE(shown(model), (std::vector<int>{2, 3, 0}));
    }

    void dragsFilesOut() {
        GalleryModel model;
        model.setItems(items());
        model.showAll(GalleryOrder::Name);
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(0), model.index(2)}));
        QCOMPARE(data->urls(),
                 (QList<QUrl>{QUrl("file:///pictures/a/one.png"), QUrl("file:///pictures/b/four.png")}));
    }

    void tellsTheFactsOfAPicture() {
        GalleryModel model;
        model.setItems(items());
        model.setClusters(clusters());
        model.showAll(GalleryOrder::Name);
        const QString facts = model.index(0).data(Qt::ToolTipRole).toString();
        for (const char* part : {"a/one.png", "fruit", "60", "0.3", "2.0 kB"})
            QVERIFY2(facts.contains(part), qPrintable(facts));
    }

    // Nine pictures at 0.1 and one at 1.0: mean 0.19, deviation 0.27, so that 1.0 lies three of them away.
    void marksWhatLiesFarFromItsCentre() {
        ImageItems ten(10);
        auto view = std::make_shared<ClusterView>();
        view->clustering.assignment.assign(10, 0);
        view->clustering.confidence.assign(10, 1);
        view->clustering.distance.assign(10, 0.1);
        view->clustering.distance[4] = 1;
        view->names = {{"fruit", {}}};
        view->imageRows = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        GalleryModel model;
        model.setItems(std::make_shared<const ImageItems>(ten));
        model.setClusters(view);
        for (int picture = 0; picture < 10; ++picture) QCOMPARE(model.isFar(picture), picture == 4);
    }

    void showsWhatTheSelectionSays() {
        GalleryModel model;
        CountingThumbnails thumbnails;
        Selection selection;
        Gallery gallery(model, thumbnails, selection);
        model.setItems(items());
        QCOMPARE(shown(model), (std::vector<int>{0, 2, 3}));
        model.setClusters(clusters());
        selection.setCluster(0);
        QCOMPARE(shown(model), (std::vector<int>{3, 0}));
        for (QToolButton* button : gallery.findChildren<QToolButton*>())
            if (button->text() == "Outliers") button->click();
        QCOMPARE(shown(model), (std::vector<int>{0, 3}));
        selection.setPhrase("red car");
        auto matches = std::make_shared<PictureMatches>();
        matches->phrase = "red car";
        matches->understood = "car";
        matches->pictures = {2, 0, 3};
        gallery.setMatches(matches);
        QCOMPARE(shown(model), (std::vector<int>{2, 0, 3}));
        const auto labels = gallery.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](QLabel* label) {
            return label->text().contains("red car") && label->text().contains("only “car”");
        }));
        selection.showAll();
        QCOMPARE(model.rowCount(), 3);
    }

    void saysWhyThereIsNothing() {
        GalleryModel model;
        CountingThumbnails thumbnails;
        Selection selection;
        Gallery gallery(model, thumbnails, selection);
        auto* notice = gallery.findChild<Notice*>();
        gallery.setEmptyText("No picture was found.", "Open another folder");
        QVERIFY(notice->isVisibleTo(&gallery));
        QCOMPARE(notice->sentence(), QString("No picture was found."));
        model.setItems(items());
        QVERIFY(!notice->isVisibleTo(&gallery));
        selection.setPhrase("zyzzyva");
        auto matches = std::make_shared<PictureMatches>();
        matches->phrase = "zyzzyva";
        gallery.setMatches(matches);
        QVERIFY(notice->isVisibleTo(&gallery));
        QVERIFY(notice->sentence().contains("zyzzyva"));
        Q_EMIT notice->answered();
        QVERIFY(selection.showsAll());
        QVERIFY(!notice->isVisibleTo(&gallery));
    }

    void gridAndSelectionAgree() {
        Wall wall(50);
        PictureGrid& grid = *wall.grid;
        const auto click = [&](int place, Qt::KeyboardModifiers keys) {
            QTest::mouseClick(grid.viewport(), Qt::LeftButton, keys,
                              grid.visualRect(wall.model.index(place)).center());
        };
        click(2, {});
        QCOMPARE(wall.selection.pictures(), std::vector<int>{2});
        QCOMPARE(wall.selection.currentPicture(), 2);
        click(4, Qt::ControlModifier);
        QCOMPARE(wall.selection.pictures(), (std::vector<int>{2, 4}));
        click(2, {});
        click(6, Qt::ShiftModifier);
        QCOMPARE(wall.selection.pictures(), (std::vector<int>{2, 3, 4, 5, 6}));
        QTest::keyClick(&grid, Qt::Key_Right);
        QCOMPARE(wall.selection.pictures(), std::vector<int>{7});
        const int columns = wall.columns();
        QTest::keyClick(&grid, Qt::Key_Down);
        QCOMPARE(wall.selection.pictures(), std::vector<int>{7 + columns});
        QTest::keyClick(&grid, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(wall.selection.pictures().size(), std::size_t(50 - 7 - columns));
        wall.selection.setPictures({1, 2, 30});
        QCOMPARE(grid.selectionModel()->selectedIndexes().size(), 3);
        wall.model.showPictures({30, 5, 1});  // another order: the same ones stay chosen
        QCOMPARE(wall.selection.pictures(), (std::vector<int>{1, 2, 30}));
        QVERIFY(grid.selectionModel()->isSelected(wall.model.index(0)));
        QVERIFY(!grid.selectionModel()->isSelected(wall.model.index(1)));
        QTest::keyClick(&grid, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(wall.selection.pictures(), (std::vector<int>{1, 5, 30}));
    }

    void aBandChoosesWhatItTouches() {
        Wall wall(50);
        const int columns = wall.columns();
        QVERIFY(columns >= 3);
        const QRect second = wall.grid->visualRect(wall.model.index(1));
        const QRect below = wall.grid->visualRect(wall.model.index(columns + 2));
        QWidget* viewport = wall.grid->viewport();
        const QPoint from(second.left() - 3, second.top() - 3), to = below.center();
        QTest::mousePress(viewport, Qt::LeftButton, {}, from);
        QTest::mouseMove(viewport, to - QPoint(20, 20));
        QTest::mouseMove(viewport, to);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
        QCOMPARE(wall.selection.pictures(), (std::vector<int>{1, 2, columns + 1, columns + 2}));
    }

    void theFirstPictureSeenStaysWhenTheSizeChanges() {
        Wall wall(5'000);
        wall.grid->scrollTo(wall.model.index(2'000), QAbstractItemView::PositionAtTop);
        const int before = wall.firstSeen();
        wall.grid->setTileSize(64);
        QVERIFY(std::abs(wall.firstSeen() - before) <= wall.columns());
    }

    // 100,000 pictures: only what is on screen is asked for, and no step takes long.
    void a100kPicturesCostWhatIsSeen() {
        constexpr int count = 100'000, worstMs = 50;
        Wall wall(count);
        QTRY_VERIFY(wall.thumbnails.asked.contains(0));
        QVERIFY(wall.thumbnails.asked.size() < 100);
        QElapsedTimer clock;
        qint64 worst = 0;
        const auto step = [&](auto&& action) {
            clock.start();
            action();
            wall.gallery.repaint();
            worst = std::max(worst, clock.elapsed());
        };
        step([&] { wall.gallery.resize(900, 700); });
        step([&] { wall.grid->setTileSize(48); });
        step([&] { wall.grid->setTileSize(160); });
        step([&] { wall.grid->scrollToBottom(); });
        QTRY_VERIFY(wall.thumbnails.asked.contains(count - 1));
        QVERIFY(wall.thumbnails.asked.size() < 1'000);
        step([&] { wall.grid->selectAll(); });
        step([&] { wall.selection.setPictures({1}); });
        step([&] { wall.model.showAll(GalleryOrder::Newest); });
        QVERIFY2(worst < worstMs, qPrintable(QString("%1 ms").arg(worst)));
    }
};

QTEST_MAIN(TestGallery)
#include "test_gallery.moc"
