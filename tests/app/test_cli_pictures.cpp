// The command line on a folder of pictures with the encoder that ships with the program.
#include <ATen/ATen.h>

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <map>
#include <opencv2/imgproc.hpp>

#include "core/io/npy.h"
#include "tests/app/cli_process.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;

class TestCliPictures : public QObject {
    Q_OBJECT
private:
    static constexpr int readable = 24;
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString pictures() const { return path("pictures"); }

    // Red discs, green bars and blue frames, a little different each.
    static cv::Mat drawing(int kind, int variant) {
        cv::Mat rgb(80, 80, CV_8UC3, cv::Scalar(255, 255, 255));
        const int shift = 3 * variant;
        if (kind == 0) cv::circle(rgb, {40, 40}, 20 + shift / 2, {220, 20, 20}, cv::FILLED);
        if (kind == 1) cv::rectangle(rgb, {10, 30 - shift / 2, 60, 12 + shift}, {20, 160, 30}, cv::FILLED);
        if (kind == 2) cv::rectangle(rgb, {8, 8, 60, 60}, {20, 30, 200}, 4 + variant);
        return rgb;
    }

    // Every file below the folder with its bytes and time of change.
    static std::map<QString, std::pair<QByteArray, QDateTime>> snapshot(const QString& folder) {
        std::map<QString, std::pair<QByteArray, QDateTime>> files;
        QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString file = all.next();
            files[file] = {fileBytes(file), all.fileInfo().lastModified()};
        }
        return files;
    }

    CliResult cluster(const QString& out, const QStringList& more = {}) const {
        return runCli(
            QStringList{"cluster", pictures(), "--clusters", "3", "--labels", "top", "--out", path(out)} +
            more);
    }

private Q_SLOTS:
    void initTestCase() {
        const char* const kinds[] = {"disc", "bar", "frame"};
        for (int kind = 0; kind < 3; ++kind) {
            const QString folder = pictures() + "/" + kinds[kind];
            QVERIFY(QDir().mkpath(folder));
            for (int variant = 0; variant < readable / 3; ++variant)
                writeBytes((folder + QString("/%1.png").arg(variant)).toStdString(),
                           encoded(drawing(kind, variant), ".png"));
        }
        writeFile(pictures() + "/bar/5b.png", "");
        writeFile(pictures() + "/disc/cut.jpg", "\xff\xd8\xff\xe0 cut off");
    }

    void brokenPicturesAreRowsAndTheRestIsClustered() {
        const CliResult run = cluster("first");
        QVERIFY2(run.exitCode == 0, run.err);
        QVERIFY2(run.err.contains("2 pictures of 26 could not be read"), run.err);
        QVERIFY2(run.err.contains("photographs"), run.err);
        const QString table = path("first/assignments.csv");
        QCOMPARE(fileBytes(table).count('\n'), 27);
        QVERIFY2(fileBytes(table).contains("\nbar/5b.png,,,,,bar,failed,"), fileBytes(table));
        QCOMPARE(fileBytes(table).count(",ok,\n"), readable);
        const QJsonObject report = QJsonDocument::fromJson(fileBytes(path("first/report.json"))).object();
        QCOMPARE(report["counts"]["images_failed"].toInt(), 2);
        QCOMPARE(report["model"]["id"].toString(), "starter");
        QCOMPARE(report["model"]["weights_sha256"].toString().size(), 64);
        QCOMPARE(report["model"]["precision"].toString(), "fp32");
        QCOMPARE(report["settings"]["tau"].toDouble(), 0.1);
        QVERIFY2(report["metrics"]["acc"].toDouble() > 0.9, fileBytes(path("first/report.json")));
    }

    void bytesDoNotDependOnThreadsOrBatch() {
        QCOMPARE(cluster("one", {"--threads", "1", "--no-cache"}).exitCode, 0);
        QCOMPARE(cluster("two", {"--threads", "2", "--batch", "5", "--no-cache"}).exitCode, 0);
        for (const char* name : {"assignments.csv", "nouns.csv", "clusters.csv"})
            QCOMPARE(fileBytes(path("one/") + name), fileBytes(path("two/") + name));
    }

    void originalsStayAsTheyWere() {
        const auto before = snapshot(pictures());
        QCOMPARE(cluster("untouched").exitCode, 0);
        QVERIFY(cluster("pictures").exitCode == 2);
        QVERIFY(snapshot(pictures()) == before);
    }

    void featuresAndTheirRowsLineUp() {
        const CliResult run = runCli({"embed-images", pictures(), "--out", path("features/X.npy")});
        QVERIFY2(run.exitCode == 0, run.err);
        const at::Tensor features = readNpy(path("features/X.npy").toStdString());
        QCOMPARE(features.scalar_type(), at::kFloat);
        QCOMPARE(features.size(0), readable);
        QVERIFY((features.norm(2, 1) - 1).abs().max().item<double>() < 1e-5);

        QVERIFY(fileBytes(path("features/X.csv")).startsWith("filepath,row,status,error\n"));
        const QStringList files = csvColumn(path("features/X.csv"), "filepath");
        const QStringList rows = csvColumn(path("features/X.csv"), "row");
        QCOMPARE(rows.size(), readable + 2);
        QCOMPARE(rows[files.indexOf("bar/5b.png")], "");
        QCOMPARE(rows[files.indexOf("bar/6.png")].toInt(), rows[files.indexOf("bar/5.png")].toInt() + 1);
        QCOMPARE(rows.last(), QString::number(readable - 1));
    }

    void featuresWrittenGiveTheSameClusters() {
        QCOMPARE(cluster("direct", {"--nouns", "everyday"}).exitCode, 0);
        QCOMPARE(runCli({"embed-images", pictures(), "--out", path("X.npy")}).exitCode, 0);
        const QStringList words = csvColumn(path("direct/nouns.csv"), "noun");
        writeFile(path("words.txt"), words.join('\n').toUtf8() + "\n");
        const CliResult texts = runCli({"embed-texts", path("words.txt"), "--out", path("T.npy")});
        QVERIFY2(texts.exitCode == 0, texts.err);
        const CliResult run =
            runCli({"cluster", "--image-embeddings", path("X.npy"), "--noun-embeddings", path("T.npy"),
                    "--nouns", path("words.txt"), "--clusters", "3", "--temperature", "0.1", "--tau", "0.1",
                    "--proxies", "8", "--out", path("features-run")});
        QVERIFY2(run.exitCode == 0, run.err);
        QCOMPARE(csvColumn(path("features-run/clusters.csv"), "size"),
                 csvColumn(path("direct/clusters.csv"), "size"));
    }

    void nounsTheModelLacksAreTold() {
        writeFile(path("mixed.txt"), "circle\nxyzzyx\nfence\nframe\n");
        const CliResult run = cluster("mixed", {"--nouns", path("mixed.txt")});
        QVERIFY2(run.exitCode == 0, run.err);
        QVERIFY2(run.err.contains("1 noun of 4 unknown") && run.err.contains("xyzzyx"), run.err);
        QVERIFY(fileBytes(path("mixed/nouns.csv")).contains("\nxyzzyx,1,,,,,,0\n"));

        const CliResult texts = runCli({"embed-texts", path("mixed.txt"), "--out", path("no.npy")});
        QCOMPARE(texts.exitCode, 3);
        QVERIFY2(texts.err.contains("xyzzyx"), texts.err);
        QVERIFY(!QFile::exists(path("no.npy")));
    }

    void nounListsAreWritten() {
        const CliResult run = runCli({"nouns", "everyday", "--out", path("everyday.csv")});
        QVERIFY2(run.exitCode == 0, run.err);
        QVERIFY(fileBytes(path("everyday.csv")).startsWith("word,definition\n"));
        const CliResult again = cluster("from-list", {"--nouns", path("everyday.csv")});
        QVERIFY2(again.exitCode == 0, again.err);
    }
};

QTEST_GUILESS_MAIN(TestCliPictures)
#include "test_cli_pictures.moc"
