// The whole program, offscreen: from a folder to the same bytes that the command line writes.
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <opencv2/imgproc.hpp>

#include "app/desktop/composition.h"
#include "tests/app/cli_process.h"
#include "tests/picture_files.h"
#include "ui/cluster_list.h"
#include "ui/filter_panel.h"
#include "ui/noun_table.h"
#include "ui/problems_page.h"

using namespace nounscope;
using namespace nounscope::test;

namespace {

constexpr int pictures = 24;
constexpr int patienceMs = 120'000;

// Discs, squares and crosses in varying colours, and one file that is no picture.
void drawPictures(const QString& folder) {
    for (int i = 0; i < pictures; ++i) {
        cv::Mat image(96, 96, CV_8UC3, cv::Scalar(255, 255, 255));
        const cv::Scalar color(40 + 20 * (i % 8), 200 - 20 * (i % 5), 30 * (i % 7));
        if (i % 3 == 0) cv::circle(image, {48, 48}, 20 + i % 4, color, cv::FILLED);
        if (i % 3 == 1) cv::rectangle(image, {24, 30}, {70, 66 + i % 5}, color, cv::FILLED);
        if (i % 3 == 2) cv::drawMarker(image, {48, 48}, color, cv::MARKER_CROSS, 60, 10 + i % 3);
        writeBytes(folder.toStdString() + "/" + std::to_string(i) + ".png", encoded(image, ".png"));
    }
    writeFile(folder + "/broken.png", "no picture");
}

}  // namespace

class TestDesktop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName("nounscope-test");
        QVERIFY(m_home.isValid());
        qputenv("XDG_CACHE_HOME", m_home.filePath("cache").toUtf8());
        qputenv("XDG_CONFIG_HOME", m_home.filePath("config").toUtf8());
        m_folder = m_home.filePath("pictures");
        QVERIFY(QDir().mkpath(m_folder));
        drawPictures(m_folder);
    }

    void fromFolderToTheCommandLinesBytes() {
        Composition composition;
        MainWindow& window = composition.window();
        window.show();
        QSignalSpy settled(&composition, &Composition::settled);
        composition.openFolder(m_folder);
        QVERIFY(settled.wait(patienceMs));
        const auto* clusters = window.findChild<ClusterList*>()->findChild<QListView*>();
        QVERIFY(clusters->model()->rowCount() >= 2);
        QCOMPARE(window.findChild<ProblemsPage*>()->count(), 1);
        auto* table = window.findChild<NounTable*>()->findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 4916);
        int named = 0;  // nouns that tell which cluster they describe
        for (int row = 0; row < table->model()->rowCount(); ++row)
            named += table->model()->index(row, NounTableModel::Cluster).data().isValid();
        QVERIFY(named >= clusters->model()->rowCount());
        QVERIFY(window.showTab("problems"));
        QVERIFY(!window.showTab("map"));

        const QString bestBefore = table->model()->index(0, NounTableModel::Score).data().toString();
        auto* panel = window.findChild<FilterPanel*>();
        for (auto* box : panel->findChildren<QDoubleSpinBox*>())
            if (box->accessibleName().startsWith("Temperature")) box->setValue(0.05);
        QTRY_VERIFY(table->model()->index(0, NounTableModel::Score).data().toString() != bestBefore);
        QVERIFY(settled.wait(patienceMs));

        const QString fromWindow = m_home.filePath("window"), fromCli = m_home.filePath("cli");
        Q_EMIT window.exportWanted(fromWindow);
        QVERIFY(settled.wait(patienceMs));
        const CliResult run = runCli({"cluster", m_folder, "--temperature", "0.05", "--out", fromCli});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        for (const char* name : {"assignments.csv", "clusters.csv", "nouns.csv"})
            QCOMPARE(fileBytes(fromWindow + '/' + name), fileBytes(fromCli + '/' + name));
    }

    void cancelLeavesTheWindowUsable() {
        Composition composition;
        QSignalSpy settled(&composition, &Composition::settled);
        composition.openFolder(m_folder);
        Q_EMIT composition.window().cancelWanted();
        composition.openFolder(m_folder);
        QVERIFY(settled.wait(patienceMs));
        QTRY_VERIFY(
            composition.window().findChild<ClusterList*>()->findChild<QListView*>()->model()->rowCount() >=
            2);
    }

    void closingInTheMiddleIsClean() {
        Composition composition;
        composition.window().show();
        composition.openFolder(m_folder);
    }

    void aFolderWithoutPicturesIsExplained() {
        const QString empty = m_home.filePath("empty");
        QVERIFY(QDir().mkpath(empty));
        Composition composition;
        QSignalSpy settled(&composition, &Composition::settled);
        composition.openFolder(empty);
        QVERIFY(settled.wait(patienceMs));
        const auto labels = composition.window().findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [&](QLabel* label) { return label->text().contains(empty); }));
    }

private:
    QTemporaryDir m_home;
    QString m_folder;
};

QTEST_MAIN(TestDesktop)
#include "test_desktop.moc"
