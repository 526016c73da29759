// WebP through libwebp: OpenCV's reader knows no animations and no orientation.
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <memory>

#include "core/io/image_codecs.h"
#include "core/io/image_orientation.h"

namespace nounscope {

namespace {

int orientationOf(const Bytes& bytes) {
    const WebPData data{bytes.data(), bytes.size()};
    const std::unique_ptr<WebPDemuxer, void (*)(WebPDemuxer*)> demuxer(WebPDemux(&data), WebPDemuxDelete);
    WebPChunkIterator chunk;
    if (!demuxer || !WebPDemuxGetChunk(demuxer.get(), "EXIF", 1, &chunk)) return 1;
    const int orientation = exifOrientation(chunk.chunk.bytes, chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
    return orientation;
}

cv::Mat firstFrame(const Bytes& bytes, int width, int height) {
    const WebPData data{bytes.data(), bytes.size()};
    const std::unique_ptr<WebPAnimDecoder, void (*)(WebPAnimDecoder*)> decoder(
        WebPAnimDecoderNew(&data, nullptr), WebPAnimDecoderDelete);
    std::uint8_t* canvas = nullptr;
    int timestamp = 0;
    if (!decoder || !WebPAnimDecoderGetNext(decoder.get(), &canvas, &timestamp))
        refuseDamaged("WebP", "its first frame cannot be read");
    return cv::Mat(height, width, CV_8UC4, canvas).clone();
}

}  // namespace

StoredImage decodeWebp(const Bytes& bytes, const DecodeGuard& guard) {
    WebPDecoderConfig config;
    WebPInitDecoderConfig(&config);
    const auto check = [](VP8StatusCode status) {
        if (status == VP8_STATUS_OK) return;
        if (status == VP8_STATUS_NOT_ENOUGH_DATA || status == VP8_STATUS_SUSPENDED) refuseTruncated("WebP");
        if (status == VP8_STATUS_OUT_OF_MEMORY) throw std::bad_alloc();
        refuseDamaged("WebP", "its data make no sense");
    };
    check(WebPGetFeatures(bytes.data(), bytes.size(), &config.input));
    const int width = config.input.width, height = config.input.height;
    guard.admit(width, height);

    StoredImage image;
    image.orientation = orientationOf(bytes);
    if (config.input.has_animation) {
        image.pixels = firstFrame(bytes, width, height);
        return image;
    }
    image.pixels.create(height, width, config.input.has_alpha ? CV_8UC4 : CV_8UC3);
    config.output.colorspace = config.input.has_alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {image.pixels.data, static_cast<int>(image.pixels.step),
                            image.pixels.step * static_cast<std::size_t>(height)};
    const std::unique_ptr<WebPIDecoder, void (*)(WebPIDecoder*)> decoder(WebPIDecode(nullptr, 0, &config),
                                                                         WebPIDelete);
    if (!decoder) throw std::bad_alloc();
    // In pieces only so that a giant can be cancelled.
    const std::size_t step = std::clamp<std::size_t>(bytes.size() / 64, 512, 65'536);
    VP8StatusCode status = VP8_STATUS_SUSPENDED;
    for (std::size_t given = 0; status == VP8_STATUS_SUSPENDED && given < bytes.size();) {
        guard.poll();
        given = std::min(bytes.size(), given + step);
        status = WebPIUpdate(decoder.get(), bytes.data(), given);
    }
    check(status);
    return image;
}

}  // namespace nounscope
