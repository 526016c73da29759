// What a person arranged, taken out of a session by the command line.
#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <opencv2/imgproc.hpp>

#include "core/io/npy.h"
#include "core/io/session_file.h"
#include "tests/app/cli_process.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;

class TestCliExport : public QObject {
    Q_OBJECT

    static constexpr int pictures = 18;
    QTemporaryDir m_home;

    QString path(const QString& name) const { return m_home.filePath(name); }
    std::string bytes(const QString& name) const { return path(name).toStdString(); }

    static void succeeds(const CliResult& result) { QVERIFY2(result.exitCode == 0, result.err.constData()); }

    CliResult exported(const QString& session, const QString& out, const QStringList& more = {}) const {
        return runCli(QStringList{"export", "--session", path(session), "--out", path(out)} + more);
    }

private Q_SLOTS:
    // Discs and squares, and one file that is no picture.
    void initTestCase() {
        for (int i = 0; i < pictures; ++i) {
            cv::Mat image(64, 64, CV_8UC3, cv::Scalar(255, 255, 255));
            const cv::Scalar color(40 + 10 * i, 200 - 9 * i, 30 * (i % 7));
            if (i % 2 == 0) cv::circle(image, {32, 32}, 14 + i % 5, color, cv::FILLED);
            if (i % 2 == 1) cv::rectangle(image, {12, 20}, {50, 40 + i % 5}, color, cv::FILLED);
            QVERIFY(QDir().mkpath(path("pictures/" + QString::number(i % 2))));
            writeBytes(bytes(QString("pictures/%1/%2.png").arg(i % 2).arg(i)), encoded(image, ".png"));
        }
        writeFile(path("pictures/broken.png"), "no picture");
        succeeds(runCli({"cluster", path("pictures"), "--clusters", "2", "--labels", "top", "--out",
                         path("run"), "--session", path("s.nounscope")}));
    }

    void anUntouchedSessionGivesTheRunsBytes() {
        succeeds(exported("s.nounscope", "same"));
        for (const char* name : {"assignments.csv", "clusters.csv", "nouns.csv", "report.json"})
            QCOMPARE(fileBytes(path(QString("same/") + name)), fileBytes(path(QString("run/") + name)));
    }

    void whatWasArrangedIsExported() {
        Session session = openSession(bytes("s.nounscope"));
        session.edits.rename(0, "mine, all");
        session.edits.hidePictures({3}, true);
        saveSession(bytes("arranged.nounscope"), session);
        succeeds(exported("arranged.nounscope", "arranged", {"--what", "tables,pictures,fiftyone,features"}));

        const QStringList status = csvColumn(path("arranged/assignments.csv"), "status");
        QCOMPARE(status.count("hidden"), 1);
        QCOMPARE(status.count("failed"), 1);
        QCOMPARE(status.count("ok"), pictures - 1);
        const QStringList names = csvColumn(path("arranged/assignments.csv"), "cluster_name");
        QVERIFY(names.contains("mine, all"));
        QVERIFY(QDir(path("arranged/pictures")).exists("mine, all"));
        const QStringList files = csvColumn(path("arranged/pictures/exported.csv"), "file");
        QCOMPARE(files.size(), pictures - 1);
        const QStringList originals = csvColumn(path("arranged/pictures/exported.csv"), "filepath");
        for (int i = 0; i < files.size(); ++i)
            QCOMPARE(fileBytes(path("arranged/pictures/" + files[i])),
                     fileBytes(path("pictures/" + originals[i])));
        QVERIFY(QFile::exists(path("arranged/fiftyone/labels.json")));

        QCOMPARE(readNpy(bytes("arranged/features.npy")).size(0), std::int64_t{pictures - 1});
        QStringList shown;
        const QStringList all = csvColumn(path("arranged/assignments.csv"), "filepath");
        for (int i = 0; i < all.size(); ++i)
            if (status[i] == "ok") shown += all[i];
        QCOMPARE(csvColumn(path("arranged/features.csv"), "filepath"), shown);
    }

    void featuresAreThoseOfEmbedImages() {
        succeeds(exported("s.nounscope", "features", {"--what", "features"}));
        succeeds(runCli({"embed-images", path("pictures"), "--out", path("embedded/x.npy")}));
        QCOMPARE(fileBytes(path("features/features.npy")), fileBytes(path("embedded/x.npy")));
    }

    void nothingIsOverwritten() {
        succeeds(exported("s.nounscope", "twice", {"--what", "pictures", "--pictures", "symlink"}));
        const CliResult again = exported("s.nounscope", "twice", {"--what", "pictures"});
        QCOMPARE(again.exitCode, 2);
        QVERIFY(again.err.contains("nothing is overwritten"));
        succeeds(exported("s.nounscope", "twice", {"--what", "tables"}));  // tables are replaced
        succeeds(exported("s.nounscope", "twice", {"--what", "tables"}));
    }

    void neverAmongThePictures() {
        const CliResult inside = exported("s.nounscope", "pictures/out", {"--what", "pictures"});
        QCOMPARE(inside.exitCode, 2);
        QVERIFY(inside.err.contains("inside the image folder"));
        QVERIFY(!QDir(path("pictures/out")).exists());
    }

    void picturesThatMoved() {
        QVERIFY(QDir().rename(path("pictures"), path("archive")));
        succeeds(exported("s.nounscope", "tables only"));
        const CliResult lost = exported("s.nounscope", "lost", {"--what", "pictures"});
        QCOMPARE(lost.exitCode, 3);
        QVERIFY(lost.err.contains("--images"));
        succeeds(exported("s.nounscope", "found", {"--what", "pictures", "--images", path("archive")}));
        QCOMPARE(
            exported("s.nounscope", "two", {"--images", path("archive"), "--images", path("run")}).exitCode,
            2);
        QCOMPARE(exported("s.nounscope", "not there", {"--images", path("run")}).exitCode, 3);
        QVERIFY(QDir().rename(path("archive"), path("pictures")));
    }

    void wrongUse() {
        QCOMPARE(exported("nowhere.nounscope", "x").exitCode, 3);
        QCOMPARE(exported("s.nounscope", "x", {"--what", "everything"}).exitCode, 2);
        QCOMPARE(exported("s.nounscope", "x", {"--pictures", "move"}).exitCode, 2);
        QCOMPARE(runCli({"export", "--out", path("x")}).exitCode, 2);
        writeFile(path("other.nounscope"), "{}");
        QVERIFY(exported("other.nounscope", "x").err.contains("other.nounscope"));
    }
};

QTEST_GUILESS_MAIN(TestCliExport)
#include "test_cli_export.moc"
