// Pictures -> features: decoding runs ahead on its own threads, the encoder takes batches, memory stays bounded.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/encode/encoder.h"
#include "core/model/image_item.h"
#include "core/model/progress.h"
#include "core/model/settings.h"

namespace nounscope {

struct ImageEmbeddings {
    at::Tensor features;             // [N', D] float32, CPU, unit rows: the pictures that could be read
    std::vector<std::int64_t> rows;  // N' indices into the items, rising
};

struct EmbedOptions {
    int threads = 0;  // decoding threads; 0: as many as cores
    int batch = 32;   // pictures an encoder call, >= 1
};

// Embeds every item without an error; one that cannot be read gets its reason in items[i].error, and no row.
// At most a few batches of decoded pictures are in memory. Results do not depend on threads.
ImageEmbeddings embedImages(ImageItems& items, const Encoder& encoder, const PictureSettings& settings,
                            const EmbedOptions& options, const Job& job = {});

}  // namespace nounscope
