// SVG and SVGZ through librsvg and cairo. A drawing has no pixels of its own: its longer side becomes 1024.
#include <cairo.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "core/io/image_codecs.h"

namespace nounscope {

namespace {

constexpr double longerSide = 1024;

template <typename T>
using Handle = std::unique_ptr<T, void (*)(T*)>;

void unref(RsvgHandle* handle) {
    g_object_unref(handle);
}
void unref(GInputStream* stream) {
    g_object_unref(stream);
}

struct Failure {
    GError* error = nullptr;
    ~Failure() { g_clear_error(&error); }
};

[[noreturn]] void fail(const Bytes& bytes, const Failure& failure) {
    if (bytes[0] == 0x1F) refuse("not a picture: a gzip archive");
    refuseDamaged("SVG", failure.error ? failure.error->message : "it cannot be read");
}

struct Size {
    double width = 0, height = 0;
};

// The drawing's own proportions: width and height, else the viewBox, else the extent of what is drawn.
Size proportions(RsvgHandle* svg) {
    Size size;
    if (rsvg_handle_get_intrinsic_size_in_pixels(svg, &size.width, &size.height) && size.width > 0 &&
        size.height > 0)
        return size;
    gboolean hasWidth = FALSE, hasHeight = FALSE, hasViewBox = FALSE;
    RsvgLength width, height;
    RsvgRectangle box{};
    rsvg_handle_get_intrinsic_dimensions(svg, &hasWidth, &width, &hasHeight, &height, &hasViewBox, &box);
    if (!hasViewBox || !(box.width > 0) || !(box.height > 0))
        rsvg_handle_get_geometry_for_element(svg, nullptr, &box, nullptr, nullptr);
    return {box.width, box.height};
}

// Cairo keeps native-endian ARGB, premultiplied.
cv::Mat straightRgba(cairo_surface_t* surface, int width, int height) {
    cairo_surface_flush(surface);
    const std::uint8_t* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    cv::Mat rgba(height, width, CV_8UC4);
    for (int y = 0; y < height; ++y) {
        const auto* in = reinterpret_cast<const std::uint32_t*>(data + std::ptrdiff_t{stride} * y);
        std::uint8_t* out = rgba.ptr(y);
        for (int x = 0; x < width; ++x, out += 4) {
            const std::uint32_t alpha = in[x] >> 24;
            for (int c = 0; c < 3; ++c) {
                const std::uint32_t value = in[x] >> (16 - 8 * c) & 255;
                out[c] = static_cast<std::uint8_t>(
                    alpha == 0 || alpha == 255 ? value : std::min(255u, (value * 255 + alpha / 2) / alpha));
            }
            out[3] = static_cast<std::uint8_t>(alpha);
        }
    }
    return rgba;
}

}  // namespace

StoredImage decodeSvg(const Bytes& bytes, const DecodeGuard& guard) {
    Failure failure;
    const Handle<GInputStream> stream(
        g_memory_input_stream_new_from_data(bytes.data(), static_cast<gssize>(bytes.size()), nullptr), unref);
    const Handle<RsvgHandle> svg(rsvg_handle_new_from_stream_sync(
                                     stream.get(), nullptr, RSVG_HANDLE_FLAGS_NONE, nullptr, &failure.error),
                                 unref);
    if (!svg) fail(bytes, failure);
    rsvg_handle_set_dpi(svg.get(), 96);

    const Size size = proportions(svg.get());
    const double longer = std::max(size.width, size.height);
    if (!(longer > 0) || !std::isfinite(longer)) refuse("a picture without area: an SVG that draws nothing");
    const int width = std::max(1, static_cast<int>(std::lround(longerSide * size.width / longer)));
    const int height = std::max(1, static_cast<int>(std::lround(longerSide * size.height / longer)));
    guard.admit(width, height);

    const Handle<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height),
                                          cairo_surface_destroy);
    const Handle<cairo_t> painter(cairo_create(surface.get()), cairo_destroy);
    const RsvgRectangle page{0, 0, static_cast<double>(width), static_cast<double>(height)};
    if (!rsvg_handle_render_document(svg.get(), painter.get(), &page, &failure.error)) fail(bytes, failure);
    return {straightRgba(surface.get(), width, height)};
}

}  // namespace nounscope
