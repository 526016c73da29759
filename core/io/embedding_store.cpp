#include "core/io/embedding_store.h"

#include <sys/stat.h>

#include <array>
#include <system_error>
#include <utility>

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr int busyMs = 10'000;                      // other processes write a batch at a time: milliseconds
constexpr std::int64_t applicationId = 0x4E6F756E;  // "Noun", in the file's header
constexpr std::int64_t schemaVersion = 1;

// A recipe is everything that a feature depends on besides the picture or the word, as a hash. Pages are
// large because features are: four of 768 numbers fill one.
constexpr const char* schema = R"(
CREATE TABLE file(path BLOB PRIMARY KEY, size INTEGER NOT NULL, changed_ns INTEGER NOT NULL,
                  content BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE picture(recipe INTEGER NOT NULL, content BLOB NOT NULL, pixels INTEGER NOT NULL,
                     feature BLOB NOT NULL, UNIQUE(recipe, content));
CREATE TABLE failure(recipe INTEGER NOT NULL, content BLOB NOT NULL, max_pixels INTEGER NOT NULL,
                     reason TEXT NOT NULL, PRIMARY KEY(recipe, content, max_pixels)) WITHOUT ROWID;
CREATE TABLE noun(recipe INTEGER NOT NULL, word TEXT NOT NULL, feature BLOB NOT NULL, UNIQUE(recipe, word));
PRAGMA application_id = 1315927406;
PRAGMA user_version = 1;
)";
static_assert(applicationId == 1315927406 && schemaVersion == 1);

// The files a database consists of, the main one last: without it the others say nothing.
std::array<fs::path, 3> parts(const fs::path& file) {
    return {fs::path(file) += "-wal", fs::path(file) += "-shm", file};
}

fs::path damaged(const fs::path& file) {
    return fs::path(file) += ".damaged";
}

struct NotOurs : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace

EmbeddingStore::EmbeddingStore(fs::path file) : m_file(std::move(file)) {
    try {
        std::error_code failure;
        if (fs::create_directories(m_file.parent_path(), failure))
            fs::permissions(m_file.parent_path(), fs::perms::owner_all, failure);
        try {
            open();
        } catch (const SqliteError& error) {
            if (!error.isCorrupt()) throw;
            setAside();
            open();
        }
    } catch (const std::runtime_error& error) {
        giveUp(error.what());
    }
}

void EmbeddingStore::open() {
    m_database = std::make_unique<SqliteDatabase>(m_file, busyMs);
    m_database->execute("PRAGMA page_size = 16384");
    // One process at a time: of two that begin together the second finds everything done.
    m_database->transaction([&] { createUnlessThere(*m_database); });
    try {
        m_database->execute("PRAGMA journal_mode = WAL");
    } catch (const SqliteError& error) {
        if (!error.isBusy()) throw;  // else another process is at it; the file works either way
    }
    // What a crash of the machine takes is the last batches; a crash of the program takes nothing.
    m_database->execute("PRAGMA synchronous = NORMAL");
}

void EmbeddingStore::createUnlessThere(SqliteDatabase& database) const {
    const std::int64_t version = database.number("PRAGMA user_version");
    const bool isOurs = database.number("PRAGMA application_id") == applicationId;
    if (isOurs && version > schemaVersion) throw NotOurs("it was made by a newer version of NounScope");
    if (isOurs) return;
    if (version != 0 || database.number("SELECT count(*) FROM sqlite_master") != 0)
        throw NotOurs("it is another program's database");
    database.execute(schema);
}

bool EmbeddingStore::use(const std::function<void(SqliteDatabase&)>& work) {
    const std::lock_guard lock(m_mutex);
    if (!m_database) return false;
    try {
        work(*m_database);
        return true;
    } catch (const SqliteError& error) {
        if (error.isCorrupt())
            setAside();
        else
            giveUp(error.what());
        return false;
    }
}

std::vector<std::string> EmbeddingStore::takeNotes() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_notes, {});
}

std::int64_t EmbeddingStore::bytes() const {
    std::int64_t sum = 0;
    for (const fs::path& database : {m_file, damaged(m_file)})
        for (const fs::path& part : parts(database)) {
            std::error_code failure;
            const std::uintmax_t size = fs::file_size(part, failure);
            if (!failure) sum += static_cast<std::int64_t>(size);
        }
    return sum;
}

StoreContents EmbeddingStore::contents() {
    StoreContents counts;
    use([&](SqliteDatabase& database) {
        counts.pictures = database.number("SELECT count(*) FROM picture");
        counts.failures = database.number("SELECT count(*) FROM failure");
        counts.nouns = database.number("SELECT count(*) FROM noun");
    });
    return counts;
}

bool EmbeddingStore::clear() {
    for (const fs::path& part : parts(damaged(m_file))) {
        std::error_code ignored;
        fs::remove(part, ignored);
    }
    // The file itself stays: another process may have it open.
    return use([](SqliteDatabase& database) {
        database.transaction([&] {
            database.execute("DELETE FROM file; DELETE FROM picture; DELETE FROM failure; DELETE FROM noun");
        });
        database.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    });
}

void EmbeddingStore::setAside() {
    m_database.reset();  // SQLite must not touch the files by name any more
    const std::array<fs::path, 3> from = parts(m_file), to = parts(damaged(m_file));
    std::error_code failure;
    for (std::size_t i = 0; i < from.size(); ++i) fs::rename(from[i], to[i], failure);
    m_notes.push_back("The store of embeddings was damaged: it is set aside as " + to.back().string() +
                      ", and a new one is begun.");
}

void EmbeddingStore::giveUp(const std::string& reason) {
    m_database.reset();
    m_notes.push_back("Embeddings are not kept for later runs: " + m_file.string() + ": " + reason + ".");
}

}  // namespace nounscope
