// What the embedding store knows of pictures, as seen by one encoder with one set of picture settings.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/encode/encoder.h"
#include "core/io/embedding_store.h"
#include "core/io/picture_file.h"
#include "core/io/sha256.h"
#include "core/model/settings.h"

namespace nounscope {

// What became of a picture: its feature, or why there is none.
struct PictureOutcome {
    std::vector<float> feature;  // width numbers, or none
    std::string error;           // not empty where there are none
};

// A picture with where it was found.
struct PictureEntry {
    std::filesystem::path file;
    std::optional<FileStamp> stamp;
    Sha256 content{};
    std::int64_t pixels = 0;
    PictureOutcome outcome;
};

// A picture is known by its content, wherever it lies; a file whose stamp is unchanged is known without being
// read. Thread-safe.
class StoredPictures {
public:
    // Keeps a reference to the store.
    StoredPictures(EmbeddingStore& store, const EncoderInfo& encoder, const PictureSettings& settings);

    // Nothing where the store cannot tell.
    std::optional<PictureOutcome> find(const std::filesystem::path& file);
    std::optional<PictureOutcome> find(const Sha256& content);

    // Forgets every failure of this encoder with these settings, so that the files are tried again.
    void forgetFailures();

    // One transaction. What is known already stays.
    void add(const std::vector<PictureEntry>& entries);

private:
    EmbeddingStore& m_store;
    const std::int64_t m_recipe, m_width, m_maxPixels;
};

}  // namespace nounscope
