// A compiled SQL statement with typed parameters and columns, and SQLite's errors as exceptions.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace nounscope {

// Any result code but OK, ROW and DONE. The message is SQLite's own.
class SqliteError : public std::runtime_error {
public:
    SqliteError(int code, sqlite3* database);
    static SqliteError corrupt();  // what SQLite itself did not notice
    bool isCorrupt() const;        // the file is damaged, or no database at all
    bool isBusy() const;           // another process holds it

private:
    int m_code;
};

// Parameters count from 1, columns from 0. Bound memory must live until the statement has run. Everything
// throws SqliteError.
class SqliteStatement {
public:
    SqliteStatement(sqlite3* database, const char* sql);

    SqliteStatement& bind(int parameter, std::int64_t value);
    SqliteStatement& bindText(int parameter, std::string_view text);
    SqliteStatement& bindBlob(int parameter, std::string_view bytes);

    bool step();  // whether there is a (further) row
    void run();   // to its end; then it can be bound again
    void reset();

    std::int64_t number(int column) const;
    std::string_view bytes(int column) const;  // of text or blob, until the next step or reset

private:
    void check(int code) const;

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

}  // namespace nounscope
