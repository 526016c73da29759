// "score --proxy-centers" against GradNorm scores that autograd computed one noun at a time.
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/io/npy.h"
#include "tests/app/cli_process.h"
#include "tests/npz.h"

using namespace nounscope;
using namespace nounscope::test;

class TestCliReference : public QObject {
    Q_OBJECT
private:
    const QString m_reference = NOUNSCOPE_REFERENCE "/gradnorm/";

private Q_SLOTS:
    void initTestCase() {
        if (!std::filesystem::exists(m_reference.toStdString())) QSKIP("the reference data is not here");
    }

    void selectsExactlyTheReferencesNouns_data() {
        QTest::addColumn<QString>("temperature");
        QTest::addColumn<QString>("norm");
        for (const char* temperature : {"0.01", "0.04", "0.1"})
            for (const char* norm : {"1", "2", "3"})
                QTest::addRow("T %s norm %s", temperature, norm) << temperature << norm;
    }

    void selectsExactlyTheReferencesNouns() {
        QFETCH(QString, temperature);
        QFETCH(QString, norm);
        const Npz reference((m_reference + "reference.npz").toStdString());
        const QTemporaryDir folder;
        writeNpy(folder.filePath("W.npy").toStdString(), reference.read("centers"));
        const CliResult run = runCli({"score", "--noun-embeddings", m_reference + "nouns.npy", "--nouns",
                                      m_reference + "nouns.txt", "--proxy-centers", folder.filePath("W.npy"),
                                      "--temperature", temperature, "--norm", norm, "--out", folder.path()});
        QVERIFY2(run.exitCode == 0, run.err);

        const QStringList flags = csvColumn(folder.filePath("nouns.csv"), "selected");
        std::vector<std::int64_t> selected;
        for (qsizetype i = 0; i < flags.size(); ++i)
            if (flags[i] == "1") selected.push_back(i);
        const at::Tensor expected =
            reference.read(("selected_T" + temperature + "_p" + norm + ".0").toStdString()).contiguous();
        std::vector<std::int64_t> known(expected.data_ptr<std::int64_t>(),
                                        expected.data_ptr<std::int64_t>() + expected.numel());
        std::sort(known.begin(), known.end());
        QVERIFY(selected == known);
    }

    void separabilityEqualsScikitLearns_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("temperature");
        QTest::addColumn<QString>("key");
        QTest::newRow("gradnorm") << "gradnorm"
                                  << "0.04"
                                  << "gradnorm_p2_T0.04";
        QTest::newRow("confidence") << "confidence"
                                    << "1"
                                    << "confidence_T1";
        QTest::newRow("cosine") << "cosine"
                                << "0.04"
                                << "max_cosine";
    }

    void separabilityEqualsScikitLearns() {
        QFETCH(QString, filter);
        QFETCH(QString, temperature);
        QFETCH(QString, key);
        const Npz reference((m_reference + "reference.npz").toStdString());
        const QTemporaryDir folder;
        writeNpy(folder.filePath("W.npy").toStdString(), reference.read("centers"));
        QCOMPARE(runCli({"score", "--noun-embeddings", m_reference + "nouns.npy", "--nouns",
                         m_reference + "nouns.txt", "--proxy-centers", folder.filePath("W.npy"), "--filter",
                         filter, "--temperature", temperature, "--out", folder.path()})
                     .exitCode,
                 0);
        const CliResult run = runCli({"separability", "--nouns-csv", folder.filePath("nouns.csv"),
                                      "--positives", m_reference + "positives.txt"});
        QVERIFY2(run.exitCode == 0, run.err);
        const double auroc = QJsonDocument::fromJson(run.out).object()["auroc"].toDouble();
        const double expected = QJsonDocument::fromJson(fileBytes(m_reference + "reference.json"))
                                    .object()["auroc"][key]
                                    .toDouble();
        QVERIFY2(std::abs(auroc - expected) < 1e-6, run.out);
    }
};

QTEST_GUILESS_MAIN(TestCliReference)
#include "test_cli_reference.moc"
