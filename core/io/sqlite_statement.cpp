#include "core/io/sqlite_statement.h"

#include <sqlite3.h>

namespace nounscope {

SqliteError::SqliteError(int code, sqlite3* database)
    : std::runtime_error(database ? sqlite3_errmsg(database) : sqlite3_errstr(code)), m_code(code & 0xFF) {}

SqliteError SqliteError::corrupt() {
    return SqliteError(SQLITE_CORRUPT, nullptr);
}

bool SqliteError::isCorrupt() const {
    return m_code == SQLITE_CORRUPT || m_code == SQLITE_NOTADB;
}

bool SqliteError::isBusy() const {
    return m_code == SQLITE_BUSY;
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

SqliteStatement::SqliteStatement(sqlite3* database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
    m_statement.reset(statement);
    if (code != SQLITE_OK) throw SqliteError(code, database);
}

SqliteStatement& SqliteStatement::bind(int parameter, std::int64_t value) {
    check(sqlite3_bind_int64(m_statement.get(), parameter, value));
    return *this;
}

SqliteStatement& SqliteStatement::bindText(int parameter, std::string_view text) {
    check(sqlite3_bind_text64(m_statement.get(), parameter, text.data(), text.size(), SQLITE_STATIC,
                              SQLITE_UTF8));
    return *this;
}

SqliteStatement& SqliteStatement::bindBlob(int parameter, std::string_view bytes) {
    check(sqlite3_bind_blob64(m_statement.get(), parameter, bytes.data(), bytes.size(), SQLITE_STATIC));
    return *this;
}

bool SqliteStatement::step() {
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const SqliteError error(code, sqlite3_db_handle(m_statement.get()));
    reset();
    throw error;
}

void SqliteStatement::run() {
    while (step()) {
    }
    reset();
}

void SqliteStatement::reset() {
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

std::int64_t SqliteStatement::number(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view SqliteStatement::bytes(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

void SqliteStatement::check(int code) const {
    if (code != SQLITE_OK) throw SqliteError(code, sqlite3_db_handle(m_statement.get()));
}

}  // namespace nounscope
