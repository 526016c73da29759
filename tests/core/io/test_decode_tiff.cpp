// The many ways in which a TIFF can keep its samples, from files made by libtiff.
#include <tiffio.h>

#include <QTest>

#include "tests/core/io/format_test.h"

using namespace nounscope;
using namespace nounscope::test;

class TestDecodeTiff : public FormatTest {
    Q_OBJECT

    struct TiffOptions {
        std::uint16_t bits = 8, samples = 3, photometric = PHOTOMETRIC_RGB, planar = PLANARCONFIG_CONTIG;
        std::uint16_t orientation = ORIENTATION_TOPLEFT, format = SAMPLEFORMAT_UINT,
                      compression = COMPRESSION_NONE;
        int extra = -1;
        bool tiled = false, bigEndian = false;
    };
    // width x height, rows of `data` one after another (planes one after another where separate).
    cv::Mat decodeTiff(int width, int height, Bytes data, const TiffOptions& options) const {
        TIFF* tiff = TIFFOpen(file().c_str(), options.bigEndian ? "wb" : "wl");
        TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
        TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
        TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, options.bits);
        TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, options.samples);
        TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, options.photometric);
        TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, options.planar);
        TIFFSetField(tiff, TIFFTAG_ORIENTATION, options.orientation);
        TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, options.format);
        TIFFSetField(tiff, TIFFTAG_COMPRESSION, options.compression);
        if (options.extra >= 0) {
            const auto kind = static_cast<std::uint16_t>(options.extra);
            TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
        }
        if (options.photometric == PHOTOMETRIC_PALETTE) {
            std::uint16_t red[256] = {0x1200, 0xFF00}, green[256] = {0x3400, 0x8000}, blue[256] = {0x5600, 0};
            TIFFSetField(tiff, TIFFTAG_COLORMAP, red, green, blue);
        }
        const std::size_t rowBytes = data.size() / static_cast<std::size_t>(height);
        if (options.tiled) {
            // One tile of 16 x 16, the picture in its corner.
            TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 16);
            TIFFSetField(tiff, TIFFTAG_TILELENGTH, 16);
            Bytes tile(16 * 16 * std::size_t{options.samples} * options.bits / 8, 77);
            for (int y = 0; y < height; ++y)
                std::copy_n(data.begin() + y * static_cast<std::ptrdiff_t>(rowBytes), rowBytes,
                            tile.begin() + y * static_cast<std::ptrdiff_t>(tile.size() / 16));
            TIFFWriteEncodedTile(tiff, 0, tile.data(), static_cast<tmsize_t>(tile.size()));
        } else if (options.planar == PLANARCONFIG_SEPARATE) {
            const std::size_t plane = data.size() / options.samples;
            TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, height);
            for (unsigned p = 0; p < options.samples; ++p)
                TIFFWriteEncodedStrip(tiff, p, &data[p * plane], static_cast<tmsize_t>(plane));
        } else {
            TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 1);
            for (int y = 0; y < height; ++y)
                TIFFWriteScanline(tiff, &data[static_cast<std::size_t>(y) * rowBytes],
                                  static_cast<unsigned>(y));
        }
        TIFFClose(tiff);
        return decodeImage(file(), m_settings);
    }

private Q_SLOTS:
    void init() { m_settings = {}; }

    void tiffGreyAndRgbSamplesAreTakenAsTheyAre() {
        const Bytes two = {10, 20, 30, 250, 150, 50};
        QVERIFY(rgb(decodeTiff(2, 1, two, {}), 0, 1) == cv::Vec3b(250, 150, 50));
        TiffOptions options;
        options.planar = PLANARCONFIG_SEPARATE;
        QVERIFY(rgb(decodeTiff(2, 1, {10, 250, 20, 150, 30, 50}, options), 0, 1) == cv::Vec3b(250, 150, 50));
        options = {};
        options.tiled = true;
        options.compression = COMPRESSION_LZW;
        const cv::Mat tiled = decodeTiff(2, 2, {10, 20, 30, 250, 150, 50, 1, 2, 3, 4, 5, 6}, options);
        QCOMPARE(tiled.size(), cv::Size(2, 2));
        QVERIFY(rgb(tiled, 0, 1) == cv::Vec3b(250, 150, 50));
        QVERIFY(rgb(tiled, 1, 0) == cv::Vec3b(1, 2, 3));
        for (const bool bigEndian : {false, true}) {
            options = {};
            options.bits = 16;
            options.bigEndian = bigEndian;
            // The library takes samples in this machine's order and stores them in the file's.
            const std::uint16_t samples[] = {0x12FF, 0x3400, 0xFFFF};
            const auto* begin = reinterpret_cast<const std::uint8_t*>(samples);
            QVERIFY(rgb(decodeTiff(1, 1, Bytes(begin, begin + 6), options), 0, 0) ==
                    cv::Vec3b(0x12, 0x34, 0xFF));
        }
        options = {};
        options.samples = 1;
        options.photometric = PHOTOMETRIC_MINISWHITE;
        QVERIFY(rgb(decodeTiff(1, 1, {55}, options), 0, 0) == cv::Vec3b(200, 200, 200));
    }

    void tiffAlphaComesStraight() {
        TiffOptions options;
        options.samples = 4;
        options.extra = EXTRASAMPLE_UNASSALPHA;
        QVERIFY(decodeTiff(1, 1, {200, 100, 50, 51}, options).at<cv::Vec4b>(0, 0) ==
                cv::Vec4b(200, 100, 50, 51));
        options.extra = EXTRASAMPLE_ASSOCALPHA;
        QVERIFY(decodeTiff(1, 1, {40, 20, 10, 51}, options).at<cv::Vec4b>(0, 0) ==
                cv::Vec4b(200, 100, 50, 51));
        options.extra = EXTRASAMPLE_UNSPECIFIED;
        QCOMPARE(decodeTiff(1, 1, {40, 20, 10, 51}, options).type(), CV_8UC3);
        options.samples = 2;
        options.photometric = PHOTOMETRIC_MINISWHITE;
        options.extra = EXTRASAMPLE_UNASSALPHA;
        QVERIFY(decodeTiff(1, 1, {55, 51}, options).at<cv::Vec4b>(0, 0) == cv::Vec4b(200, 200, 200, 51));
    }

    void tiffPaletteBitsAndInksAreConverted() {
        TiffOptions options;
        options.samples = 1;
        options.photometric = PHOTOMETRIC_PALETTE;
        const cv::Mat palette = decodeTiff(2, 1, {0, 1}, options);
        QVERIFY(rgb(palette, 0, 0) == cv::Vec3b(0x12, 0x34, 0x56));
        QVERIFY(rgb(palette, 0, 1) == cv::Vec3b(0xFF, 0x80, 0));
        options.photometric = PHOTOMETRIC_MINISBLACK;
        options.bits = 1;
        const cv::Mat bits = decodeTiff(8, 1, {0x40}, options);
        QVERIFY(rgb(bits, 0, 0) == cv::Vec3b(0, 0, 0));
        QVERIFY(rgb(bits, 0, 1) == cv::Vec3b(255, 255, 255));
        options = {};
        options.samples = 4;
        options.photometric = PHOTOMETRIC_SEPARATED;
        QVERIFY(cv::norm(rgb(decodeTiff(1, 1, {102, 0, 255, 51}, options), 0, 0), cv::Vec3b(122, 204, 0),
                         cv::NORM_INF) <= 1);
    }

    void tiffOrientationIsAppliedOnceAlsoWhereConverted() {
        for (const bool converted : {false, true}) {
            TiffOptions options;
            options.orientation = ORIENTATION_RIGHTTOP;  // 6
            options.samples = 1;
            options.photometric = converted ? PHOTOMETRIC_PALETTE : PHOTOMETRIC_MINISBLACK;
            m_settings = {};
            const cv::Mat upright = decodeTiff(2, 3, {0, 1, 1, 1, 1, 1}, options);
            QCOMPARE(upright.size(), cv::Size(3, 2));
            QVERIFY(rgb(upright, 0, 2) != rgb(upright, 0, 0));
            m_settings.orientation = Orientation::Stored;
            const cv::Mat stored = decodeTiff(2, 3, {0, 1, 1, 1, 1, 1}, options);
            QCOMPARE(stored.size(), cv::Size(2, 3));
            QVERIFY(rgb(stored, 0, 0) != rgb(stored, 2, 0));
        }
    }

    void tiffOfFloatsIsRefusedWithItsReason() {
        TiffOptions options;
        options.bits = 32;
        options.samples = 1;
        options.photometric = PHOTOMETRIC_MINISBLACK;
        options.format = SAMPLEFORMAT_IEEEFP;
        try {
            decodeTiff(1, 1, Bytes(4, 0), options);
            QFAIL("floating-point samples have no agreed range");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).startsWith("a TIFF of a kind that is not supported"),
                     error.what());
        }
    }
};

QTEST_GUILESS_MAIN(TestDecodeTiff)
#include "test_decode_tiff.moc"
