#include "core/io/sqlite_database.h"

#include <sqlite3.h>

namespace nounscope {

void SqliteDatabase::Close::operator()(sqlite3* database) const {
    sqlite3_close(database);
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file, int busyMs) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(
        file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    m_database.reset(database);
    if (code != SQLITE_OK) throw SqliteError(code, database);
    sqlite3_busy_timeout(database, busyMs);
}

void SqliteDatabase::execute(const char* sql) {
    const int code = sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw SqliteError(code, m_database.get());
}

std::int64_t SqliteDatabase::number(const char* sql) const {
    SqliteStatement statement(m_database.get(), sql);
    return statement.step() ? statement.number(0) : 0;
}

SqliteStatement& SqliteDatabase::statement(const char* sql) {
    SqliteStatement& found = m_statements.try_emplace(sql, m_database.get(), sql).first->second;
    found.reset();
    return found;
}

void SqliteDatabase::transaction(const std::function<void()>& work) {
    execute("BEGIN IMMEDIATE");
    try {
        work();
        execute("COMMIT");
    } catch (...) {
        sqlite3_exec(m_database.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        throw;
    }
}

}  // namespace nounscope
