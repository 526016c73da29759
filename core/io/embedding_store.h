// Embeddings are computed once: a SQLite database that remembers them between runs, shared by all processes
// of a person.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/io/sqlite_database.h"

namespace nounscope {

struct StoreContents {
    std::int64_t pictures = 0, failures = 0, nouns = 0;
};

// The database itself; StoredPictures and StoredNouns say what is in it. Whatever happens to it, a run goes
// on: a damaged database is set aside and a new one begun, one that cannot be used (a read-only folder, a full
// disk, made by a newer version) is left alone, and a note says so. Thread-safe.
class EmbeddingStore {
public:
    // Opens or creates the database and the folders above it.
    explicit EmbeddingStore(std::filesystem::path file);

    // Runs `work` with the database, one thread at a time. False, now or from an SqliteError that `work` threw
    // on, where the store cannot be used.
    bool use(const std::function<void(SqliteDatabase&)>& work);

    // What a person should know of, once: why the store is not used, or was begun anew.
    std::vector<std::string> takeNotes();

    const std::filesystem::path& file() const { return m_file; }
    std::int64_t bytes() const;  // on disk, set-aside databases included
    StoreContents contents();

    // Forgets everything and gives the disk space back; other processes may use the store meanwhile. False as
    // use().
    bool clear();

private:
    void open();
    void createUnlessThere(SqliteDatabase& database) const;
    void setAside();
    void giveUp(const std::string& reason);

    const std::filesystem::path m_file;
    mutable std::mutex m_mutex;
    std::unique_ptr<SqliteDatabase> m_database;  // null: not usable
    std::vector<std::string> m_notes;
};

}  // namespace nounscope
