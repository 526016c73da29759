#include "core/io/stored_feature.h"

#include <cstring>

#include "core/encode/encoder.h"
#include "core/io/sha256.h"
#include "core/io/sqlite_statement.h"

namespace nounscope {

namespace {

constexpr std::size_t checkBytes = 8;

std::string_view bytesOf(const std::vector<float>& feature) {
    return {reinterpret_cast<const char*>(feature.data()), feature.size() * sizeof(float)};
}

std::string checkOf(std::string_view key, std::string_view numbers) {
    const Sha256 digest = sha256(std::string(key).append(numbers));
    return std::string(reinterpret_cast<const char*>(digest.data()), checkBytes);
}

}  // namespace

std::string packFeature(std::string_view key, const std::vector<float>& feature) {
    return std::string(bytesOf(feature)) + checkOf(key, bytesOf(feature));
}

std::vector<float> unpackFeature(std::string_view key, std::string_view blob, std::int64_t width) {
    std::vector<float> feature(static_cast<std::size_t>(width));
    const std::size_t size = bytesOf(feature).size();
    if (blob.size() != size + checkBytes || blob.substr(size) != checkOf(key, blob.substr(0, size)))
        throw SqliteError::corrupt();
    std::memcpy(feature.data(), blob.data(), size);
    return feature;
}

std::int64_t recipeHash(const EncoderInfo& encoder, const std::string& input) {
    std::string recipe;
    for (const std::string& part : {encoder.weightsSha256, encoder.precision, encoder.preprocessing, input})
        recipe += std::to_string(part.size()) + ':' + part;
    std::int64_t hash = 0;
    std::memcpy(&hash, sha256(recipe).data(), sizeof hash);
    return hash;
}

}  // namespace nounscope
