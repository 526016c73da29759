// TIFF through libtiff: grey and RGB of 8 and 16 bits sample by sample, so that 16 bits shrink by >> 8 and
// alpha stays straight; everything else through libtiff's own conversion to RGBA. OpenCV's reader prints what
// it dislikes.
#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <opencv2/imgproc.hpp>

#include "core/io/image_codecs.h"

namespace nounscope {

namespace {

struct Source {
    const Bytes& bytes;
    toff_t position = 0;
    bool beyondEnd = false;
    std::string error;
};

Source& source(thandle_t handle) {
    return *static_cast<Source*>(handle);
}

tmsize_t onRead(thandle_t handle, void* target, tmsize_t count) {
    Source& from = source(handle);
    const toff_t left = from.bytes.size() - std::min<toff_t>(from.position, from.bytes.size());
    const auto given = static_cast<std::size_t>(std::min<toff_t>(left, static_cast<toff_t>(count)));
    if (given < static_cast<std::size_t>(count)) from.beyondEnd = true;
    if (given > 0) std::memcpy(target, from.bytes.data() + from.position, given);
    from.position += given;
    return static_cast<tmsize_t>(given);
}

toff_t onSeek(thandle_t handle, toff_t offset, int whence) {
    Source& from = source(handle);
    if (whence == SEEK_CUR) offset += from.position;
    if (whence == SEEK_END) offset += from.bytes.size();
    return from.position = offset;
}

tmsize_t onWrite(thandle_t, void*, tmsize_t) {
    return 0;
}
int onClose(thandle_t) {
    return 0;
}
toff_t onSize(thandle_t handle) {
    return source(handle).bytes.size();
}

int onError(TIFF*, void* from, const char*, const char* format, va_list arguments) {
    std::string& error = static_cast<Source*>(from)->error;
    char text[256];
    std::vsnprintf(text, sizeof text, format, arguments);
    if (error.empty()) error = text;
    return 1;  // handled: nothing is printed
}
int onWarning(TIFF*, void*, const char*, const char*, va_list) {
    return 1;
}

using Tiff = std::unique_ptr<TIFF, void (*)(TIFF*)>;

Tiff openTiff(Source& from) {
    const std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options(TIFFOpenOptionsAlloc(),
                                                                               TIFFOpenOptionsFree);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), onError, &from);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), onWarning, nullptr);
    return Tiff(TIFFClientOpenExt("", "rm", &from, onRead, onWrite, onSeek, onClose, onSize, nullptr, nullptr,
                                  options.get()),
                TIFFClose);
}

[[noreturn]] void fail(const Source& from) {
    if (from.beyondEnd) refuseTruncated("TIFF");
    refuseDamaged("TIFF", from.error.empty() ? "it cannot be read" : from.error);
}

struct Layout {
    std::uint32_t width = 0, height = 0;
    std::uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISBLACK, planar = PLANARCONFIG_CONTIG;
    std::uint16_t format = SAMPLEFORMAT_UINT, orientation = ORIENTATION_TOPLEFT,
                  extra = EXTRASAMPLE_UNSPECIFIED;

    explicit Layout(TIFF* tiff) {
        TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
        TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
        TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
        TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
        TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
        TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
        TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
        TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
        std::uint16_t count = 0, *kinds = nullptr;
        if (TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) && count > 0) extra = kinds[0];
    }

    int colors() const { return photometric == PHOTOMETRIC_RGB ? 3 : 1; }
    bool hasAlpha() const {
        return samples > colors() && (extra == EXTRASAMPLE_ASSOCALPHA || extra == EXTRASAMPLE_UNASSALPHA);
    }
    bool isPlain() const {
        return (bits == 8 || bits == 16) && (format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID) &&
               samples >= colors() &&
               (photometric == PHOTOMETRIC_RGB || photometric == PHOTOMETRIC_MINISBLACK ||
                photometric == PHOTOMETRIC_MINISWHITE);
    }
};

// One strip or tile after another, `take(block, x, y, columns, rows, plane)` for each.
template <typename Take>
void readBlocks(TIFF* tiff, const Layout& layout, const Source& from, const DecodeGuard& guard,
                const Take& take) {
    const bool tiled = TIFFIsTiled(tiff) != 0;
    std::uint32_t blockWidth = layout.width, blockHeight = layout.height;
    if (tiled) {
        TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &blockWidth);
        TIFFGetField(tiff, TIFFTAG_TILELENGTH, &blockHeight);
    } else {
        TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &blockHeight);
        blockHeight = std::min(blockHeight, layout.height);
    }
    const tmsize_t size = tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
    if (blockWidth == 0 || blockHeight == 0 || size <= 0) fail(from);
    Bytes block(static_cast<std::size_t>(size));
    const int planes = layout.planar == PLANARCONFIG_SEPARATE ? layout.samples : 1;
    std::uint32_t index = 0;
    for (int plane = 0; plane < planes; ++plane)
        for (std::uint32_t y = 0; y < layout.height; y += blockHeight)
            for (std::uint32_t x = 0; x < layout.width; x += blockWidth, ++index) {
                guard.poll();
                const tmsize_t got = tiled ? TIFFReadEncodedTile(tiff, index, block.data(), size)
                                           : TIFFReadEncodedStrip(tiff, index, block.data(), size);
                if (got < 0) fail(from);
                std::fill(block.begin() + got, block.end(), std::uint8_t{0});
                take(block, x, y, blockWidth, blockHeight, plane);
            }
}

cv::Mat readPlain(TIFF* tiff, const Layout& layout, const Source& from, const DecodeGuard& guard) {
    const int colors = layout.colors(), channels = colors + (layout.hasAlpha() ? 1 : 0);
    const bool separate = layout.planar == PLANARCONFIG_SEPARATE;
    const std::size_t bytesPerSample = layout.bits / 8u, step = separate ? 1 : layout.samples;
    const std::size_t high = layout.bits == 16 && TIFFIsBigEndian(tiff) == TIFFIsByteSwapped(tiff) ? 1 : 0;
    cv::Mat samples(static_cast<int>(layout.height), static_cast<int>(layout.width), CV_8UC(channels));
    readBlocks(tiff, layout, from, guard,
               [&](const Bytes& block, std::uint32_t x0, std::uint32_t y0, std::uint32_t columns,
                   std::uint32_t rows, int plane) {
                   if (separate && plane >= channels) return;
                   const std::uint32_t wide = std::min(columns, layout.width - x0);
                   const std::size_t rowBytes = columns * step * bytesPerSample;
                   for (std::uint32_t y = 0; y < std::min(rows, layout.height - y0); ++y) {
                       const std::uint8_t* in = block.data() + y * rowBytes + high;
                       std::uint8_t* out = samples.ptr(static_cast<int>(y0 + y), static_cast<int>(x0));
                       for (std::uint32_t x = 0; x < wide;
                            ++x, in += step * bytesPerSample, out += channels) {
                           if (separate)
                               out[plane] = *in;
                           else
                               for (int c = 0; c < channels; ++c)
                                   out[c] = in[static_cast<std::size_t>(c) * bytesPerSample];
                       }
                   }
               });
    return samples;
}

void divideByAlpha(cv::Mat& rgba) {
    for (int y = 0; y < rgba.rows; ++y)
        for (int x = 0; x < rgba.cols; ++x) {
            std::uint8_t* pixel = rgba.ptr(y, x);
            const int alpha = pixel[3];
            for (int c = 0; c < 3 && alpha > 0; ++c)
                pixel[c] = static_cast<std::uint8_t>(std::min(255, (pixel[c] * 255 + alpha / 2) / alpha));
        }
}

cv::Mat plainToRgb(cv::Mat samples, const Layout& layout) {
    if (layout.photometric == PHOTOMETRIC_MINISWHITE) {
        const cv::Scalar gray(255);
        cv::bitwise_xor(samples, gray, samples);
    }
    cv::Mat image;
    switch (samples.channels()) {
        case 1:
            cv::cvtColor(samples, image, cv::COLOR_GRAY2RGB);
            break;
        case 2: {
            const int fromTo[] = {0, 0, 0, 1, 0, 2, 1, 3};
            image.create(samples.size(), CV_8UC4);
            cv::mixChannels(&samples, 1, &image, 1, fromTo, 4);
            break;
        }
        default:
            image = samples;
    }
    if (layout.hasAlpha() && layout.extra == EXTRASAMPLE_ASSOCALPHA) divideByAlpha(image);
    return image;
}

cv::Mat readConverted(TIFF* tiff, const Layout& layout, const Source& from) {
    char reason[1024] = "";
    if (!TIFFRGBAImageOK(tiff, reason))
        refuse(std::string("a TIFF of a kind that is not supported: ") + reason);
    cv::Mat rgba(static_cast<int>(layout.height), static_cast<int>(layout.width), CV_8UC4);
    // Asked for in the orientation that the file has, the rows come as stored.
    if (!TIFFReadRGBAImageOriented(tiff, layout.width, layout.height, rgba.ptr<std::uint32_t>(),
                                   layout.orientation, 1))
        fail(from);
    cv::Mat rgb;
    cv::cvtColor(rgba, rgb, cv::COLOR_RGBA2RGB);
    return rgb;
}

}  // namespace

StoredImage decodeTiff(const Bytes& bytes, const DecodeGuard& guard) {
    Source from{bytes, 0, false, {}};
    const Tiff tiff = openTiff(from);
    if (!tiff) fail(from);
    const Layout layout(tiff.get());
    guard.admit(layout.width, layout.height);
    StoredImage image;
    image.orientation = layout.orientation;
    image.pixels = layout.isPlain() ? plainToRgb(readPlain(tiff.get(), layout, from, guard), layout)
                                    : readConverted(tiff.get(), layout, from);
    return image;
}

}  // namespace nounscope
