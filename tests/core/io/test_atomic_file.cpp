#include "core/io/atomic_file.h"

#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/model/error.h"

using namespace nounscope;

class TestAtomicFile : public QObject {
    Q_OBJECT
private:
    static QByteArray content(const QString& file) {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("unreadable");
    }

private Q_SLOTS:
    void replacesOnCommitOnly() {
        const QTemporaryDir folder;
        const QString file = folder.filePath("out.csv");
        for (const char* text : {"first", "second"}) {
            const QByteArray before = QFile::exists(file) ? content(file) : QByteArray();
            AtomicFile out(file.toStdString());
            out.stream() << text;
            out.stream().flush();
            QCOMPARE(QFile::exists(file) ? content(file) : QByteArray(), before);
            out.commit();
            QCOMPARE(content(file), QByteArray(text));
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"out.csv"});
    }

    void leavesNothingWithoutCommit() {
        const QTemporaryDir folder;
        {
            AtomicFile out(folder.filePath("out.csv").toStdString());
            out.stream() << "half";
            const QStringList hidden = QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
            QCOMPARE(hidden.size(), 1);
            QVERIFY(hidden[0].startsWith('.') && !hidden[0].endsWith(".csv"));
        }
        QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void impossibleDestinationsAreNamed() {
        const QTemporaryDir folder;
        for (const QString& file : {folder.filePath("absent/out.csv"), folder.path()}) {
            try {
                AtomicFile out(file.toStdString());
                QFAIL("opened");
            } catch (const Error& error) {
                QVERIFY(QString(error.what()).contains(file));
                QVERIFY(QString(error.what()).contains("directory"));
            }
        }
    }

    void fullDiskIsReported() {
        if (!QFile::exists("/dev/full")) QSKIP("no /dev/full here");
        const QTemporaryDir folder;
        const QString file = folder.filePath("out.csv");
        // The hidden file's name is known, so a device that is always full can take its place.
        const QString hidden = folder.filePath(".out.csv." + QString::number(getpid()) + ".part");
        QVERIFY(QFile::link("/dev/full", hidden));
        AtomicFile out(file.toStdString());
        out.stream() << "text";
        QVERIFY_EXCEPTION_THROWN(out.commit(), Error);
        QVERIFY(!QFile::exists(file));
    }
};

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "test_atomic_file.moc"
