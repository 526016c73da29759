// A feature as the embedding store keeps it, with what tells whether the disk still has it right: SQLite
// itself would not notice a wrong byte in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nounscope {

struct EncoderInfo;

// The numbers' bytes, then 8 bytes of the SHA-256 of key and numbers.
std::string packFeature(std::string_view key, const std::vector<float>& feature);

// Throws SqliteError (corrupt) where the blob is not what packFeature made of this key and `width` numbers.
std::vector<float> unpackFeature(std::string_view key, std::string_view blob, std::int64_t width);

// Names everything that a feature depends on besides the picture or the word: the encoder's weights,
// precision and preprocessing, and `input`, what is done before the encoder.
std::int64_t recipeHash(const EncoderInfo& encoder, const std::string& input);

}  // namespace nounscope
