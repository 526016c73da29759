#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

#include "core/io/csv.h"
#include "core/model/error.h"

using namespace nounscope;

using Rows = std::vector<std::vector<std::string>>;

class TestCsv : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path path() const { return m_folder.filePath("table.csv").toStdString(); }

    std::filesystem::path write(const QByteArray& bytes) const {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
        return path();
    }

    QByteArray bytes() const {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Rows read(const QByteArray& text) const {
        CsvReader reader(write(text));
        Rows rows;
        for (std::vector<std::string> row; reader.next(row);) rows.push_back(row);
        return rows;
    }

private Q_SLOTS:
    void writesMinimalQuotingAndShortestNumbers() {
        CsvWriter writer(path(), {"filepath", "score", "row"});
        writer.cell("a b.png").cell(0.1).cell(0);
        writer.endRow();
        writer.cell("a,b").cell(-std::numeric_limits<double>::infinity()).cell(std::int64_t{1} << 40);
        writer.endRow();
        writer.cell("say \"hi\"\nthere").cell(1e-30).cell("");
        writer.endRow();
        writer.commit();
        QCOMPARE(bytes(), QByteArray("filepath,score,row\n"
                                     "a b.png,0.1,0\n"
                                     "\"a,b\",-inf,1099511627776\n"
                                     "\"say \"\"hi\"\"\nthere\",1e-30,\n"));
    }

    void nothingIsThereBeforeCommit() {
        QFile::remove(path());
        {
            CsvWriter writer(path(), {"word"});
            QVERIFY(!QFile::exists(path()));
            QVERIFY(QDir(m_folder.path()).entryList({"*.csv"}, QDir::Files | QDir::Hidden).isEmpty());
        }
        QVERIFY(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
    }

    void numbersRoundTrip() {
        for (const double value : {0.0, -0.0, 1.0 / 3, 5e-324, 1.7976931348623157e308, 123456789.125}) {
            const std::string text = shortestNumber(value);
            QCOMPARE(std::strtod(text.c_str(), nullptr), value);
        }
        QCOMPARE(shortestNumber(0.2), std::string("0.2"));
        QCOMPARE(shortestNumber(std::numeric_limits<double>::infinity()), std::string("inf"));
        QCOMPARE(shortestNumber(-std::numeric_limits<double>::quiet_NaN()), std::string("nan"));
    }

    void paths() {
        QCOMPARE(utf8Path("caf\xC3\xA9/100%.png"), std::string("caf\xC3\xA9/100%.png"));
        QCOMPARE(utf8Path("caf\xE9/100%.png"), std::string("caf%E9/100%25.png"));
        QCOMPARE(utf8Path("\xC3\xA9\xFF\xFE"), std::string("\xC3\xA9%FF%FE"));
        QCOMPARE(utf8Path("\xED\xA0\x80"), std::string("%ED%A0%80"));  // a lone surrogate
        QCOMPARE(utf8Path("cut \xE2\x82"), std::string("cut %E2%82"));
    }

    void whatIsWrittenIsRead() {
        const Rows rows{
            {"word", "definition"}, {"", ""}, {"\r\n", "\""}, {" a ", "b,\"c\""}, {"\xE7\x8C\xAB", "x\ny"}};
        CsvWriter writer(path(), {rows[0][0], rows[0][1]});
        for (std::size_t i = 1; i < rows.size(); ++i) {
            for (const std::string& cell : rows[i]) writer.cell(cell);
            writer.endRow();
        }
        writer.commit();
        QVERIFY(read(bytes()) == rows);
    }

    void oneEmptyCellIsNoBlankLine() {
        CsvWriter writer(path(), {"word"});
        writer.cell("");
        writer.endRow();
        writer.commit();
        QVERIFY(read(bytes()) == (Rows{{"word"}, {""}}));
    }

    void readsWhatOtherProgramsWrite_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const char* text) { QTest::newRow(name) << QByteArray(text); };
        row("plain", "a,b\nc,d\n");
        row("no last line end", "a,b\nc,d");
        row("CRLF", "a,b\r\nc,d\r\n");
        row("CR", "a,b\rc,d\r");
        row("byte order mark",
            "\xEF\xBB\xBF"
            "a,b\nc,d\n");
        row("byte order mark and quotes", "\xEF\xBB\xBF\"a\",\"b\"\r\n\"c\",d\r\n");
        row("blank lines", "\n\na,b\n\r\nc,d\n\n");
    }

    void readsWhatOtherProgramsWrite() {
        QFETCH(QByteArray, text);
        QVERIFY(read(text) == (Rows{{"a", "b"}, {"c", "d"}}));
    }

    void emptyCellsAndQuotesInside() {
        QVERIFY(read(",\n,x\n") == (Rows{{"", ""}, {"", "x"}}));
        QVERIFY(read("5\" disk,x\n") == (Rows{{"5\" disk", "x"}}));
        QVERIFY(read("") == Rows{});
        QVERIFY(read("\n") == Rows{});
    }

    void linesAreCountedThroughQuotedLineEnds() {
        CsvReader reader(write("a,b\n\"1\r\n2\n3\",c\nd,e\n"));
        std::vector<std::string> row;
        std::vector<std::int64_t> lines;
        while (reader.next(row)) lines.push_back(reader.line());
        QCOMPARE(lines, (std::vector<std::int64_t>{1, 2, 5}));
    }

    void malformedNamesFileAndLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QByteArray& text, const char* message) {
            QTest::newRow(name) << text << message;
        };
        row("ragged", "a,b\nc\n", "line 2: has 1 cells where the first row has 2");
        row("ragged, longer", "a,b\n\"x\ny\",d\ne,f,g\n", "line 4: has 3 cells");
        row("never closed", "a,b\n\"c,d\ne,f\n", "line 2: a quote opened in this row is never closed");
        row("behind a quote", "a,b\n\"c\"d,e\n", "line 2: there is text behind a closing quote");
        row("Latin-1", "a,b\ncaf\xE9,d\n", "line 2: is not UTF-8");
        row("UTF-16",
            QByteArray("\xFF\xFE"
                       "a\0,\0b\0",
                       8),
            "line 1: is not UTF-8");
        row("NUL", QByteArray("a,b\nc\0,d", 8), "line 2: is not UTF-8");
    }

    void malformedNamesFileAndLine() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        try {
            read(text);
            QFAIL("a malformed file must be refused");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadInput);
            QVERIFY2(QString(error.what()).contains("table.csv, " + message), error.what());
        }
    }

    void unreadableIsAnError() {
        QVERIFY_EXCEPTION_THROWN(CsvReader(m_folder.path().toStdString()), Error);
        QVERIFY_EXCEPTION_THROWN(CsvReader(m_folder.filePath("missing.csv").toStdString()), Error);
        QVERIFY_EXCEPTION_THROWN(CsvWriter(m_folder.filePath("no/such/folder.csv").toStdString(), {"a"}),
                                 Error);
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "test_csv.moc"
