// What the fuzzers start from and what they found, through the same readers: good files load, bad ones are refused.
#include <QDir>
#include <QTest>

#include "core/model/error.h"
#include "tests/fuzz/untrusted_readers.h"

using namespace nounscope;

class TestFuzzCorpora : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data() {
        QTest::addColumn<int>("reader");
        QTest::addColumn<QString>("file");
        for (std::size_t i = 0; i < test::untrustedReaders().size(); ++i) {
            const QString name = QString::fromStdString(test::untrustedReaders()[i].name);
            const QDir corpus(NOUNSCOPE_TEST_DATA "/fuzz/" + name);
            const QStringList files = corpus.entryList(QDir::Files);
            QVERIFY2(!files.filter("good").isEmpty(), qPrintable(corpus.path()));
            for (const QString& file : files)
                QTest::addRow("%s/%s", qPrintable(name), qPrintable(file))
                    << static_cast<int>(i) << corpus.filePath(file);
        }
    }
    void reads() {
        QFETCH(int, reader);
        QFETCH(QString, file);
        bool refused = false;
        try {
            test::untrustedReaders()[static_cast<std::size_t>(reader)].read(file.toStdString());
        } catch (const Error& error) {
            refused = true;
            QVERIFY2(QString(error.what()).contains(file), error.what());
        }
        QCOMPARE(refused, QFileInfo(file).fileName().startsWith("bad"));
    }
};

QTEST_GUILESS_MAIN(TestFuzzCorpora)
#include "test_fuzz_corpora.moc"
