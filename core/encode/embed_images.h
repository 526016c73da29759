// Pictures -> features: decoding runs ahead on its own threads, the encoder takes batches, memory stays
// bounded.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/encode/encoder.h"
#include "core/io/embedding_store.h"
#include "core/model/image_item.h"
#include "core/model/progress.h"
#include "core/model/settings.h"

namespace nounscope {

struct ImageEmbeddings {
    at::Tensor features;             // [N', D] float32, CPU, unit rows: the pictures that could be read
    std::vector<std::int64_t> rows;  // N' indices into the items, rising
    std::int64_t reused = 0;         // items that the store knew, unreadable ones included
};

struct EmbedOptions {
    int threads = 0;                  // decoding threads; 0: as many as cores
    int batch = 32;                   // pictures an encoder call, >= 1
    EmbeddingStore* store = nullptr;  // where embeddings are kept between runs; null: nowhere
};

// Embeds every item without an error; one that cannot be read gets its reason in items[i].error, and no row.
// With AlphaMode::Drop the encoder sees RGB only; with White it sees RGBA where a picture has it, and
// composites. Batches are filled with readable pictures in the items' order, so which pictures share one
// depends on the files, the store and options.batch, never on threads or time. A picture's features may not
// depend on its batch (see Encoder). What the store knows, failures included, is taken from it; what is new
// is written to it batch by batch, so that a run that is killed loses no finished batch, and features and
// errors are the same with any store. Memory: about two batches of prepared pictures, and what DecodeAhead allows to
// pictures being decoded. Throws Error(BadInput) when the encoder breaks its contract, Cancelled (errors
// found until then stay in items), and whatever the encoder throws other than Error(BadInput) from prepare,
// which is that picture's reason. Sets OpenCV to one thread: pictures are worked on in parallel, not their
// pixels.
ImageEmbeddings embedImages(ImageItems& items, const Encoder& encoder, const PictureSettings& settings,
                            const EmbedOptions& options, const Job& job = {});

}  // namespace nounscope
