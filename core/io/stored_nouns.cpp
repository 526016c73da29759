#include "core/io/stored_nouns.h"

#include "core/io/stored_feature.h"

namespace nounscope {

namespace {

std::string inputOf(const std::vector<std::string>& templates) {
    std::string input = "noun";
    for (const std::string& line : templates) input += '\n' + line;
    return input;
}

}  // namespace

StoredNouns::StoredNouns(EmbeddingStore& store, const EncoderInfo& encoder,
                         const std::vector<std::string>& templates)
    : m_store(store), m_recipe(recipeHash(encoder, inputOf(templates))), m_width(encoder.width) {}

std::vector<std::vector<float>> StoredNouns::find(const std::vector<std::string>& words) {
    std::vector<std::vector<float>> found(words.size());
    m_store.use([&](SqliteDatabase& database) {
        SqliteStatement& query = database.statement("SELECT feature FROM noun WHERE recipe = ? AND word = ?");
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (query.bind(1, m_recipe).bindText(2, words[i]).step())
                found[i] = unpackFeature(words[i], query.bytes(0), m_width);
            query.reset();
        }
    });
    return found;
}

void StoredNouns::add(const std::vector<std::string>& words,
                      const std::vector<std::vector<float>>& features) {
    m_store.use([&](SqliteDatabase& database) {
        database.transaction([&] {
            SqliteStatement& insert = database.statement("INSERT OR IGNORE INTO noun VALUES(?, ?, ?)");
            for (std::size_t i = 0; i < words.size(); ++i) {
                const std::string feature = packFeature(words[i], features[i]);
                insert.bind(1, m_recipe).bindText(2, words[i]).bindBlob(3, feature).run();
            }
        });
    });
}

}  // namespace nounscope
