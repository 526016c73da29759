// Ctrl-C: the run ends within 200 ms with exit code 130 and leaves nothing half-written.
#include <signal.h>

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/npy.h"
#include "tests/app/cli_process.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestCliInterrupt : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

    // A run that would take many minutes, once it is in the stage named.
    void start(QProcess& process, const QByteArray& stage) const {
        process.start(NOUNSCOPE_CLI, {"cluster", "--image-embeddings", path("X.npy"), "--noun-embeddings",
                                      path("T.npy"), "--nouns", path("nouns.txt"), "--clusters", "40",
                                      "--restarts", "1000000", "--json-progress", "--out", path("out")});
        process.setReadChannel(QProcess::StandardError);
        QByteArray seen;
        while (!seen.contains(stage)) {
            QVERIFY2(process.waitForReadyRead(60'000), "the stage was not reached: " + seen);
            seen += process.readAllStandardError();
        }
    }

private Q_SLOTS:
    void initTestCase() {
        writeNpy(path("X.npy").toStdString(), randomRows(20'000, 256, 1));
        writeNpy(path("T.npy").toStdString(), randomRows(500, 256, 2));
        QByteArray words;
        for (int i = 0; i < 500; ++i) words += "word" + QByteArray::number(i) + "\n";
        writeFile(path("nouns.txt"), words);
    }

    void stopsAtOnceAndCleanly_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void stopsAtOnceAndCleanly() {
        QFETCH(int, signal);
        QProcess process;
        start(process, "\"stage\"");
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(kill(static_cast<pid_t>(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(10'000));
        const qint64 elapsed = timer.elapsed();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY2(elapsed <= 200, qPrintable(QString("%1 ms").arg(elapsed)));
        QVERIFY(process.readAllStandardError().contains("interrupted"));
        QVERIFY(!QDir(path("out")).exists());
    }

    void keepsTheResultsOfAnEarlierRun() {
        QVERIFY(QDir(m_folder.path()).mkpath("out"));
        writeFile(path("out/assignments.csv"), "earlier");
        QProcess process;
        start(process, "\"stage\"");
        QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(QDir(path("out")).entryList(QDir::Files | QDir::Hidden), QStringList{"assignments.csv"});
        QCOMPARE(fileBytes(path("out/assignments.csv")), QByteArray("earlier"));
    }
};

QTEST_GUILESS_MAIN(TestCliInterrupt)
#include "test_cli_interrupt.moc"
