// Inks, palettes, run lengths and damage in JPEG, PNG and BMP.
#include <QTest>
#include <array>
#include <cstdio>
// jpeglib.h needs FILE declared before it.
#include <jpeglib.h>

#include "tests/core/io/format_test.h"

using namespace nounscope;
using namespace nounscope::test;

// A JPEG of 32 x 16, all of it in these four inks.
static Bytes inkJpeg(const std::array<std::uint8_t, 4>& inks, bool adobe) {
    jpeg_compress_struct encoder{};
    jpeg_error_mgr errors{};
    encoder.err = jpeg_std_error(&errors);
    jpeg_create_compress(&encoder);
    unsigned char* data = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&encoder, &data, &size);
    encoder.image_width = 32;
    encoder.image_height = 16;
    encoder.input_components = 4;
    encoder.in_color_space = JCS_CMYK;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, 100, TRUE);
    encoder.write_Adobe_marker = adobe;
    jpeg_start_compress(&encoder, TRUE);
    Bytes row;
    for (int x = 0; x < 32; ++x) row.insert(row.end(), inks.begin(), inks.end());
    while (encoder.next_scanline < encoder.image_height) {
        JSAMPROW pointer = row.data();
        jpeg_write_scanlines(&encoder, &pointer, 1);
    }
    jpeg_finish_compress(&encoder);
    const Bytes bytes(data, data + size);
    jpeg_destroy_compress(&encoder);
    std::free(data);
    return bytes;
}

class TestDecodeJpegPngBmp : public FormatTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_settings = {}; }

    void cmykInksMixToRgb() {
        // 255 = full ink. Cyan 40 %, black 20 %: red 255 * .6 * .8.
        const cv::Mat plain = decode(inkJpeg({102, 0, 255, 51}, false));
        QVERIFY(cv::norm(rgb(plain, 5, 5), cv::Vec3b(122, 204, 0), cv::NORM_INF) <= 2);
        // Adobe's marker: the same numbers, inverted.
        const cv::Mat adobe = decode(inkJpeg({153, 255, 0, 204}, true));
        QVERIFY(cv::norm(rgb(adobe, 5, 5), cv::Vec3b(122, 204, 0), cv::NORM_INF) <= 2);
    }

    void progressiveJpegWithoutItsLaterScansIsTruncated() {
        const cv::Mat picture = sixColors();
        const Bytes whole = encoded(picture, ".jpg", {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
        QCOMPARE(decode(whole).size(), picture.size());
        // Cut right before the last scan's marker.
        std::size_t scan = whole.size() - 2;
        while (whole[scan] != 0xFF || whole[scan + 1] != 0xDA) --scan;
        QCOMPARE(reason(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(scan))),
                 "truncated JPEG: the file ends before the picture does");
    }

    void damagedJpegIsRefused() {
        cv::Mat noise(200, 300, CV_8UC3);
        cv::RNG(7).fill(noise, cv::RNG::UNIFORM, 0, 256);
        Bytes jpeg = encoded(noise, ".jpg");
        std::fill(jpeg.begin() + 8000, jpeg.begin() + 8400, std::uint8_t{0xFF});
        QVERIFY2(reason(jpeg).startsWith("damaged JPEG: "), qPrintable(reason(jpeg)));
    }

    void damagedPngIsRefused() {
        Bytes png = encoded(sixColors(), ".png");
        png[60] ^= 0x55;
        QVERIFY2(reason(png).startsWith("damaged PNG: "), qPrintable(reason(png)));
    }

    void pngZeroWidthSaysSo() {
        Bytes png = encoded(sixColors(), ".png");
        const Bytes header = pngChunk("IHDR", bigEndian(0, 4) + bigEndian(5, 4) + Bytes{8, 2, 0, 0, 0});
        std::copy(header.begin(), header.end(), png.begin() + 8);
        QCOMPARE(reason(png), "a picture without area: 0 x 5 pixels");
    }

    void pngTransparentColourBecomesAlpha() {
        const Bytes png = encoded(sixColors(), ".png");
        const Bytes red = {0, 255, 0, 0, 0, 0};
        const cv::Mat picture = decode(pngWithChunk(png, "tRNS", red));
        QCOMPARE(picture.type(), CV_8UC4);
        QVERIFY(picture.at<cv::Vec4b>(0, 0) == cv::Vec4b(255, 0, 0, 0));
        QVERIFY(picture.at<cv::Vec4b>(0, 20) == cv::Vec4b(0, 255, 0, 255));
    }

    void bmpOf32BitsHasAlphaOnlyWhereItSaysSo() {
        // BITMAPV4HEADER with masks; then the same without compression, where the fourth byte is padding.
        const auto bmp = [](std::uint32_t compression, std::uint32_t alphaMask) {
            const Bytes header = littleEndian(108, 4) + littleEndian(1, 4) + littleEndian(1, 4) +
                                 littleEndian(1, 2) + littleEndian(32, 2) + littleEndian(compression, 4) +
                                 littleEndian(4, 4) + Bytes(16, 0) + littleEndian(0x00FF0000, 4) +
                                 littleEndian(0x0000FF00, 4) + littleEndian(0x000000FF, 4) +
                                 littleEndian(alphaMask, 4) + Bytes(52, 0);
            return bytesOf("BM") + littleEndian(14 + 108 + 4, 4) + Bytes(4, 0) + littleEndian(14 + 108, 4) +
                   header + Bytes{30, 20, 10, 99};
        };
        const cv::Mat masked = decode(bmp(3, 0xFF000000));
        QVERIFY(masked.at<cv::Vec4b>(0, 0) == cv::Vec4b(10, 20, 30, 99));
        QCOMPARE(decode(bmp(3, 0)).type(), CV_8UC3);
        QCOMPARE(decode(bmp(0, 0xFF000000)).type(), CV_8UC3);
        QVERIFY(rgb(decode(bmp(0, 0)), 0, 0) == cv::Vec3b(10, 20, 30));
    }

    void bmpMayBeRunLengthEncoded() {
        const Bytes runs = {3, 1, 0, 0, 0, 3,
                            0, 1, 2, 0, 0, 1};  // three of colour 1; as they stand: 0 1 2; the end
        const auto bmp = [&](const Bytes& data) {
            const auto size = static_cast<std::uint32_t>(runs.size());
            const Bytes header = littleEndian(40, 4) + littleEndian(3, 4) + littleEndian(2, 4) +
                                 littleEndian(1, 2) + littleEndian(8, 2) + littleEndian(1, 4) +
                                 littleEndian(size, 4) + Bytes(8, 0) + littleEndian(3, 4) + Bytes(4, 0);
            const Bytes colors = {3, 2, 1, 0, 30, 20, 10, 0, 130, 120, 110, 0};
            return bytesOf("BM") + Bytes(8, 0) + littleEndian(14 + 40 + 12, 4) + header + colors + data;
        };
        const cv::Mat picture = decode(bmp(runs));  // rows from below
        QVERIFY(rgb(picture, 1, 0) == cv::Vec3b(10, 20, 30));
        QVERIFY(rgb(picture, 1, 2) == cv::Vec3b(10, 20, 30));
        QVERIFY(rgb(picture, 0, 0) == cv::Vec3b(1, 2, 3));
        QVERIFY(rgb(picture, 0, 2) == cv::Vec3b(110, 120, 130));
        QCOMPARE(reason(bmp(Bytes(runs.begin(), runs.begin() + 5))),
                 "truncated BMP: the file ends before the picture does");
    }

    void bmpWithAWrongHeaderSaysSo() {
        Bytes bmp = encoded(sixColors(), ".bmp");
        bmp[14] = 200;
        QCOMPARE(reason(bmp), "damaged BMP: its header has an unknown size");
        bmp = encoded(sixColors(), ".bmp");
        std::fill_n(bmp.begin() + 18, 4, std::uint8_t{0});
        QCOMPARE(reason(bmp), "a picture without area: 0 x 32 pixels");
    }
};

QTEST_GUILESS_MAIN(TestDecodeJpegPngBmp)
#include "test_decode_jpeg_png_bmp.moc"
