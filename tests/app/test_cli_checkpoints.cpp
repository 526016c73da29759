// Checkpoints by folder and by id, through the command line, against what Python made of them.
#include <ATen/ATen.h>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/npy.h"
#include "tests/app/cli_process.h"

using namespace nounscope;
using namespace nounscope::test;

class TestCliCheckpoints : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    static QString reference(const QString& name) { return QString(NOUNSCOPE_REFERENCE) + "/" + name; }

    static at::Tensor unitRows(const at::Tensor& rows) { return rows / rows.norm(2, 1, true); }
    static double lowestCosine(const at::Tensor& ours, const at::Tensor& theirs) {
        return (unitRows(ours) * unitRows(theirs)).sum(1).min().item<double>();
    }

    static void checkpoints() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("folder");
        QTest::newRow("Hugging Face, by id") << "acme/tiny"
                                             << "clip-hf";
        QTest::newRow("OpenCLIP, by folder") << reference("clip-openclip") << "clip-openclip";
    }

private Q_SLOTS:
    void initTestCase() {
        if (!QDir(reference("clip-hf")).exists()) QSKIP("reference data is not here");
        // Hugging Face's cache, with the checkpoint behind links.
        const QString cached = path("hub/models--acme--tiny");
        QVERIFY(QDir().mkpath(cached + "/refs") && QDir().mkpath(cached + "/snapshots/c0ffee"));
        writeFile(cached + "/refs/main", "c0ffee");
        for (const char* file :
             {"config.json", "model.safetensors", "preprocessor_config.json", "vocab.json", "merges.txt"})
            QVERIFY(QFile::link(reference("clip-hf/") + file, cached + "/snapshots/c0ffee/" + file));
        qputenv("HF_HUB_CACHE", path("hub").toUtf8());
        qputenv("XDG_DATA_HOME", path("data").toUtf8());
        qputenv("XDG_CACHE_HOME", path("cache").toUtf8());
    }

    void tokens_data() { checkpoints(); }
    void tokens() {
        QFETCH(QString, model);
        QFETCH(QString, folder);
        const CliResult run =
            runCli({"tokenize", reference(folder + "/texts.json"), "--model", model, "--out", path("K.npy")});
        QVERIFY2(run.exitCode == 0, run.err);
        const at::Tensor ours = readNpy(path("K.npy").toStdString());
        const at::Tensor theirs = readNpy(reference(folder + "/tokens.npy").toStdString());
        QCOMPARE(ours.scalar_type(), at::kInt);
        QVERIFY(at::equal(ours, theirs));
    }

    void pixels_data() { checkpoints(); }
    void pixels() {
        QFETCH(QString, model);
        QFETCH(QString, folder);
        QStringList arguments{"preprocess", "--model", model, "--out", path("P.npy"), "--alpha", "drop"};
        const QJsonArray images =
            QJsonDocument::fromJson(fileBytes(reference(folder + "/images.json"))).array();
        for (const QJsonValue& image : images)
            arguments.append(reference(folder + "/images/" + image.toString()));
        const CliResult run = runCli(arguments);
        QVERIFY2(run.exitCode == 0, run.err);
        const at::Tensor ours = readNpy(path("P.npy").toStdString());
        const at::Tensor theirs = readNpy(reference(folder + "/preprocessed.npy").toStdString());
        QCOMPARE(ours.sizes(), theirs.sizes());
        // The smallest deviation is 0.26, so that 1/255 of the range is at most 0.0152 here. JPEG: see the reference's
        // own test; here the means show that the right pictures are in the right rows.
        const at::Tensor difference = (ours - theirs).abs().mean({1, 2, 3});
        QVERIFY2(difference.max().item<double>() <= 0.0152,
                 QByteArray::number(difference.max().item<double>()));
    }

    void alphaAndOrientationCount() {
        const QString out = path("P.npy");
        const auto pixelsOf = [&](const QString& image, const QStringList& options) {
            runCli(QStringList{"preprocess", reference("clip-hf/images/" + image), "--model", "acme/tiny",
                               "--out", out} +
                   options);
            return readNpy(out.toStdString());
        };
        QVERIFY(!at::equal(pixelsOf("rgba.png", {"--alpha", "drop"}),
                           pixelsOf("rgba.png", {"--alpha", "white"})));
        QVERIFY(!at::equal(pixelsOf("exif_6.jpg", {"--orientation", "exif"}),
                           pixelsOf("exif_6.jpg", {"--orientation", "stored"})));
    }

    void textFeatures_data() { checkpoints(); }
    void textFeatures() {
        QFETCH(QString, model);
        QFETCH(QString, folder);
        const CliResult run = runCli({"embed-texts", reference(folder + "/texts.json"), "--model", model,
                                      "--templates", "raw", "--precision", "fp32", "--out", path("T.npy")});
        QVERIFY2(run.exitCode == 0, run.err);
        const double cosine = lowestCosine(readNpy(path("T.npy").toStdString()),
                                           readNpy(reference(folder + "/text_features.npy").toStdString()));
        QVERIFY2(cosine >= 0.99999, QByteArray::number(cosine, 'g', 10));
    }

    void imageFeatures_data() { checkpoints(); }
    void imageFeatures() {
        QFETCH(QString, model);
        QFETCH(QString, folder);
        const CliResult run = runCli({"embed-images", reference(folder + "/images"), "--model", model,
                                      "--alpha", "drop", "--precision", "fp32", "--out", path("X.npy")});
        QVERIFY2(run.exitCode == 0, run.err);
        const QStringList ours = csvColumn(path("X.csv"), "filepath");
        const QJsonArray images =
            QJsonDocument::fromJson(fileBytes(reference(folder + "/images.json"))).array();
        QCOMPARE(ours.size(), images.size());
        const at::Tensor theirs = readNpy(reference(folder + "/image_features.npy").toStdString());
        std::vector<at::Tensor> ordered(static_cast<std::size_t>(ours.size()));
        for (qsizetype i = 0; i < images.size(); ++i)
            ordered[static_cast<std::size_t>(ours.indexOf(images[i].toString()))] = theirs[i];
        const double cosine = lowestCosine(readNpy(path("X.npy").toStdString()), at::stack(ordered));
        QVERIFY2(cosine >= 0.999, QByteArray::number(cosine, 'g', 10));
    }

    void clustersByCheckpoint() {
        writeFile(path("nouns.txt"), "dog\ncat\ntree\nhouse\nflower\nstripe\n");
        const CliResult run = runCli({"cluster", reference("clip-hf/images"), "--model", "acme/tiny",
                                      "--nouns", path("nouns.txt"), "--clusters", "2", "--out", path("out")});
        QVERIFY2(run.exitCode == 0, run.err);
        QVERIFY(fileBytes(path("out/report.json")).contains("acme/tiny"));
        QCOMPARE(csvColumn(path("out/assignments.csv"), "cluster").size(), 21);
    }

    void listsModels() {
        const CliResult run = runCli({"models"});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.out.contains("starter") && run.out.contains("acme/tiny\n") &&
                     run.out.contains("16, 64 px, 8 MB"),
                 run.out);
    }

    void refusesWithReason_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("reason");
        const QString texts = path("texts.txt"), out = path("o.npy");
        writeFile(texts, "dog\n");
        QTest::newRow("starter has no tokens")
            << QStringList{"tokenize", texts, "--model", "starter", "--out", out} << 2
            << QByteArray("starter");
        QTest::newRow("no such id") << QStringList{"tokenize", texts, "--model", "acme/none", "--out", out}
                                    << 3 << QByteArray("models--acme--none");
        QTest::newRow("no checkpoint")
            << QStringList{"embed-texts", texts, "--model", path("."), "--out", out} << 3
            << QByteArray("config.json");
        QTest::newRow("no picture") << QStringList{"preprocess", texts, "--model", "acme/tiny", "--out", out}
                                    << 3 << texts.toUtf8();
        QTest::newRow("precision of the starter")
            << QStringList{"embed-texts", texts, "--precision", "int8", "--out", out} << 2
            << QByteArray("--precision int8");
        QTest::newRow("no precision")
            << QStringList{"embed-texts", texts, "--model", "acme/tiny", "--precision", "fp12", "--out", out}
            << 2 << QByteArray("fp12");
    }
    void refusesWithReason() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, reason);
        const CliResult run = runCli(arguments);
        QCOMPARE(run.exitCode, exitCode);
        QVERIFY2(run.err.contains(reason), run.err);
        QVERIFY(!QFile::exists(path("o.npy")));
    }

    // A checkpoint and a person's own nouns need nothing of WordNet's but better names.
    void clustersWithoutWordNet() {
        writeFile(path("nouns.txt"), "dog\ncat\nboat\ntree\nhouse\n");
        QVERIFY(QDir().mkpath(path("no-wordnet")));
        writeFile(path("no-wordnet/data.noun"), "");
        qputenv("WNSEARCHDIR", path("no-wordnet").toUtf8());
        const CliResult run = runCli({"cluster", reference("clip-hf/images"), "--model", "acme/tiny",
                                      "--nouns", path("nouns.txt"), "--clusters", "2", "--out", path("out")});
        const CliResult withIts = runCli({"cluster", reference("clip-hf/images"), "--model", "acme/tiny",
                                          "--nouns", "everyday", "--out", path("out")});
        qunsetenv("WNSEARCHDIR");
        QVERIFY2(run.exitCode == 0, run.err);
        QVERIFY2(run.err.contains("may hold synonyms"), run.err);
        QCOMPARE(withIts.exitCode, 3);
    }
};

QTEST_GUILESS_MAIN(TestCliCheckpoints)
#include "test_cli_checkpoints.moc"
