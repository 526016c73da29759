#include <QFile>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/map_page.h"
#include "ui/map_raster.h"
#include "ui/map_view.h"
#include "ui/selection.h"
#include "ui/thumbnails.h"

using namespace nounscope;

namespace {

class NoThumbnails : public Thumbnails {
public:
    QImage thumbnail(int) override { return {}; }
};

// Three pictures in a row, the last two in one cluster; picture 0 could not be read.
struct Example {
    std::shared_ptr<const ImageItems> items =
        std::make_shared<const ImageItems>(ImageItems{{"bad.png", "bad.png", "broken"},
                                                      {"a.png", "a.png", ""},
                                                      {"b,c.png", "b,c.png", ""},
                                                      {"d.png", "d.png", ""}});
    std::shared_ptr<const MapLayout> layout =
        std::make_shared<const MapLayout>(MapLayout{{-1, 0}, {0, 0}, {1, 0.5f}});
    std::vector<std::int64_t> pictures{1, 2, 3};
    std::shared_ptr<ClusterView> clusters = std::make_shared<ClusterView>();

    Example() {
        clusters->imageRows = pictures;
        clusters->clustering.assignment = {1, 0, 0};
        clusters->clustering.sizes = {2, 1};
        clusters->names = {{"pair", {}}, {"single", {}}};
    }
};

}  // namespace

class TestMapView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_page = std::make_unique<MapPage>(m_thumbnails, m_selection);
        m_page->resize(440, 300);
        m_page->view().setItems(m_example.items);
        m_page->showLayout(m_example.layout, m_example.pictures);
        m_page->view().setClusters(m_example.clusters);
        m_page->show();
        m_selection.setPictures({});
        m_selection.showAll();
    }
    void cleanup() { m_page.reset(); }

    void allPointsFit() {
        QCOMPARE(m_page->view().dotAt(pixelOf(-1, 0)), 1);
        QCOMPARE(m_page->view().dotAt(pixelOf(0, 0)), 2);
        QCOMPARE(m_page->view().dotAt(pixelOf(1, 0.5)), 3);
        QCOMPARE(m_page->view().dotAt({2, 2}), -1);
    }

    void aClickPicksAndControlAdds() {
        MapView& view = m_page->view();
        QTest::mouseClick(&view, Qt::LeftButton, {}, pixelOf(-1, 0).toPoint());
        QCOMPARE(m_selection.pictures(), std::vector<int>{1});
        QTest::mouseClick(&view, Qt::LeftButton, Qt::ControlModifier, pixelOf(1, 0.5).toPoint());
        QCOMPARE(m_selection.pictures(), std::vector<int>({1, 3}));
        QTest::mouseClick(&view, Qt::LeftButton, Qt::ControlModifier, pixelOf(-1, 0).toPoint());
        QCOMPARE(m_selection.pictures(), std::vector<int>{3});
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(2, 2));
        QVERIFY(m_selection.pictures().empty());
    }

    void aLassoPicksWhatItHolds() {
        MapView& view = m_page->view();
        view.setTool(MapView::Tool::Lasso);
        const QPoint left = pixelOf(-1, 0).toPoint(), middle = pixelOf(0, 0).toPoint();
        QTest::mousePress(&view, Qt::LeftButton, {}, left - QPoint(10, 20));
        for (const QPoint corner :
             {middle + QPoint(10, -20), middle + QPoint(10, 20), left + QPoint(-10, 20)})
            QTest::mouseMove(&view, corner);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, left + QPoint(-10, 20));
        QCOMPARE(m_selection.pictures(), std::vector<int>({1, 2}));
    }

    void dragPansAndTheKeyFitsAgain() {
        MapView& view = m_page->view();
        const QPoint middle = pixelOf(0, 0).toPoint();
        QTest::mousePress(&view, Qt::LeftButton, {}, middle);
        QTest::mouseMove(&view, middle + QPoint(30, 40));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, middle + QPoint(30, 40));
        QCOMPARE(view.dotAt(middle + QPoint(30, 40)), 2);
        QVERIFY(m_selection.pictures().empty());
        QTest::keyClick(&view, Qt::Key_0);
        QCOMPARE(view.dotAt(pixelOf(0, 0)), 2);
    }

    void theChosenClusterStandsOut() {
        MapView& view = m_page->view();
        const QColor before = colorAt(pixelOf(-1, 0));
        m_selection.setCluster(0);
        QVERIFY(colorAt(pixelOf(-1, 0)).lightness() > before.lightness());  // on white: fainter
        m_selection.setCluster(1);
        QCOMPARE(colorAt(pixelOf(-1, 0)), before);
        Q_UNUSED(view);
    }

    void savesWhatItShows() {
        QTemporaryDir folder;
        const QString csv = folder.filePath("map.csv");
        QVERIFY(m_page->saveTo(csv));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(),
                 QByteArray("filepath,x,y,cluster\na.png,-1,0,1\n\"b,c.png\",0,0,0\nd.png,1,0.5,0\n"));
        QVERIFY(m_page->saveTo(folder.filePath("map.png")));
        QCOMPARE(QImage(folder.filePath("map.png")).size(), m_page->view().size() * 2);
        QVERIFY(m_page->saveTo(folder.filePath("map.svg")));
        QVERIFY(QFile(folder.filePath("map.svg")).size() > 500);
        QVERIFY(!m_page->saveTo(folder.filePath("missing/map.png")));
    }

    void asksForAMapOnlyWhenSomebodyLooks() {
        QSignalSpy wanted(m_page.get(), &MapPage::mapWanted);
        m_page->hide();
        m_page->setOutdated();
        QCOMPARE(wanted.count(), 0);
        m_page->show();
        QCOMPARE(wanted.count(), 1);
        m_page->showLayout(m_example.layout, m_example.pictures);
        m_page->hide();
        m_page->show();
        QCOMPARE(wanted.count(), 1);
    }

    // As QPainter composes the same two colours.
    void stampsBlendAsQtDoes() {
        QImage own(5, 5, QImage::Format_ARGB32_Premultiplied), qts = own;
        own.fill(QColor(200, 100, 50));
        qts.fill(QColor(200, 100, 50));
        const QImage stamp = dotStamp(QColor(10, 150, 220, 120), 5);
        blend(own, stamp, 2, 2);
        QPainter painter(&qts);
        painter.drawImage(0, 0, stamp);
        painter.end();
        for (int y = 0; y < 5; ++y)
            for (int x = 0; x < 5; ++x)
                for (const int shift : {0, 8, 16, 24})
                    QVERIFY(std::abs(int(own.pixel(x, y) >> shift & 255) -
                                     int(qts.pixel(x, y) >> shift & 255)) <= 1);
    }

private:
    // As MapCamera::fit has it: the bounds of the three points, with a margin of 24 pixels.
    QPointF pixelOf(double x, double y) {
        const QSizeF size = m_page->view().size();
        const double scale = std::min((size.width() - 48) / 2, (size.height() - 48) / 0.5);
        return {x * scale + size.width() / 2, (y - 0.25) * scale + size.height() / 2};
    }

    QColor colorAt(const QPointF& pixel) {
        return m_page->view().grab().toImage().pixelColor(pixel.toPoint());
    }

    Example m_example;
    NoThumbnails m_thumbnails;
    Selection m_selection;
    std::unique_ptr<MapPage> m_page;
};

QTEST_MAIN(TestMapView)
#include "test_map_view.moc"
