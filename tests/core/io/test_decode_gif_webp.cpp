// Frames, transparency and orientation of GIF and WebP, from files made byte by byte.
#include <QTest>

#include "tests/core/io/format_test.h"

using namespace nounscope;
using namespace nounscope::test;

static const Bytes fourColors = {255, 0, 0, 0, 255, 0, 0, 0, 255, 250, 240, 230};  // a palette, RGB

// Pixels of a GIF without compression: nine-bit codes, the table cleared before it grows.
static Bytes gifPixels(const Bytes& indices) {
    Bytes packed;
    unsigned buffer = 0, bits = 0;
    const auto put = [&](unsigned code) {
        buffer |= code << bits;
        for (bits += 9; bits >= 8; bits -= 8, buffer >>= 8)
            packed.push_back(static_cast<std::uint8_t>(buffer));
    };
    for (std::size_t i = 0; i < indices.size(); ++i) {
        if (i % 100 == 0) put(256);
        put(indices[i]);
    }
    put(257);
    packed.push_back(static_cast<std::uint8_t>(buffer));
    Bytes blocks = {8};
    for (std::size_t at = 0; at < packed.size(); at += 255) {
        const std::size_t count = std::min<std::size_t>(255, packed.size() - at);
        blocks.push_back(static_cast<std::uint8_t>(count));
        blocks.insert(blocks.end(), packed.begin() + static_cast<std::ptrdiff_t>(at),
                      packed.begin() + static_cast<std::ptrdiff_t>(at + count));
    }
    blocks.push_back(0);
    return blocks;
}

static Bytes gifFrame(unsigned left, unsigned top, unsigned width, unsigned height, const Bytes& indices,
                      bool interlaced = false) {
    return Bytes{0x2C} + littleEndian(left, 2) + littleEndian(top, 2) + littleEndian(width, 2) +
           littleEndian(height, 2) + Bytes{static_cast<std::uint8_t>(interlaced ? 0x40 : 0)} +
           gifPixels(indices);
}

static Bytes gifCanvas(unsigned width, unsigned height) {
    return bytesOf("GIF89a") + littleEndian(width, 2) + littleEndian(height, 2) + Bytes{0x81, 0, 0} +
           fourColors;
}

static Bytes gifTransparent(std::uint8_t index) {
    return {0x21, 0xF9, 4, 1, 0, 0, index, 0};
}

static Bytes webpChunk(const char* type, const Bytes& data) {
    Bytes chunk = bytesOf(type) + littleEndian(static_cast<std::uint32_t>(data.size()), 4) + data;
    if (data.size() % 2) chunk.push_back(0);
    return chunk;
}

static Bytes webpFile(const Bytes& chunks) {
    return bytesOf("RIFF") + littleEndian(static_cast<std::uint32_t>(chunks.size() + 4), 4) +
           bytesOf("WEBP") + chunks;
}

// The only chunk of a plain lossless WebP.
static Bytes webpPixels(const cv::Mat& rgb) {
    const Bytes file = encoded(rgb, ".webp", {cv::IMWRITE_WEBP_QUALITY, 101});
    return Bytes(file.begin() + 12, file.end());
}

class TestDecodeGifWebp : public FormatTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_settings = {}; }

    void gifIsItsFirstFrameOnItsCanvas() {
        const Bytes gif = gifCanvas(4, 3) + gifTransparent(2) + gifFrame(1, 1, 2, 2, {0, 1, 2, 3}) +
                          gifFrame(0, 0, 4, 3, Bytes(12, 1)) + Bytes{0x3B};
        const cv::Mat picture = decode(gif);
        QCOMPARE(picture.type(), CV_8UC4);
        QCOMPARE(picture.size(), cv::Size(4, 3));
        QVERIFY(picture.at<cv::Vec4b>(1, 1) == cv::Vec4b(255, 0, 0, 255));
        QVERIFY(picture.at<cv::Vec4b>(1, 2) == cv::Vec4b(0, 255, 0, 255));
        QCOMPARE(int(picture.at<cv::Vec4b>(2, 1)[3]), 0);  // the transparent index
        QVERIFY(picture.at<cv::Vec4b>(2, 2) == cv::Vec4b(250, 240, 230, 255));
        QCOMPARE(int(picture.at<cv::Vec4b>(0, 0)[3]), 0);  // beside the frame
    }

    void gifRowsMayBeInterlaced() {
        // Stored order of nine rows: 0 8, 4, 2 6, 1 3 5 7. Every stored row holds its true number modulo 4.
        const Bytes stored = {0, 0, 0, 2, 2, 1, 3, 1, 3};
        const cv::Mat picture = decode(gifCanvas(1, 9) + gifFrame(0, 0, 1, 9, stored, true) + Bytes{0x3B});
        for (int y = 0; y < 9; ++y)
            for (int c = 0; c < 3; ++c)
                QCOMPARE(picture.at<cv::Vec4b>(y, 0)[c], fourColors[static_cast<std::size_t>(y % 4 * 3 + c)]);
    }

    void brokenGifsSayWhy() {
        const Bytes whole = gifCanvas(40, 40) + gifFrame(0, 0, 40, 40, Bytes(1600, 1)) + Bytes{0x3B};
        QCOMPARE(reason(Bytes(whole.begin(), whole.begin() + 700)),
                 "truncated GIF: the file ends before the picture does");
        QCOMPARE(reason(Bytes(whole.begin(), whole.begin() + 8)),
                 "truncated GIF: the file ends before the picture does");
        QCOMPARE(reason(gifCanvas(4, 4) + Bytes{0x3B}), "damaged GIF: it has no frame");
        QVERIFY(reason(gifCanvas(60'000, 60'000) + gifFrame(0, 0, 1, 1, {0}))
                    .startsWith("too large: 60000 x 60000"));
        QCOMPARE(reason(gifCanvas(4, 4) + gifFrame(0, 0, 0, 4, {})),
                 "a picture without area: its first frame is empty");
    }

    void webpOrientationIsApplied() {
        const cv::Mat stored = sixColors();
        const Bytes header = {0x08, 0, 0, 0, 47, 0, 0, 31, 0, 0};  // has EXIF; width - 1, height - 1
        const Bytes file =
            webpFile(webpChunk("VP8X", header) + webpPixels(stored) + webpChunk("EXIF", exifBlock(6)));
        QCOMPARE(decode(file).size(), cv::Size(32, 48));
        QVERIFY(rgb(decode(file), 0, 31) == cv::Vec3b(255, 0, 0));
        m_settings.orientation = Orientation::Stored;
        QCOMPARE(decode(file).size(), cv::Size(48, 32));
    }

    void animatedWebpIsItsFirstFrame() {
        const Bytes header = {0x12, 0, 0, 0, 59, 0, 0, 39, 0, 0};  // animated, alpha; 60 x 40
        const auto frame = [](const cv::Mat& picture) {
            return webpChunk("ANMF", Bytes{5, 0, 0, 0, 0, 0} + littleEndian(47, 3) + littleEndian(31, 3) +
                                         Bytes{100, 0, 0, 0} + webpPixels(picture));
        };
        const cv::Mat second(32, 48, CV_8UC3, cv::Scalar(9, 9, 9));
        const cv::Mat picture = decode(webpFile(webpChunk("VP8X", header) + webpChunk("ANIM", Bytes(6, 0)) +
                                                frame(sixColors()) + frame(second)));
        QCOMPARE(picture.size(), cv::Size(60, 40));
        QVERIFY(picture.at<cv::Vec4b>(0, 10) == cv::Vec4b(255, 0, 0, 255));
        QCOMPARE(int(picture.at<cv::Vec4b>(0, 9)[3]), 0);
    }
};

QTEST_GUILESS_MAIN(TestDecodeGifWebp)
#include "test_decode_gif_webp.moc"
