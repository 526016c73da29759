// HEIC and AVIF through libheif, whose codecs depend on how it was built.
#include <libheif/heif.h>

#include <cstring>
#include <memory>

#include "core/io/image_codecs.h"

namespace nounscope {

namespace {

template <typename T, typename R>
using Handle = std::unique_ptr<T, R (*)(T*)>;

void check(const heif_error& error) {
    if (error.code == heif_error_Ok) return;
    if (error.code == heif_error_Memory_allocation_error) throw std::bad_alloc();
    if (error.subcode == heif_suberror_End_of_data) refuseTruncated("HEIC or AVIF");
    if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature ||
        error.subcode == heif_suberror_Unsupported_codec)
        refuse(std::string("a HEIC or AVIF picture for which this system's libheif has no decoder (") +
               error.message + "); install libheif's codecs, or convert it to JPEG or PNG");
    refuseDamaged("HEIC or AVIF", error.message);
}

}  // namespace

StoredImage decodeHeif(const Bytes& bytes, const DecodeGuard& guard) {
    const Handle<heif_context, void> context(heif_context_alloc(), heif_context_free);
    check(heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr));
    heif_image_handle* opened = nullptr;
    check(heif_context_get_primary_image_handle(context.get(), &opened));
    const Handle<const heif_image_handle, void> picture(opened, heif_image_handle_release);
    guard.admit(heif_image_handle_get_ispe_width(opened), heif_image_handle_get_ispe_height(opened));

    // The format's own turns are libheif's to apply; its EXIF orientation says the same once more and is
    // ignored.
    const Handle<heif_decoding_options, void> options(heif_decoding_options_alloc(),
                                                      heif_decoding_options_free);
    options->ignore_transformations = guard.asStored();
    options->convert_hdr_to_8bit = 1;
    const bool alpha = heif_image_handle_has_alpha_channel(opened);
    heif_image* decoded = nullptr;
    check(heif_decode_image(opened, &decoded, heif_colorspace_RGB,
                            alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB,
                            options.get()));
    const Handle<const heif_image, void> image(decoded, heif_image_release);

    int stride = 0;
    const std::uint8_t* data = heif_image_get_plane_readonly(decoded, heif_channel_interleaved, &stride);
    if (!data) refuseDamaged("HEIC or AVIF", "it has no pixels");
    const cv::Mat pixels(heif_image_get_height(decoded, heif_channel_interleaved),
                         heif_image_get_width(decoded, heif_channel_interleaved), alpha ? CV_8UC4 : CV_8UC3,
                         const_cast<std::uint8_t*>(data), static_cast<std::size_t>(stride));
    return {pixels.clone()};
}

}  // namespace nounscope
