#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/noun_file.h"
#include "core/model/error.h"

using namespace nounscope;

using Strings = std::vector<std::string>;

class TestNounFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path write(const char* name, const QByteArray& bytes) const {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
        return file.fileName().toStdString();
    }

private Q_SLOTS:
    void sameNounsHoweverWritten_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* what, const char* name, const char* text) {
            QTest::newRow(what) << QByteArray(name) << QByteArray(text);
        };
        row("lines", "n.txt", "sea bird\ncaf\xC3\xA9\n\"dog\", the\n");
        row("no last line end", "n.txt", "sea bird\ncaf\xC3\xA9\n\"dog\", the");
        row("CRLF", "n.txt", "sea bird\r\ncaf\xC3\xA9\r\n\"dog\", the\r\n");
        row("byte order mark, blanks, spaces", "n",
            "\xEF\xBB\xBF\n  sea bird\t\n\n   \ncaf\xC3\xA9\n\"dog\", the\n\n");
        row("CSV, first column", "n.csv", "sea bird,1\ncaf\xC3\xA9,2\n\"\"\"dog\"\", the\",3\n");
        row("CSV, headed", "n.CSV", "count,Noun\n1, sea bird\n2,caf\xC3\xA9\n3,\"\"\"dog\"\", the\"\n");
        row("CSV, CRLF and byte order mark", "n.csv",
            "\xEF\xBB\xBFword\r\nsea bird\r\ncaf\xC3\xA9\r\n\"\"\"dog\"\", the\"\r\n");
        row("JSON", "n.json", "\xEF\xBB\xBF[\"sea bird\", \"caf\\u00e9\",\n \"\", \"\\\"dog\\\", the\"]");
    }

    void sameNounsHoweverWritten() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, text);
        const NounFile file = readNouns(write(name.constData(), text));
        QCOMPARE(file.nouns.words, (Strings{"sea bird", "caf\xC3\xA9", "\"dog\", the"}));
        QCOMPARE(file.nouns.glosses, (Strings{"", "", ""}));
        QCOMPARE(file.repeated, 0);
    }

    void glosses() {
        const auto path = write("n.csv", "definition,word\n a pet ,dog\n\"purrs, sleeps\",cat\n,dog\n");
        const NounFile file = readNouns(path);
        QCOMPARE(file.nouns.words, (Strings{"dog", "cat"}));
        QCOMPARE(file.nouns.glosses, (Strings{"a pet", "purrs, sleeps"}));
        QCOMPARE(file.repeated, 1);
    }

    // With features given, entry i is row i of them, whatever it says.
    void everyEntryIsKept() {
        const NounFile lines = readNouns(write("n.txt", "dog\n\n Dog\ndog\n"), NounEntries::Every);
        QCOMPARE(lines.nouns.words, (Strings{"dog", "", "Dog", "dog"}));
        QCOMPARE(lines.nouns.glosses.size(), std::size_t{4});
        const NounFile table =
            readNouns(write("n.csv", "word,definition\ndog,a\n\"\",b\ndog,c\n"), NounEntries::Every);
        QCOMPARE(table.nouns.words, (Strings{"dog", "", "dog"}));
        QCOMPARE(table.nouns.glosses, (Strings{"a", "b", "c"}));
        QCOMPARE(readNouns(write("n.json", "[\"a\",\"\",\"a\"]"), NounEntries::Every).nouns.words,
                 (Strings{"a", "", "a"}));
    }

    void textsAreAsWritten() {
        QCOMPARE(readTexts(write("t.txt", " a photo \n\nb")), (Strings{" a photo ", "", "b"}));
        QCOMPARE(readTexts(write("t.json", "[\" a\\nphoto \", \"\"]")), (Strings{" a\nphoto ", ""}));
        QCOMPARE(readTexts(write("t.txt", "")), Strings{});
    }

    void unusableFilesAreNamed_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* what, const char* name, const QByteArray& text, const char* message) {
            QTest::newRow(what) << QByteArray(name) << text << message;
        };
        row("empty", "n.txt", "", "n.txt holds no noun");
        row("blank", "n.txt", "\n \n", "n.txt holds no noun");
        row("header only", "n.csv", "word,definition\n", "n.csv holds no noun");
        row("Latin-1", "n.txt", "dog\ncaf\xE9\n", "n.txt, line 2: is not UTF-8");
        row("UTF-16", "n.txt",
            QByteArray("\xFF\xFE"
                       "d\0o\0g\0",
                       8),
            "n.txt, line 1: is not UTF-8");
        row("a picture", "n.txt", QByteArray("\x89PNG\r\n\x1A\n\0\0", 10), "n.txt, line 1: is not UTF-8");
        row("ragged", "n.csv", "word,definition\ndog\n", "n.csv, line 2: has 1 cells");
        row("not JSON", "n.json", "[\"dog\"", "n.json is not valid JSON");
        row("an object", "n.json", "{\"dog\": 1}", "n.json must be a JSON array of strings");
        row("a number", "n.json", "[\"dog\", 1]",
            "n.json must be a JSON array of strings: entry 1 is a number");
        row("invalid UTF-8 in JSON", "n.json", "[\n\"caf\xE9\"]", "n.json, line 2: is not UTF-8");
    }

    void unusableFilesAreNamed() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        try {
            readNouns(write(name.constData(), text));
            QFAIL("an unusable file must be refused");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadInput);
            QVERIFY2(QString(error.what()).contains(message), error.what());
        }
    }

    void deepJsonIsRefused() {
        QVERIFY_EXCEPTION_THROWN(readNouns(write("n.json", QByteArray(1'000'000, '['))), Error);
        QVERIFY_EXCEPTION_THROWN(
            readNouns(write("n.json", QByteArray(200'000, '[') + QByteArray(200'000, ']'))), Error);
    }

    void missingFileIsNamed() {
        try {
            readNouns(m_folder.filePath("missing.txt").toStdString());
            QFAIL("a missing file must be refused");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::Io);
            QVERIFY(QString(error.what()).contains("missing.txt"));
        }
    }
};

QTEST_APPLESS_MAIN(TestNounFile)
#include "test_noun_file.moc"
