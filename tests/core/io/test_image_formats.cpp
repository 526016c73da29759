// What each format can hold beyond plain RGB, from files made here byte by byte or by the formats' own
// libraries.
#include <tiffio.h>

#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cstdio>
// jpeglib.h needs FILE declared before it.
#include <jpeglib.h>
#include <libheif/heif.h>
#include <zlib.h>

#include "core/io/image_decode.h"
#include "core/model/error.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

// Asked by LeakSanitizer: x265, which encodes the HEIC here, keeps a kilobyte.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libx265\n"; }

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

// `sample(x, y, channel)` of a JPEG of 32 x 16 with four inks.
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

class TestImageFormats : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    PictureSettings m_settings;

    fs::path file() const { return fs::path(m_folder.path().toStdString()) / "picture"; }
    cv::Mat decode(const Bytes& bytes) const {
        writeBytes(file(), bytes);
        return decodeImage(file(), m_settings);
    }
    QString reason(const Bytes& bytes) const {
        try {
            decode(bytes);
        } catch (const Error& error) {
            return error.what();
        }
        return "decoded";
    }
    static cv::Vec3b rgb(const cv::Mat& picture, int y, int x) {
        return picture.channels() == 3
                   ? picture.at<cv::Vec3b>(y, x)
                   : cv::Vec3b(picture.ptr(y, x)[0], picture.ptr(y, x)[1], picture.ptr(y, x)[2]);
    }

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

QTEST_GUILESS_MAIN(TestImageFormats)
#include "test_image_formats.moc"
