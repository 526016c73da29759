#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/text_lines.h"
#include "core/model/error.h"

using namespace nounscope;

class TestTextLines : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lineEndings() {
        TextLines lines("f", "a\nb\r\nc\rd\n\ne");
        std::vector<std::string> found;
        for (std::string_view line; lines.next(line);) found.emplace_back(line);
        QCOMPARE(found, (std::vector<std::string>{"a", "b", "c", "d", "", "e"}));
        QCOMPARE(lines.number(), 6);
    }

    void utf8_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("invalid");
        const auto row = [](const char* name, const char* text, int invalid) {
            QTest::newRow(name) << QByteArray(text) << invalid;
        };
        row("ASCII", "abc", -1);
        row("two, three and four bytes", "\xC2\x80 \xE0\xA0\x80 \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF", -1);
        row("lone continuation", "a\x80", 1);
        row("overlong slash", "ab\xC0\xAF", 2);
        row("overlong, three bytes", "\xE0\x9F\xBF", 0);
        row("overlong, four bytes", "\xF0\x8F\xBF\xBF", 0);
        row("surrogate", "\xED\xA0\x80", 0);
        row("last before the surrogates", "\xED\x9F\xBF", -1);
        row("beyond Unicode", "\xF4\x90\x80\x80", 0);
        row("cut short", "a\xE2\x82", 1);
        row("second byte wrong", "\xE2\x28\xA1", 0);
        row("third byte wrong", "\xE2\x82\x28", 0);
    }

    void utf8() {
        QFETCH(QByteArray, text);
        QFETCH(int, invalid);
        const std::size_t found =
            findInvalidUtf8(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        QCOMPARE(found, invalid < 0 ? std::string_view::npos : static_cast<std::size_t>(invalid));
    }

    void limitOnSizeIsNamed() {
        QTemporaryDir folder;
        QFile file(folder.filePath("long.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("12345") == 5);
        file.close();
        const std::filesystem::path path = file.fileName().toStdString();
        QCOMPARE(readTextFile(path, 5), std::string("12345"));
        try {
            readTextFile(path, 4);
            QFAIL("a file beyond the limit must be refused");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("long.txt is longer than 4 bytes"));
        }
        QVERIFY_EXCEPTION_THROWN(readTextFile("/dev/zero", 1 << 20), Error);  // ends nowhere
    }
};

QTEST_APPLESS_MAIN(TestTextLines)
#include "test_text_lines.moc"
