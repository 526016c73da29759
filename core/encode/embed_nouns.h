// Nouns -> features, each computed once: the store keeps them between runs, chunk by chunk.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/encode/encoder.h"
#include "core/io/embedding_store.h"
#include "core/model/progress.h"

namespace nounscope {

struct EmbeddedNouns {
    NounEmbeddings embeddings;
    std::int64_t reused = 0;  // nouns that the store knew
};

// Encoder::encodeNouns, only quicker: what the store knows is taken from it, the rest is encoded in chunks of
// neighbours in the list, each written to the store at once, so that a run that is killed loses no finished
// chunk. store: null for none; not used either where the encoder's nouns cost nothing (EncoderInfo). Throws
// what the encoder throws, Cancelled.
EmbeddedNouns embedNouns(const NounList& nouns, const std::vector<std::string>& templates,
                         const Encoder& encoder, EmbeddingStore* store, const Job& job = {});

}  // namespace nounscope
