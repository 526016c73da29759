// Embeddings kept between runs, as a person meets them on the command line.
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <opencv2/imgproc.hpp>

#include "tests/app/cli_process.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;

class TestCliCache : public QObject {
    Q_OBJECT

    static constexpr int readable = 24;
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

    CliResult cluster(const QString& out, const QStringList& more) const {
        return runCli(QStringList{"cluster", path("pictures"), "--nouns", path("nouns.txt"), "--clusters",
                                  "3", "--out", path(out)} +
                      more);
    }

    QJsonObject counts(const QString& out) const {
        return QJsonDocument::fromJson(fileBytes(path(out) + "/report.json")).object()["counts"].toObject();
    }

    void sameTables(const QString& a, const QString& b) const {
        for (const char* name : {"/assignments.csv", "/nouns.csv", "/clusters.csv"})
            QCOMPARE(fileBytes(path(a) + name), fileBytes(path(b) + name));
    }

private Q_SLOTS:
    void initTestCase() {
        for (int i = 0; i < readable; ++i) {
            const QString folder = path("pictures/%1").arg(i % 3);
            QVERIFY(QDir().mkpath(folder));
            cv::Mat rgb(70, 70, CV_8UC3, cv::Scalar(255, 255, 255));
            if (i % 3 == 0) cv::circle(rgb, {35, 35}, 10 + i, {220, 20, 20}, cv::FILLED);
            if (i % 3 == 1) cv::rectangle(rgb, {5, 20, 60, 5 + i}, {20, 160, 30}, cv::FILLED);
            if (i % 3 == 2) cv::rectangle(rgb, {8, 8, 50, 50}, {20, 30, 200}, 2 + i / 3);
            rgb.at<cv::Vec3b>(i, 0) = {250, 250, 250};  // no two are the same
            writeBytes((folder + QString("/%1.png").arg(i)).toStdString(), encoded(rgb, ".png"));
        }
        writeFile(path("pictures/1/cut.png"), fileBytes(path("pictures/1/1.png")).left(90));
        writeFile(path("nouns.txt"), "ball\nfence\nframe\nhouse\nbanana\nwindow\nsun\ngrass\nbox\nbutton\n");
    }

    void coldHalfFilledAndWarmGiveTheSameBytes() {
        const CliResult none = cluster("none", {"--no-cache"});
        QVERIFY2(none.exitCode == 0, none.err);
        QCOMPARE(counts("none")["images_reused"].toInt(), 0);
        const CliResult half =
            runCli({"embed-images", path("pictures/1"), "--out", path("half.npy"), "--cache", path("cache")});
        QVERIFY2(half.exitCode == 0, half.err);
        const CliResult filled = cluster("filled", {"--cache", path("cache")});
        QVERIFY2(filled.err.contains("9 pictures of 25 known from an earlier run"), filled.err);
        QCOMPARE(counts("filled")["images_reused"].toInt(), 9);
        const CliResult warm = cluster("warm", {"--cache", path("cache")});
        QVERIFY2(warm.err.contains("1 picture of 25 could not be read"), warm.err);
        QCOMPARE(counts("warm")["images_reused"].toInt(), 25);
        sameTables("none", "filled");
        sameTables("none", "warm");
    }

    void killedRunsGoOn() {
        const QStringList run{"embed-images", path("pictures"), "--batch", "4", "--threads", "1", "--out"};
        QCOMPARE(runCli(run + QStringList{path("plain.npy"), "--no-cache"}).exitCode, 0);
        const QStringList kept = run + QStringList{path("killed.npy"), "--cache", path("killed")};
        for (int i = 0; i < 3; ++i) {
            QProcess process;
            process.setProcessEnvironment(cliEnvironment());
            process.setReadChannel(QProcess::StandardError);
            process.start(NOUNSCOPE_CLI, kept + QStringList{"--json-progress"});
            QByteArray seen;
            while (!seen.contains("Embedding pictures") && process.waitForReadyRead(60'000))
                seen += process.readAllStandardError();
            process.kill();
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(60'000));
        }
        const CliResult last = runCli(kept);
        QVERIFY2(last.exitCode == 0, last.err);
        QCOMPARE(fileBytes(path("killed.npy")), fileBytes(path("plain.npy")));
        QCOMPARE(fileBytes(path("killed.csv")), fileBytes(path("plain.csv")));
    }

    void shownAndCleared() {
        const QString folder = path("shown");
        const CliResult empty = runCli({"cache", "--cache", folder});
        QVERIFY2(empty.exitCode == 0 && empty.out.contains("Nothing is kept yet"), empty.out + empty.err);
        QVERIFY(!QDir(folder).exists());
        QCOMPARE(
            runCli({"embed-images", path("pictures"), "--out", path("s.npy"), "--cache", folder}).exitCode,
            0);
        const CliResult shown = runCli({"cache", "--cache", folder});
        QVERIFY2(shown.out.contains(folder.toUtf8() + "/embeddings.sqlite") && shown.out.contains("MiB") &&
                     shown.out.contains("24 pictures, 1 unreadable ones"),
                 shown.out + shown.err);
        const CliResult cleared = runCli({"cache", "clear", "--cache", folder});
        QVERIFY2(cleared.exitCode == 0 && cleared.out.contains("freed"), cleared.out + cleared.err);
        QVERIFY(runCli({"cache", "--cache", folder}).out.contains("0 pictures, 0 unreadable"));
    }

    void aDamagedStoreIsToldAndHarmless() {
        QVERIFY(QDir().mkpath(path("damaged")));
        writeFile(path("damaged/embeddings.sqlite"), "no database at all, but long enough to look like one");
        const CliResult run =
            runCli({"embed-images", path("pictures"), "--out", path("d.npy"), "--cache", path("damaged")});
        QVERIFY2(run.exitCode == 0 && run.err.contains("set aside"), run.err);
        QVERIFY(QFile::exists(path("damaged/embeddings.sqlite.damaged")));
    }

    void theCacheFolderOfTheSystemIsUsed() {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert("XDG_CACHE_HOME", path("xdg"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(NOUNSCOPE_CLI, {"cache"});
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY(process.readAllStandardOutput().contains(path("xdg/nounscope/embeddings.sqlite").toUtf8()));
    }
};

QTEST_GUILESS_MAIN(TestCliCache)
#include "test_cli_cache.moc"
