#include "core/io/image_decode.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <opencv2/core.hpp>

#include "core/model/error.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

// Orientation n: where the stored picture's pixel (x, y) of w x h stands upright, from the Exif standard's
// wording (the side of the scene at which row 0 and column 0 are).
static cv::Point upright(int n, int x, int y, int w, int h) {
    switch (n) {
        case 2:
            return {w - 1 - x, y};  // top, right
        case 3:
            return {w - 1 - x, h - 1 - y};  // bottom, right
        case 4:
            return {x, h - 1 - y};  // bottom, left
        case 5:
            return {y, x};  // left, top
        case 6:
            return {h - 1 - y, x};  // right, top
        case 7:
            return {h - 1 - y, w - 1 - x};  // right, bottom
        case 8:
            return {y, w - 1 - x};  // left, bottom
        default:
            return {x, y};
    }
}

static double distance(const cv::Mat& a, const cv::Mat& b) {
    if (a.size() != b.size() || a.type() != b.type()) return 1e9;
    return cv::norm(a, b, cv::NORM_INF);
}

// JPEG smears colours across the edges, so its pixels are held to the mean.
static double meanDistance(const cv::Mat& a, const cv::Mat& b) {
    if (a.size() != b.size() || a.type() != b.type()) return 1e9;
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * a.elemSize());
}

class TestImageDecode : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    PictureSettings m_settings;

    fs::path path(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

    cv::Mat decode(const Bytes& bytes, const char* name = "picture") const {
        writeBytes(path(name), bytes);
        return decodeImage(path(name), m_settings);
    }
    QString reason(const fs::path& file) const {
        try {
            decodeImage(file, m_settings);
        } catch (const Error& error) {
            return error.kind() == ErrorKind::BadInput ? error.what() : "wrong kind of error";
        }
        return "decoded";
    }
    QString reason(const Bytes& bytes) const {
        writeBytes(path("broken"), bytes);
        return reason(path("broken"));
    }
    cv::Mat decode(const QImage& image, const char* format = "PNG") const {
        image.save(QString::fromStdString(path("qt").string()), format);
        return decodeImage(path("qt"), m_settings);
    }

private Q_SLOTS:
    void init() { m_settings = {}; }

    void losslessFormatsKeepEveryPixel_data() {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {".png", ".bmp", ".tiff"})
            QTest::newRow(extension) << QString(extension);
    }
    void losslessFormatsKeepEveryPixel() {
        QFETCH(const QString, extension);
        const Bytes bytes = encoded(sixColors(), extension.toLatin1().constData());
        QCOMPARE(distance(decode(bytes, "name-says-nothing.jpg"), sixColors()), 0.0);
    }

    void webpAndJpegComeClose() {
        // Above 100 OpenCV writes lossless WebP.
        QCOMPARE(
            distance(decode(encoded(sixColors(), ".webp", {cv::IMWRITE_WEBP_QUALITY, 101})), sixColors()),
            0.0);
        QVERIFY(meanDistance(decode(encoded(sixColors(), ".jpg")), sixColors()) < 8);
    }

    void orientationIsAppliedExactlyOnce_data() {
        QTest::addColumn<int>("orientation");
        for (int n = 1; n <= 8; ++n) QTest::newRow(std::to_string(n).c_str()) << n;
    }
    void orientationIsAppliedExactlyOnce() {
        QFETCH(const int, orientation);
        const cv::Mat stored = sixColors();
        const bool turned = orientation >= 5;
        cv::Mat expected(turned ? stored.cols : stored.rows, turned ? stored.rows : stored.cols, CV_8UC3);
        for (int y = 0; y < stored.rows; ++y)
            for (int x = 0; x < stored.cols; ++x)
                expected.at<cv::Vec3b>(upright(orientation, x, y, stored.cols, stored.rows)) =
                    stored.at<cv::Vec3b>(y, x);

        const Bytes png =
            pngWithChunk(encoded(stored, ".png"), "eXIf", exifBlock(orientation, orientation % 2));
        const Bytes jpeg = jpegWithExif(encoded(stored, ".jpg", {cv::IMWRITE_JPEG_QUALITY, 100}),
                                        exifBlock(orientation, orientation % 2));
        QCOMPARE(distance(decode(png), expected), 0.0);
        QVERIFY(meanDistance(decode(jpeg), expected) < 8);
        m_settings.orientation = Orientation::Stored;
        QCOMPARE(distance(decode(png), stored), 0.0);
        QVERIFY(meanDistance(decode(jpeg), stored) < 8);
    }

    void paletteGreyAndDeepPngsBecomeRgb() {
        QImage indexed(2, 1, QImage::Format_Indexed8);
        indexed.setColorTable({qRgb(1, 2, 3), qRgb(200, 100, 50)});
        indexed.setPixel(0, 0, 1);
        indexed.setPixel(1, 0, 0);
        const cv::Mat palette = decode(indexed);
        QCOMPARE(palette.type(), CV_8UC3);
        QVERIFY(palette.at<cv::Vec3b>(0, 0) == cv::Vec3b(200, 100, 50));
        QVERIFY(palette.at<cv::Vec3b>(0, 1) == cv::Vec3b(1, 2, 3));

        indexed.setColorTable({qRgba(1, 2, 3, 0), qRgba(200, 100, 50, 128)});
        const cv::Mat transparent = decode(indexed);
        QCOMPARE(transparent.type(), CV_8UC4);
        QVERIFY(transparent.at<cv::Vec4b>(0, 0) == cv::Vec4b(200, 100, 50, 128));
        QCOMPARE(int(transparent.at<cv::Vec4b>(0, 1)[3]), 0);

        QImage bit(3, 1, QImage::Format_Mono);
        bit.setColorTable({qRgb(0, 0, 0), qRgb(255, 255, 255)});
        bit.fill(0);
        bit.setPixel(1, 0, 1);
        const cv::Mat mono = decode(bit);
        QVERIFY(mono.at<cv::Vec3b>(0, 0) == cv::Vec3b(0, 0, 0));
        QVERIFY(mono.at<cv::Vec3b>(0, 1) == cv::Vec3b(255, 255, 255));

        QImage deep(1, 1, QImage::Format_RGBA64);
        deep.setPixelColor(0, 0, QColor::fromRgba64(0x12FF, 0x3400, 0xFFFF, 0x80FF));
        const cv::Mat shrunk = decode(deep);
        QVERIFY(shrunk.at<cv::Vec4b>(0, 0) == cv::Vec4b(0x12, 0x34, 0xFF, 0x80));

        cv::Mat gray16(1, 2, CV_16UC1);
        gray16.at<std::uint16_t>(0, 0) = 0x01FF;
        gray16.at<std::uint16_t>(0, 1) = 0xFEFF;
        for (const char* extension : {".png", ".tiff"}) {
            Bytes bytes;
            cv::imencode(extension, gray16, bytes);
            const cv::Mat gray = decode(bytes);
            QVERIFY(gray.at<cv::Vec3b>(0, 0) == cv::Vec3b(1, 1, 1));
            QVERIFY(gray.at<cv::Vec3b>(0, 1) == cv::Vec3b(0xFE, 0xFE, 0xFE));
        }
    }

    void svgIsDrawnLargeAndKeepsItsTransparency() {
        const cv::Mat drawn =
            decode(bytesOf("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='20' "
                           "height='10'><rect width='10' height='10' fill='#ff8000'/></svg>"));
        QCOMPARE(drawn.type(), CV_8UC4);
        QCOMPARE(drawn.cols, 1024);
        QCOMPARE(drawn.rows, 512);
        QVERIFY(drawn.at<cv::Vec4b>(256, 100) == cv::Vec4b(255, 128, 0, 255));
        QCOMPARE(int(drawn.at<cv::Vec4b>(256, 900)[3]), 0);
    }

    void filesThatCannotBeReadSayWhy() {
        QCOMPARE(reason(path("absent.png")), "the file does not exist (any more)");
        QCOMPARE(reason(Bytes{}), "the file is empty");
        QCOMPARE(reason(fs::path(m_folder.path().toStdString())), "a folder, not a file");
        fs::create_symlink("nowhere.png", path("dangling.png"));
        QCOMPARE(reason(path("dangling.png")), "a symbolic link to nowhere.png, which does not exist");
        fs::create_symlink("loop.png", path("loop.png"));
        QCOMPARE(reason(path("loop.png")), "a symbolic link that leads back to itself");
        QCOMPARE(mkfifo(path("pipe.png").c_str(), 0600), 0);
        QCOMPARE(reason(path("pipe.png")), "not a regular file");
    }

    void unreadableFileSaysSo() {
        if (geteuid() == 0) QSKIP("root may read every file");
        writeBytes(path("secret.png"), encoded(sixColors(), ".png"));
        fs::permissions(path("secret.png"), fs::perms::none);
        QCOMPARE(reason(path("secret.png")), "no permission to read it");
    }

    void whatIsNoPictureSaysWhatItSeems() {
        QCOMPARE(reason(bytesOf("%PDF-1.5 ...")), "not a picture: a PDF document");
        QCOMPARE(reason(bytesOf("<!DOCTYPE html><html><svg></svg></html>")), "not a picture: a web page");
        QCOMPARE(reason(bytesOf("Dear diary,\n")), "not a picture: text");
        QCOMPARE(reason(Bytes(5000, 0)),
                 "not a picture: nothing but zero bytes (a copy or recovery that failed?)");
        QCOMPARE(reason(Bytes{1, 2, 3, 0, 200}), "not a picture: data of an unknown kind");
        QCOMPARE(reason(bytesOf("BMW is a maker of cars")), "not a picture: text");
    }

    void truncatedFilesAreRefused_data() {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<QString>("format");
        QTest::newRow("png") << ".png"
                             << "PNG";
        QTest::newRow("jpeg") << ".jpg"
                              << "JPEG";
        QTest::newRow("webp") << ".webp"
                              << "WebP";
        QTest::newRow("bmp") << ".bmp"
                             << "BMP";
        QTest::newRow("tiff") << ".tiff"
                              << "TIFF";
    }
    void truncatedFilesAreRefused() {
        QFETCH(const QString, extension);
        QFETCH(const QString, format);
        cv::Mat noise(200, 300, CV_8UC3);
        cv::RNG(7).fill(noise, cv::RNG::UNIFORM, 0, 256);
        const Bytes whole = encoded(noise, extension.toLatin1().constData());
        for (const double share : {0.002, 0.1, 0.5, 0.97}) {
            const auto end = static_cast<std::ptrdiff_t>(share * static_cast<double>(whole.size()));
            QCOMPARE(reason(Bytes(whole.begin(), whole.begin() + end)),
                     "truncated " + format + ": the file ends before the picture does");
        }
    }

    void jpegThatLacksOnlyItsEndMarkerIsWhole() {
        Bytes jpeg = encoded(sixColors(), ".jpg");
        jpeg.resize(jpeg.size() - 2);
        QCOMPARE(decode(jpeg).cols, 48);
    }

    void giganticPicturesAreRefusedFromTheirHeader() {
        m_settings.maxPixels = 48 * 32 - 1;
        for (const char* extension : {".png", ".jpg", ".webp", ".bmp", ".tiff"})
            QCOMPARE(reason(encoded(sixColors(), extension)),
                     "too large: 48 x 32 pixels, more than the limit of 1535 (raise it with --max-pixels)");
        m_settings.maxPixels = 48 * 32;
        QCOMPARE(decode(encoded(sixColors(), ".jpg")).cols, 48);

        m_settings = {};
        Bytes bomb = encoded(sixColors(), ".png");
        const Bytes header = bigEndian(100'000, 4) + bigEndian(100'000, 4) + Bytes{8, 2, 0, 0, 0};
        const Bytes chunk = pngChunk("IHDR", header);
        std::copy(chunk.begin(), chunk.end(), bomb.begin() + 8);
        QVERIFY(reason(bomb).startsWith("too large: 100000 x 100000 pixels"));
    }

    void callerMayHoldBackPixelsAndStop() {
        writeBytes(path("held.png"), encoded(sixColors(), ".png"));
        DecodeControl control;
        std::int64_t asked = 0;
        control.admit = [&](std::int64_t pixels) { asked += pixels; };
        decodeImage(path("held.png"), m_settings, control);
        QCOMPARE(asked, std::int64_t(48 * 32));
        CancelToken cancel;
        cancel.cancel();
        control.cancel = &cancel;
        QVERIFY_EXCEPTION_THROWN(decodeImage(path("held.png"), m_settings, control), Cancelled);
    }

    void alphaIsCompositedOnWhiteOrDropped() {
        cv::Mat rgba(1, 3, CV_8UC4);
        rgba.at<cv::Vec4b>(0, 0) = {10, 20, 30, 255};
        rgba.at<cv::Vec4b>(0, 1) = {10, 20, 30, 0};
        rgba.at<cv::Vec4b>(0, 2) = {0, 100, 255, 51};  // a fifth
        const cv::Mat white = toRgb(rgba, AlphaMode::White), dropped = toRgb(rgba, AlphaMode::Drop);
        QVERIFY(white.at<cv::Vec3b>(0, 0) == cv::Vec3b(10, 20, 30));
        QVERIFY(white.at<cv::Vec3b>(0, 1) == cv::Vec3b(255, 255, 255));
        QVERIFY(white.at<cv::Vec3b>(0, 2) == cv::Vec3b(204, 224, 255));
        QVERIFY(dropped.at<cv::Vec3b>(0, 1) == cv::Vec3b(10, 20, 30));
    }
};

QTEST_GUILESS_MAIN(TestImageDecode)
#include "test_image_decode.moc"
