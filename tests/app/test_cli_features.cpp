// The command line on features from elsewhere: every file it writes, and that its bytes do not depend on
// chance.
#include <ATen/ATen.h>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/npy.h"
#include "tests/app/cli_process.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestCliFeatures : public QObject {
    Q_OBJECT
private:
    static constexpr int images = 300, nouns = 400, groups = 6, width = 16;
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QStringList clusterArguments(const QString& out) const {
        return {"cluster",
                "--image-embeddings",
                path("X.npy"),
                "--noun-embeddings",
                path("T.npy"),
                "--nouns",
                path("nouns.txt"),
                "--clusters",
                QString::number(groups),
                "--labels",
                path("labels.txt"),
                "--out",
                path(out)};
    }
    QStringList scoreArguments(const QString& out) const {
        return {"score",           "--noun-embeddings", path("T.npy"), "--nouns", path("nouns.txt"),
                "--proxy-centers", path("W.npy"),       "--out",       path(out)};
    }

private Q_SLOTS:
    // Pictures in six tight groups; the first nouns lie in the same six directions, the others anywhere.
    void initTestCase() {
        writeNpy(path("X.npy").toStdString(), groupedRows(images, width, groups, 0.05, 7));
        writeNpy(path("T.npy").toStdString(), at::cat({groupedRows(groups, width, groups, 0.02, 7),
                                                       randomRows(nouns - groups, width, 99)}));
        writeNpy(path("W.npy").toStdString(), randomRows(groups, width, 7));
        QByteArray words, labels;
        for (int i = 0; i < nouns; ++i) words += "word" + QByteArray::number(i) + "\n";
        for (int i = 0; i < images; ++i) labels += "group" + QByteArray::number(i % groups) + "\n";
        writeFile(path("nouns.txt"), words);
        writeFile(path("labels.txt"), labels);
    }

    void clusterWritesItsFiles() {
        const CliResult run = runCli(clusterArguments("plain"));
        QVERIFY2(run.exitCode == 0, run.err);
        QVERIFY2(run.out.contains("ACC 1.000  NMI 1.000  ARI 1.000"), run.out);
        QCOMPARE(QDir(path("plain")).entryList(QDir::Files | QDir::Hidden, QDir::Name),
                 (QStringList{"assignments.csv", "clusters.csv", "nouns.csv", "report.json"}));

        const QString assignments = path("plain/assignments.csv");
        QVERIFY(fileBytes(assignments)
                    .startsWith("filepath,cluster,cluster_name,confidence,distance,label,status,error\n"));
        const QList<QByteArray> rows = fileBytes(assignments).trimmed().split('\n');
        QCOMPARE(rows.size(), images + 1);
        QVERIFY(rows[1].startsWith("0,"));
        QVERIFY(rows[1].endsWith(",group0,ok,"));

        QVERIFY(fileBytes(path("plain/clusters.csv"))
                    .startsWith("cluster,name,size,nouns,mean_confidence,medoid\n0,"));
        QVERIFY(fileBytes(path("plain/nouns.csv"))
                    .startsWith("noun,row,proxy,confidence,score,log_score,rank,selected\nword0,0,"));
        const QStringList ranks = csvColumn(path("plain/nouns.csv"), "rank");
        QCOMPARE(ranks.size(), nouns);
        QVERIFY(ranks.contains("1") && ranks.contains(QString::number(nouns)));
    }

    void reportSaysWhatWasDone() {
        const CliResult run = runCli(clusterArguments("report") << "--temperature"
                                                                << "0.05"
                                                                << "--seed"
                                                                << "9");
        QCOMPARE(run.exitCode, 0);
        const QJsonObject report = QJsonDocument::fromJson(fileBytes(path("report/report.json"))).object();
        QCOMPARE(report["seed"].toInt(), 9);
        QCOMPARE(report["settings"]["temperature"].toDouble(), 0.05);
        QCOMPARE(report["settings"]["tau"].toDouble(), 0.01);
        QCOMPARE(report["settings"]["proxies"].toInt(), 30);
        QCOMPARE(report["counts"]["images"].toInt(), images);
        QCOMPARE(report["counts"]["nouns"].toInt(), nouns);
        QCOMPARE(report["metrics"]["acc"].toDouble(), 1.0);
        QVERIFY(report["model"].isNull());
        QVERIFY(report["peak_memory_bytes"].toDouble() > 1e6);
        QVERIFY(report["stages"].toArray().size() >= 5);
        QVERIFY(!report["program"]["libtorch"].toString().isEmpty());
    }

    void bytesDependOnSeedAlone() {
        for (const char* threads : {"1", "2", "1"}) {
            QCOMPARE(runCli(clusterArguments("again") << "--threads" << threads).exitCode, 0);
            QCOMPARE(runCli(clusterArguments("first")).exitCode, 0);
            for (const char* name : {"assignments.csv", "nouns.csv", "clusters.csv"})
                QCOMPARE(fileBytes(path("again/") + name), fileBytes(path("first/") + name));
        }
    }

    void kIsFoundAndItsCurveReported() {
        QStringList arguments = clusterArguments("auto");
        arguments[arguments.indexOf("--clusters") + 1] = "auto";
        QVERIFY2(runCli(arguments).exitCode == 0, "auto");
        const QJsonObject report = QJsonDocument::fromJson(fileBytes(path("auto/report.json"))).object();
        QCOMPARE(report["settings"]["clusters"].toInt(), groups);
        QCOMPARE(report["k_curve"].toArray().size(), 16);  // 2 .. floor(sqrt 300)
    }

    void pinsAndBansWin() {
        writeFile(path("pins.txt"), "WORD17\nno such word\n");
        writeFile(path("bans.txt"), "word0\n");
        const CliResult run = runCli(scoreArguments("wishes") << "--pins" << path("pins.txt") << "--bans"
                                                              << path("bans.txt") << "--nouns-per-center"
                                                              << "1");
        QVERIFY2(run.exitCode == 0, run.err);
        QVERIFY2(run.err.contains("\"no such word\" is not among the nouns"), run.err);
        const QStringList selected = csvColumn(path("wishes/nouns.csv"), "selected");
        QCOMPARE(selected[17], "1");
        QCOMPARE(selected[0], "0");
    }

    void everyFilterScores() {
        for (const char* filter : {"gradnorm", "confidence", "cosine", "entropy", "none"}) {
            const CliResult run = runCli(scoreArguments(filter) << "--filter" << filter);
            QVERIFY2(run.exitCode == 0, run.err);
            const QStringList scores = csvColumn(path(QString(filter) + "/nouns.csv"), "score");
            if (QByteArray(filter) == "cosine") {
                // The first noun lies within a few degrees of its centre: 1 - cosine is small, and that of a
                // random one is not.
                QVERIFY(scores[0].toDouble() < 0.05);
                QVERIFY(scores[50].toDouble() > 0.1);
            }
        }
        QCOMPARE(csvColumn(path("none/nouns.csv"), "selected").count("1"), nouns);
    }

    void presetsGiveWayToOptions() {
        const auto settings = [this](const QStringList& options) {
            const CliResult run = runCli(clusterArguments("preset") + options);
            return run.exitCode == 0
                       ? QJsonDocument::fromJson(fileBytes(path("preset/report.json"))).object()["settings"]
                       : QJsonValue(QString(run.err));
        };
        QCOMPARE(settings({"--preset", "stl10"})["temperature"].toDouble(), 0.08);
        QCOMPARE(settings({"--preset", "stl10"})["clusters"].toInt(), groups);
        QCOMPARE(settings({"--temperature", "0.3", "--preset", "stl10"})["temperature"].toDouble(), 0.3);
    }

    void evaluateReadsBackWhatClusterWrote() {
        QCOMPARE(runCli(clusterArguments("evaluate")).exitCode, 0);
        const CliResult run = runCli(
            {"evaluate", "--assignments", path("evaluate/assignments.csv"), "--labels", path("labels.txt")});
        QVERIFY2(run.exitCode == 0, run.err);
        const QJsonObject json = QJsonDocument::fromJson(run.out).object();
        for (const char* metric : {"acc", "nmi", "ari"})
            QVERIFY(std::abs(json[metric].toDouble() - 1) < 1e-9);
        QCOMPARE(json["classes"].toInt(), groups);
    }

    void separabilityTakesNounsOrFlags() {
        QCOMPARE(runCli(scoreArguments("separability")).exitCode, 0);
        QByteArray words, flags;
        for (int i = 0; i < nouns; ++i) {
            if (i < groups) words += "word" + QByteArray::number(i) + "\n";
            flags += i < groups ? "1\n" : "0\n";
        }
        writeFile(path("positives.txt"), words);
        writeFile(path("flags.txt"), flags);
        const QStringList command{"separability", "--nouns-csv", path("separability/nouns.csv"),
                                  "--positives"};
        const CliResult byWords = runCli(command + QStringList{path("positives.txt")});
        QVERIFY2(byWords.exitCode == 0, byWords.err);
        QCOMPARE(runCli(command + QStringList{path("flags.txt")}).out, byWords.out);
        const QJsonObject json = QJsonDocument::fromJson(byWords.out).object();
        QVERIFY2(json["auroc"].toDouble() > 0.99, byWords.out);
        QCOMPARE(json["positives"].toInt(), groups);
    }

    void jsonProgressIsJson() {
        const CliResult run = runCli(clusterArguments("progress") << "--json-progress");
        QCOMPARE(run.exitCode, 0);
        const QList<QByteArray> lines = run.err.trimmed().split('\n');
        QVERIFY(lines.size() > 3);
        for (const QByteArray& line : lines) {
            const QJsonObject progress = QJsonDocument::fromJson(line).object();
            QVERIFY2(progress.contains("stage") && progress.contains("done") && progress.contains("total"),
                     line);
        }
    }

    void quietSaysNothing() {
        const CliResult run = runCli(clusterArguments("quiet") << "--quiet");
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.err, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestCliFeatures)
#include "test_cli_features.moc"
