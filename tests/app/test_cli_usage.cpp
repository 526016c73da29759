// What the command line says and returns when it is used wrongly or given something unusable.
#include <ATen/ATen.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/npy.h"
#include "tests/app/cli_process.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestCliUsage : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void initTestCase() {
        writeNpy(path("X.npy").toStdString(), randomRows(20, 8, 1));
        writeNpy(path("T.npy").toStdString(), randomRows(10, 8, 2));
        writeNpy(path("narrow.npy").toStdString(), randomRows(10, 4, 2));
        writeNpy(path("nan.npy").toStdString(), at::full({10, 8}, std::nan("")).to(at::kFloat));
        writeFile(path("nouns.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
        writeFile(path("nine.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\n");
        writeFile(path("broken.npy"), "this is no array");
        QVERIFY(QDir(m_folder.path()).mkpath("pictures/below"));
        QVERIFY(QFile::link(path("pictures/below"), path("link")));
    }

    void refusesWithReason_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QStringList>("words");  // all in the message
        const auto row = [](const char* name, const QStringList& arguments, int exitCode,
                            const QStringList& words) {
            QTest::newRow(name) << arguments << exitCode << words;
        };
        const QStringList features{
            "cluster", "--image-embeddings", path("X.npy"), "--noun-embeddings", path("T.npy"),
            "--nouns", path("nouns.txt"),    "--out",       path("out")};
        const auto with = [&](const QStringList& more) { return features + more; };
        const auto changed = [&](const QString& option, const QString& value) {
            QStringList arguments = features;
            arguments[arguments.indexOf(option) + 1] = value;
            return arguments;
        };
        const QString pictures = path("pictures");

        row("no command", {}, 2, {"--help"});
        row("unknown command", {"classify"}, 2, {"classify"});
        row("unknown option", with({"--k", "3"}), 2, {"--k"});
        row("nothing to cluster", {"cluster"}, 2, {"folder", "--image-embeddings"});
        row("both inputs", with({pictures}), 2, {"not both"});
        row("half of the features", {"cluster", "--image-embeddings", path("X.npy")}, 2,
            {"--noun-embeddings"});
        row("temperature out of range", with({"--temperature", "7"}), 2, {"--temperature 7", "0.002 to 1"});
        row("no number", with({"--tau", "warm"}), 2, {"--tau", "warm"});
        row("unknown filter", with({"--filter", "sic"}), 2, {"sic", "gradnorm", "entropy"});
        row("unknown preset", with({"--preset", "mnist"}), 2, {"mnist", "cifar10"});
        row("clusters no count", with({"--clusters", "few"}), 2, {"--clusters few", "auto"});
        row("clusters zero", with({"--clusters", "0"}), 2, {"--clusters 0"});
        row("more clusters than pictures", with({"--clusters", "21"}), 2, {"21", "20"});
        row("unknown device", with({"--device", "tpu"}), 2, {"tpu", "cpu"});
        row("folder labels of features", with({"--labels", "top"}), 2, {"--labels top", "FILE"});
        row("list instead of file", changed("--nouns", "wordnet"), 2, {"--nouns wordnet", "FILE"});
        row("score without centres",
            {"score", "--noun-embeddings", path("T.npy"), "--nouns", path("nouns.txt")}, 2,
            {"--proxy-centers"});
        row("unknown model", {"cluster", pictures, "--model", "acme/none"}, 3, {"acme/none", "models fetch"});
        row("neither folder nor id", {"cluster", pictures, "--model", "clipp"}, 2, {"clipp", "folder"});
        row("out is the image folder", {"cluster", pictures, "--out", pictures}, 2, {"inside", pictures});
        row("out below the image folder", {"cluster", pictures, "--out", pictures + "/below/new"}, 2,
            {"inside"});
        row("out below through a link", {"cluster", pictures, "--out", path("link/new")}, 2, {"inside"});
        row("out below through dots", {"cluster", pictures, "--out", path("out/../pictures/x")}, 2,
            {"inside"});
        row("image folder through a link", {"cluster", path("link"), "--out", pictures + "/below/x"}, 2,
            {"inside"});
        row("features without extension", {"embed-images", pictures, "--out", path("features")}, 2, {".npy"});
        row("embed into the image folder", {"embed-images", pictures, "--out", pictures + "/X.npy"}, 2,
            {"inside"});
        row("parity of everyday", {"nouns", "everyday", "--parity", "--out", path("n.csv")}, 2, {"--parity"});

        row("missing features", changed("--image-embeddings", path("no.npy")), 3, {path("no.npy")});
        row("broken features", changed("--image-embeddings", path("broken.npy")), 3,
            {path("broken.npy"), "not an .npy"});
        row("no numbers", changed("--noun-embeddings", path("nan.npy")), 3, {path("nan.npy"), "row 0"});
        row("other width", changed("--noun-embeddings", path("narrow.npy")), 3, {"nouns have 4", "8"});
        row("nouns and rows differ", changed("--nouns", path("nine.txt")), 3,
            {path("nine.txt"), "10 rows", "9 nouns"});
        row("missing nouns", changed("--nouns", path("absent.txt")), 3, {path("absent.txt")});
        row("labels too few", with({"--labels", path("nine.txt")}), 3,
            {path("nine.txt"), "9 labels", "20 rows"});
        row("missing image folder", {"cluster", path("nowhere"), "--out", path("out")}, 3, {path("nowhere")});
        row("no pictures", {"cluster", pictures, "--out", path("out")}, 3, {pictures});
        row("out below a file", changed("--out", path("nouns.txt") + "/x"), 3, {"is no folder"});
        row("evaluate without file", {"evaluate", "--assignments", path("a.csv"), "--labels", "top"}, 3,
            {path("a.csv")});
        row("evaluate another table", {"evaluate", "--assignments", path("nouns.txt"), "--labels", "top"}, 3,
            {"filepath", "assignments.csv"});
    }

    void refusesWithReason() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QStringList, words);
        const CliResult run = runCli(arguments, m_folder.path());
        QVERIFY2(run.exitCode == exitCode, QByteArray::number(run.exitCode) + " " + run.err);
        for (const QString& word : words) QVERIFY2(run.err.contains(word.toUtf8()), run.err);
        QVERIFY2(run.err.contains("nounscope-cli: "), run.err);
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(!QDir(path("out")).exists(), "something was written");
        QVERIFY(!QDir(path("nounscope-out")).exists());
    }

    void unwritableOutIsToldBeforeTheWork() {
        if (geteuid() == 0) QSKIP("root may write anywhere");
        const CliResult run = runCli({"cluster", path("pictures"), "--out", "/proc/x"});
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.err.contains("/proc"), run.err);
    }

    void helpListsEveryCommandAndOption() {
        const CliResult help = runCli({"--help"});
        QCOMPARE(help.exitCode, 0);
        QCOMPARE(help.err, QByteArray());
        for (const char* command : {"cluster", "score", "embed-images", "embed-texts", "evaluate", "tokenize",
                                    "preprocess", "separability", "nouns", "models", "version"}) {
            QVERIFY2(help.out.contains(command), command);
            const CliResult detail = runCli({command, "--help"});
            QCOMPARE(detail.exitCode, 0);
        }
        const QByteArray cluster = runCli({"cluster", "--help"}).out;
        for (const char* option : {"--nouns ",     "--out",
                                   "--labels",     "--clusters",
                                   "--filter",     "--temperature",
                                   "--norm",       "--nouns-per-center",
                                   "--proxies",    "--tau",
                                   "--restarts",   "--proxy-restarts",
                                   "--proxy-kind", "--max-iterations",
                                   "--templates",  "--pins",
                                   "--bans",       "--score-cut",
                                   "--exclude",    "--max-pixels",
                                   "--alpha",      "--preset",
                                   "--batch",      "--orientation",
                                   "--quiet",      "--json-progress",
                                   "--device",     "--seed",
                                   "--threads",    "--model",
                                   "--precision"})
            QVERIFY2(cluster.contains(option), option);
        QVERIFY(cluster.contains("Examples:"));
    }

    void versionNamesWhatComputes() {
        const CliResult run = runCli({"version"});
        QCOMPARE(run.exitCode, 0);
        QVERIFY(run.out.contains("nounscope-cli ") && run.out.contains("LibTorch ") &&
                run.out.contains("BLAS "));
        QCOMPARE(runCli({"--version"}).exitCode, 0);
    }

    void fullStandardOutputIsAFailure() {
        if (!QFile::exists("/dev/full")) QSKIP("no /dev/full here");
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.start(NOUNSCOPE_CLI, {"version"});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 3);
    }

    void readerThatLeavesIsNoFailure() {
        QProcess process, reader;
        process.setStandardOutputProcess(&reader);
        reader.start("true", QStringList());
        QVERIFY(reader.waitForFinished());
        process.start(NOUNSCOPE_CLI, {"cluster", "--help"});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCliUsage)
#include "test_cli_usage.moc"
