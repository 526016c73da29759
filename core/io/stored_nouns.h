// What the embedding store knows of nouns, as seen by one encoder with one set of templates.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/encode/encoder.h"
#include "core/io/embedding_store.h"

namespace nounscope {

// Thread-safe.
class StoredNouns {
public:
    // Keeps a reference to the store.
    StoredNouns(EmbeddingStore& store, const EncoderInfo& encoder, const std::vector<std::string>& templates);

    // One feature a word, empty where it is not known.
    std::vector<std::vector<float>> find(const std::vector<std::string>& words);

    // One transaction; one feature a word. What is known already stays.
    void add(const std::vector<std::string>& words, const std::vector<std::vector<float>>& features);

private:
    EmbeddingStore& m_store;
    const std::int64_t m_recipe, m_width;
};

}  // namespace nounscope
