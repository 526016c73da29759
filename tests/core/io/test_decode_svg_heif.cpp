// Drawings at every declared size, and what HEIC and AVIF give where libheif has the codec.
#include <libheif/heif.h>
#include <zlib.h>

#include <QTest>

#include "tests/core/io/format_test.h"

using namespace nounscope;
using namespace nounscope::test;

// Asked by LeakSanitizer: x265, which encodes the HEIC here, keeps a kilobyte.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libx265\n";
}

static Bytes gzipped(const Bytes& bytes) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    Bytes out(bytes.size() + 100);
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

class TestDecodeSvgHeif : public FormatTest {
    Q_OBJECT

    // Empty where libheif was built without an encoder for it.
    static Bytes heif(const cv::Mat& picture, heif_compression_format format) {
        heif_context* context = heif_context_alloc();
        heif_encoder* encoder = nullptr;
        Bytes bytes;
        if (heif_context_get_encoder_for_format(context, format, &encoder).code == heif_error_Ok) {
            heif_encoder_set_lossless(encoder, 1);
            heif_image* image = nullptr;
            heif_image_create(picture.cols, picture.rows, heif_colorspace_RGB, heif_chroma_interleaved_RGB,
                              &image);
            heif_image_add_plane(image, heif_channel_interleaved, picture.cols, picture.rows, 8);
            int stride = 0;
            std::uint8_t* plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
            for (int y = 0; y < picture.rows; ++y)
                std::copy_n(picture.ptr(y), picture.cols * 3, plane + std::ptrdiff_t{stride} * y);
            heif_context_encode_image(context, image, encoder, nullptr, nullptr);
            heif_writer writer{1, [](heif_context*, const void* data, std::size_t size, void* target) {
                                   const auto* begin = static_cast<const std::uint8_t*>(data);
                                   static_cast<Bytes*>(target)->assign(begin, begin + size);
                                   return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
                               }};
            heif_context_write(context, &writer, &bytes);
            heif_image_release(image);
            heif_encoder_release(encoder);
        }
        heif_context_free(context);
        return bytes;
    }

private Q_SLOTS:
    void init() { m_settings = {}; }

    void svgKeepsItsProportionsWhateverItsSize_data() {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<int>("height");
        QTest::newRow("huge") << QByteArray("width='200000' height='100000'") << 512;
        QTest::newRow("view box only") << QByteArray("viewBox='0 0 10 5'") << 512;
        QTest::newRow("per cent") << QByteArray("width='100%' height='100%' viewBox='5 5 4 1'") << 256;
        QTest::newRow("millimetres") << QByteArray("width='10mm' height='5mm'") << 512;
        QTest::newRow("neither: what is drawn") << QByteArray("") << 256;
    }

    void svgKeepsItsProportionsWhateverItsSize() {
        QFETCH(const QByteArray, attributes);
        QFETCH(const int, height);
        const Bytes svg = bytesOf("<!-- a comment -->\n<svg xmlns='http://www.w3.org/2000/svg' " +
                                  attributes.toStdString() + "><rect x='1' width='40' height='10'/></svg>");
        const cv::Mat picture = decode(svg);
        QCOMPARE(picture.size(), cv::Size(1024, height));
        QCOMPARE(decode(gzipped(svg)).size(), picture.size());
    }

    void brokenSvgsSayWhy() {
        QVERIFY(reason(bytesOf("<svg xmlns='http://www.w3.org/2000/svg'><rect")).startsWith("damaged SVG: "));
        QCOMPARE(reason(bytesOf("<svg xmlns='http://www.w3.org/2000/svg'></svg>")),
                 "a picture without area: an SVG that draws nothing");
        QCOMPARE(reason(gzipped(bytesOf("not a drawing"))), "not a picture: a gzip archive");
    }

    void heicAndAvifAreDecodedWhereTheCodecIs_data() {
        QTest::addColumn<int>("format");
        QTest::newRow("HEIC") << int(heif_compression_HEVC);
        QTest::newRow("AVIF") << int(heif_compression_AV1);
    }

    void heicAndAvifAreDecodedWhereTheCodecIs() {
        QFETCH(const int, format);
        const auto compression = static_cast<heif_compression_format>(format);
        cv::Mat smooth(64, 96, CV_8UC3);
        for (int y = 0; y < smooth.rows; ++y)
            for (int x = 0; x < smooth.cols; ++x) smooth.at<cv::Vec3b>(y, x) = cv::Vec3b(x * 2, y * 3, 128);
        const Bytes bytes = heif(smooth, compression);
        if (bytes.empty()) QSKIP("this libheif has no encoder for it");
        if (!heif_have_decoder_for_format(compression)) {
            QVERIFY(reason(bytes).contains("no decoder"));
            return;
        }
        const cv::Mat picture = decode(bytes);
        QCOMPARE(picture.size(), smooth.size());
        QCOMPARE(picture.type(), CV_8UC3);
        QVERIFY(cv::norm(picture, smooth, cv::NORM_L1) / static_cast<double>(smooth.total() * 3) < 3);
        m_settings.maxPixels = 64 * 96 - 1;
        QVERIFY(reason(bytes).startsWith("too large: 96 x 64"));
        m_settings = {};
        const QString cut =
            reason(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2)));
        QVERIFY2(cut.startsWith("truncated HEIC or AVIF"), qPrintable(cut));
    }
};

QTEST_GUILESS_MAIN(TestDecodeSvgHeif)
#include "test_decode_svg_heif.moc"
