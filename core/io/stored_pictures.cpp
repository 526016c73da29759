#include "core/io/stored_pictures.h"

#include <algorithm>
#include <system_error>

#include "core/io/image_decode.h"
#include "core/io/stored_feature.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

std::string inputOf(const PictureSettings& settings) {
    return "picture, decoder " + std::to_string(decodeVersion) +
           (settings.orientation == Orientation::Stored ? ", as stored" : ", upright") +
           (settings.alpha == AlphaMode::Drop ? ", alpha dropped" : ", alpha on white");
}

std::string nameOf(const fs::path& file) {
    std::error_code failure;
    const fs::path whole = fs::absolute(file, failure);
    return (failure ? file : whole).lexically_normal().string();
}

std::string_view bytesOf(const Sha256& content) {
    return {reinterpret_cast<const char*>(content.data()), content.size()};
}

}  // namespace

StoredPictures::StoredPictures(EmbeddingStore& store, const EncoderInfo& encoder,
                               const PictureSettings& settings)
    : m_store(store),
      m_recipe(recipeHash(encoder, inputOf(settings))),
      m_width(encoder.width),
      m_maxPixels(settings.maxPixels) {}

std::optional<PictureOutcome> StoredPictures::find(const fs::path& file) {
    const std::optional<FileStamp> stamp = stampOf(file);
    if (!stamp) return std::nullopt;
    std::optional<Sha256> content;
    m_store.use([&](SqliteDatabase& database) {
        const std::string name = nameOf(file);
        SqliteStatement& query =
            database.statement("SELECT content FROM file WHERE path = ? AND size = ? AND changed_ns = ?");
        query.bindBlob(1, name).bind(2, stamp->size).bind(3, stamp->changedNs);
        if (!query.step() || query.bytes(0).size() != Sha256().size()) return;
        const std::string_view bytes = query.bytes(0);
        std::copy(bytes.begin(), bytes.end(), content.emplace().begin());
        query.reset();
    });
    return content ? find(*content) : std::nullopt;
}

std::optional<PictureOutcome> StoredPictures::find(const Sha256& content) {
    std::optional<PictureOutcome> found;
    const std::string_view key = bytesOf(content);
    m_store.use([&](SqliteDatabase& database) {
        // A picture with more pixels than are allowed today is refused today.
        SqliteStatement& picture = database.statement(
            "SELECT feature FROM picture WHERE recipe = ? AND content = ? AND pixels <= ?");
        if (picture.bind(1, m_recipe).bindBlob(2, key).bind(3, m_maxPixels).step())
            found = PictureOutcome{unpackFeature(key, picture.bytes(0), m_width), {}};
        picture.reset();
        if (found) return;
        SqliteStatement& failure = database.statement(
            "SELECT reason FROM failure WHERE recipe = ? AND content = ? AND max_pixels = ?");
        if (failure.bind(1, m_recipe).bindBlob(2, key).bind(3, m_maxPixels).step())
            found = PictureOutcome{{}, std::string(failure.bytes(0))};
        failure.reset();
    });
    return found;
}

void StoredPictures::forgetFailures() {
    m_store.use([&](SqliteDatabase& database) {
        database.statement("DELETE FROM failure WHERE recipe = ? AND max_pixels = ?")
            .bind(1, m_recipe)
            .bind(2, m_maxPixels)
            .run();
    });
}

void StoredPictures::add(const std::vector<PictureEntry>& entries) {
    if (entries.empty()) return;
    m_store.use([&](SqliteDatabase& database) {
        database.transaction([&] {
            for (const PictureEntry& entry : entries) {
                const std::string_view content = bytesOf(entry.content);
                if (entry.stamp) {
                    const std::string name = nameOf(entry.file);
                    database.statement("INSERT OR REPLACE INTO file VALUES(?, ?, ?, ?)")
                        .bindBlob(1, name)
                        .bind(2, entry.stamp->size)
                        .bind(3, entry.stamp->changedNs)
                        .bindBlob(4, content)
                        .run();
                }
                if (!entry.outcome.error.empty()) {
                    database.statement("INSERT OR IGNORE INTO failure VALUES(?, ?, ?, ?)")
                        .bind(1, m_recipe)
                        .bindBlob(2, content)
                        .bind(3, m_maxPixels)
                        .bindText(4, entry.outcome.error)
                        .run();
                } else {
                    const std::string feature = packFeature(content, entry.outcome.feature);
                    database.statement("INSERT OR IGNORE INTO picture VALUES(?, ?, ?, ?)")
                        .bind(1, m_recipe)
                        .bindBlob(2, content)
                        .bind(3, entry.pixels)
                        .bindBlob(4, feature)
                        .run();
                }
            }
        });
    });
}

}  // namespace nounscope
