// SQLite's C interface as a value that closes itself and throws: what the embedding store is written with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>

#include "core/io/sqlite_statement.h"

namespace nounscope {

// One connection, for one thread at a time. Everything throws SqliteError.
class SqliteDatabase {
public:
    // Opens the file, or creates it in a folder that exists. Waits up to `busyMs` for other processes' writes.
    SqliteDatabase(const std::filesystem::path& file, int busyMs);

    // One or several statements whose rows do not matter.
    void execute(const char* sql);

    // First column of the first row, 0 where there is none.
    std::int64_t number(const char* sql) const;

    // The statement ready to be bound, compiled at its first use. `sql` must be a literal: its address names
    // it.
    SqliteStatement& statement(const char* sql);

    // All that `work` writes, or nothing. Asks for the write lock first: later it might be too late.
    void transaction(const std::function<void()>& work);

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Close> m_database;
    std::map<const char*, SqliteStatement> m_statements;  // closed before the database
};

}  // namespace nounscope
