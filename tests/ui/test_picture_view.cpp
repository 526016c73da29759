#include <QLabel>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>

#include "ui/gallery_model.h"
#include "ui/picture_canvas.h"
#include "ui/picture_view.h"
#include "ui/selection.h"
#include "ui/thumbnails.h"

using namespace nounscope;

namespace {

class NoThumbnails : public Thumbnails {
public:
    QImage thumbnail(int) override { return {}; }
};

// Answers when told to.
class SlowPictures : public Pictures {
public:
    void request(int picture) override { asked.append(picture); }
    void answer(int picture, const QSize& size, const QString& reason = {}) {
        auto whole = std::make_shared<WholePicture>();
        whole->picture = picture;
        whole->reason = reason;
        whole->format = "PNG";
        if (!size.isEmpty()) {
            whole->image = QImage(size, QImage::Format_RGB32);
            whole->image.fill(Qt::red);
        }
        Q_EMIT ready(whole);
    }
    QList<int> asked;
};

struct Open {
    Open() : view(model, thumbnails, pictures, selection) {
        ImageItems items(4);
        for (std::size_t i = 0; i < items.size(); ++i) {
            items[i].path = "folder/" + std::to_string(i) + ".png";
            items[i].file = "/" + items[i].path;
        }
        model.setItems(std::make_shared<const ImageItems>(items));
        model.showPictures({2, 0, 3});
        view.resize(800, 500);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view)) qFatal("no window");
        view.open(0);
    }
    bool says(const QString& text) const {
        const auto labels = view.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](QLabel* label) { return label->isVisible() && label->text().contains(text); });
    }

    GalleryModel model;
    NoThumbnails thumbnails;
    SlowPictures pictures;
    Selection selection;
    PictureView view;
};

}  // namespace

class TestPictureView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesOnInTheGallerysOrder() {
        Open open;
        QVERIFY(open.says("0.png"));
        QVERIFY(open.says("2 of 3"));
        QTest::keyClick(&open.view, Qt::Key_Right);
        QTest::keyClick(&open.view, Qt::Key_Right);  // there is none further
        QCOMPARE(open.selection.currentPicture(), 3);
        QTest::keyClick(&open.view, Qt::Key_Home);
        QCOMPARE(open.pictures.asked, (QList<int>{0, 3, 2}));
        QCOMPARE(open.selection.pictures(), std::vector<int>{2});
    }

    void showsOnlyThePictureThatIsWanted() {
        Open open;
        QTest::keyClick(&open.view, Qt::Key_Right);
        open.pictures.answer(0, {640, 480});  // too late
        QVERIFY(!open.says("640"));
        open.pictures.answer(3, {320, 200});
        QTRY_VERIFY(open.says("320 × 200"));
        QVERIFY(open.says("PNG"));
    }

    void saysWhyAPictureCannotBeSeen() {
        Open open;
        open.pictures.answer(0, {}, "the file is empty");
        QVERIFY(open.says("the file is empty"));
        QTest::keyClick(&open.view, Qt::Key_Right);
        QVERIFY(!open.says("the file is empty"));
    }

    void listsTheNounsOfThisPicture() {
        Open open;
        open.view.showNouns({3, {{7, "pear", 0.9}}});  // another picture's
        auto* table = open.view.findChild<QTableWidget*>();
        QCOMPARE(table->rowCount(), 0);
        open.view.showNouns({0, {{5, "apple", 0.8}, {6, "fruit", 0.5}}});
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->item(0, 0)->text(), QString("apple"));
        QCOMPARE(table->item(1, 1)->text(), QString("0.50"));
        QSignalSpy closed(&open.view, &PictureView::closed);
        Q_EMIT table->cellActivated(1, 0);
        QCOMPARE(open.selection.noun(), 6);
        QCOMPARE(closed.count(), 1);
    }

    void fitsAndZooms() {
        PictureCanvas canvas;
        canvas.resize(300, 200);
        QImage image(400, 400, QImage::Format_RGB32);
        canvas.setImage(image, {});
        QCOMPARE(canvas.zoom(), 0.5);
        canvas.resize(600, 300);
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        QCOMPARE(canvas.zoom(), 0.75);  // stays fitted
        canvas.setZoom(1);
        QCOMPARE(canvas.zoom(), 1.0);
        canvas.zoomBy(1000);
        QCOMPARE(canvas.zoom(), 32.0);
        canvas.zoomBy(1e-6);
        QCOMPARE(canvas.zoom(), 0.75);
        canvas.setImage(QImage(20, 10, QImage::Format_RGB32), {});
        QCOMPARE(canvas.zoom(), 1.0);  // not enlarged
    }

    // The pixel under the mouse stays there: the left half is black, the right half white.
    void zoomsAboutTheMouse() {
        QImage image(400, 400, QImage::Format_RGB32);
        for (int y = 0; y < 400; ++y)
            for (int x = 0; x < 400; ++x) image.setPixel(x, y, x < 200 ? 0xff000000 : 0xffffffff);
        PictureCanvas canvas;
        canvas.resize(400, 400);
        canvas.setImage(image, {});
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        const QPointF mouse(204, 300);
        for (int turn = 0; turn < 4; ++turn) {
            QWheelEvent wheel(mouse, canvas.mapToGlobal(mouse), {}, {0, 120}, Qt::NoButton, {},
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&canvas, &wheel);
        }
        QVERIFY(canvas.zoom() > 2);
        const QImage seen = canvas.grab().toImage();
        QCOMPARE(qGray(seen.pixel(mouse.toPoint())), 255);
        QCOMPARE(qGray(seen.pixel(mouse.toPoint() - QPoint(14, 0))), 0);  // 4 pixels are 10 now
    }
};

QTEST_MAIN(TestPictureView)
#include "test_picture_view.moc"
