// Thumbnails as every program of the desktop finds them, of every kind of picture, and originals left alone.
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "app/desktop/picture_loader.h"
#include "app/desktop/thumbnail_file.h"
#include "app/desktop/thumbnail_loader.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;

class TestThumbnails : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_cache = m_folder->filePath("cache");
    }

    // The example in the specification's text, and names that toolkits escape differently.
    void liesWhereTheSpecificationSays() {
        QCOMPARE(thumbnailPath("/home/jens/photos/me.png", "/c"),
                 QString("/c/large/c6ee772d9e49320e97ec29a7eb5b1697.png"));
        // echo -n 'file:///a/b%20c%3B%5Bd%5D(e).png' | md5sum
        QCOMPARE(thumbnailPath("/a/b c;[d](e).png", "/c"),
                 "/c/large/" + md5("file:///a/b%20c%3B%5Bd%5D(e).png"));
        QCOMPARE(thumbnailPath("/a/\xff.png", "/c"), "/c/large/" + md5("file:///a/%FF.png"));
    }

    void isWrittenOnceForTheOwnerAlone() {
        const std::string file = draw("one.png", 400, 200);
        const QImage first = loadThumbnail(file, m_cache);
        QCOMPARE(first.size(), QSize(256, 128));
        const QString kept = thumbnailPath(file, m_cache);
        const QImage written(kept);
        QCOMPARE(written.text("Thumb::MTime"),
                 QString::number(QFileInfo(QString::fromStdString(file)).lastModified().toSecsSinceEpoch()));
        QVERIFY(written.text("Thumb::URI").endsWith("/one.png"));
        namespace fs = std::filesystem;
        QVERIFY(fs::status(kept.toStdString()).permissions() ==
                (fs::perms::owner_read | fs::perms::owner_write));
        QVERIFY(fs::status((m_cache + "/large").toStdString()).permissions() == fs::perms::owner_all);

        // What another program wrote for the same file as it is now is taken.
        QImage other(10, 10, QImage::Format_RGB32);
        other.fill(Qt::green);
        other.setText("Thumb::URI", written.text("Thumb::URI"));
        other.setText("Thumb::MTime", written.text("Thumb::MTime"));
        QVERIFY(other.save(kept));
        QCOMPARE(loadThumbnail(file, m_cache).size(), QSize(10, 10));
        // Of an older one it is not.
        other.setText("Thumb::MTime", "1");
        QVERIFY(other.save(kept));
        QCOMPARE(loadThumbnail(file, m_cache).size(), QSize(256, 128));
    }

    void leavesOriginalsAlone() {
        const std::string file = draw("one.png", 400, 200);
        const test::Bytes bytes = readBytes(file);
        const auto changed = std::filesystem::last_write_time(file);
        QVERIFY(QFile::setPermissions(QString::fromStdString(file), QFileDevice::ReadOwner));
        QVERIFY(!loadThumbnail(file, m_cache).isNull());
        QVERIFY(readBytes(file) == bytes);
        QVERIFY(std::filesystem::last_write_time(file) == changed);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList("one.png"));
    }

    void takesLargeJpegsAsTheyAreHeld() {
        cv::Mat image(1200, 1800, CV_8UC3, cv::Scalar(255, 0, 0));
        const std::string file = m_folder->filePath("large.jpg").toStdString();
        writeBytes(file, encoded(image, ".jpg"));
        const QImage thumbnail = loadThumbnail(file, {});
        QCOMPARE(thumbnail.size(), QSize(256, 170));
        QVERIFY(qRed(thumbnail.pixel(100, 100)) > 250);
        QVERIFY(!QDir(m_cache).exists());
    }

    void aCacheThatCannotBeWrittenCostsNothing() {
        QVERIFY(!loadThumbnail(draw("one.png", 40, 20), "/proc/nowhere").isNull());
    }

    void marksWhatCannotBeRead() {
        writeBytes(m_folder->filePath("broken.png").toStdString(), bytesOf("no picture"));
        ImageItems items(2);
        items[0].file = m_folder->filePath("broken.png").toStdString();
        items[1].file = draw("one.png", 40, 20);
        ThumbnailLoader loader(m_cache);
        loader.setItems(std::make_shared<const ImageItems>(items));
        QSignalSpy ready(&loader, &Thumbnails::ready);
        QVERIFY(loader.thumbnail(0).isNull());
        QVERIFY(loader.thumbnail(1).isNull());
        while (ready.count() < 2) QVERIFY(ready.wait());
        QVERIFY(loader.isBroken(0));
        QVERIFY(!loader.isBroken(1));
        QCOMPARE(loader.thumbnail(1).size(), QSize(40, 20));
        writeBytes(items[0].file.string(), encoded(cv::Mat(9, 9, CV_8UC3, cv::Scalar::all(0)), ".png"));
        loader.setItems(std::make_shared<const ImageItems>(items));  // another run: tried again
        QVERIFY(loader.thumbnail(0).isNull());
        QVERIFY(ready.wait());
        QCOMPARE(loader.thumbnail(0).size(), QSize(9, 9));
    }

    void wholePicturesAnswerTheNewestRequest() {
        ImageItems items(3);
        for (std::size_t i = 0; i < 3; ++i)
            items[i].file = draw(std::to_string(i) + ".png", 100 + static_cast<int>(i), 50);
        items[1].file += ".missing";
        PictureLoader loader;
        loader.setItems(std::make_shared<const ImageItems>(items));
        std::shared_ptr<const WholePicture> last;
        int answers = 0;
        connect(&loader, &Pictures::ready, this, [&](std::shared_ptr<const WholePicture> whole) {
            last = std::move(whole);
            ++answers;
        });
        loader.request(0);
        loader.request(2);
        QTRY_VERIFY(last);
        QCOMPARE(last->picture, 2);
        QCOMPARE(last->image.size(), QSize(102, 50));
        QCOMPARE(last->format, QString("PNG"));
        QCOMPARE(answers, 1);
        loader.request(1);
        QTRY_COMPARE(last->picture, 1);
        QVERIFY(last->image.isNull());
        QVERIFY(!last->reason.isEmpty());
    }

private:
    std::string draw(const std::string& name, int width, int height) {
        const std::string file = m_folder->filePath(QString::fromStdString(name)).toStdString();
        writeBytes(file, encoded(cv::Mat(height, width, CV_8UC3, cv::Scalar(200, 100, 50)), ".png"));
        return file;
    }

    static QString md5(const QByteArray& uri) {
        QProcess process;
        process.start("md5sum");
        process.write(uri);
        process.closeWriteChannel();
        process.waitForFinished();
        return QString::fromLatin1(process.readAllStandardOutput().left(32)) + ".png";
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_cache;
};

QTEST_MAIN(TestThumbnails)
#include "test_thumbnails.moc"
