// The whole program, offscreen: from a folder to the same bytes that the command line writes.
#include <QAccessible>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <filesystem>
#include <opencv2/imgproc.hpp>

#include "app/desktop/composition.h"
#include "app/desktop/window_memory.h"
#include "tests/app/cli_process.h"
#include "tests/app/desktop/drawn_pictures.h"
#include "tests/checkpoint_folder.h"
#include "tests/picture_files.h"
#include "tests/random_clip.h"
#include "ui/cluster_list.h"
#include "ui/compare_page.h"
#include "ui/export_dialog.h"
#include "ui/filter_panel.h"
#include "ui/map_page.h"
#include "ui/map_view.h"
#include "ui/notice_bar.h"
#include "ui/noun_table.h"
#include "ui/picture_grid.h"
#include "ui/picture_view.h"
#include "ui/problems_page.h"

using namespace nounscope;
using namespace nounscope::test;

namespace {

constexpr int patienceMs = 120'000;

void press(const QWidget& window, const QString& text) {
    for (auto* button : window.findChildren<QPushButton*>())
        if (button->text().remove('&') == text) button->click();
}

void choose(const QWidget& window, const QString& part) {
    for (auto* button : window.findChildren<QRadioButton*>())
        if (button->text().contains(part)) button->click();
}

bool says(const QWidget& window, const QString& text) {
    const auto labels = window.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->text().contains(text); });
}

bool saysButton(const QWidget& window, const QString& text) {
    const auto buttons = window.findChildren<QToolButton*>();
    return std::any_of(buttons.begin(), buttons.end(),
                       [&](const QToolButton* button) { return button->text().contains(text); });
}

void exportTo(ExportDialog& dialog, const QString& folder) {
    dialog.findChild<QLineEdit*>()->setText(folder);
    press(dialog, "Write");
    QTRY_VERIFY_WITH_TIMEOUT(says(dialog, "Written"), patienceMs);
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
        qputenv("XDG_DATA_HOME", m_home.filePath("data").toUtf8());
        qputenv("HF_HUB_CACHE", m_home.filePath("hub").toUtf8());
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
        QVERIFY(!window.showTab("elsewhere"));

        const QString bestBefore = table->model()->index(0, NounTableModel::Score).data().toString();
        auto* panel = window.findChild<FilterPanel*>();
        for (auto* box : panel->findChildren<QDoubleSpinBox*>())
            if (box->accessibleName().startsWith("Temperature")) box->setValue(0.05);
        QTRY_VERIFY(table->model()->index(0, NounTableModel::Score).data().toString() != bestBefore);
        QVERIFY(settled.wait(patienceMs));

        const QString fromWindow = m_home.filePath("window"), fromCli = m_home.filePath("cli");
        Q_EMIT window.exportWanted();
        exportTo(*window.findChild<ExportDialog*>(), fromWindow);
        const CliResult run = runCli({"cluster", m_folder, "--temperature", "0.05", "--out", fromCli});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        for (const char* name : {"assignments.csv", "clusters.csv", "nouns.csv"})
            QCOMPARE(fileBytes(fromWindow + '/' + name), fileBytes(fromCli + '/' + name));

        // Of one cluster, and of picked pictures: the same header, their rows as they are.
        auto& dialog = *window.findChild<ExportDialog*>();
        const QList<QByteArray> all = fileBytes(fromCli + "/assignments.csv").split('\n');
        const int cluster = window.selection().cluster();
        QVERIFY(cluster >= 0);
        QByteArray ofCluster = all.first() + '\n', picked = all.first() + '\n';
        for (const QByteArray& row : all)
            if (row.contains(".png," + QByteArray::number(cluster) + ',')) ofCluster += row + '\n';
        window.selection().setPictures({7, 2, pictures});
        for (const int picture : {2, 7, pictures})
            picked += all[picture + 1] + '\n';  // the last is broken.png
        Q_EMIT window.exportWanted();
        choose(dialog, "uster");
        exportTo(dialog, m_home.filePath("cluster"));
        QCOMPARE(fileBytes(m_home.filePath("cluster/assignments.csv")), ofCluster);
        choose(dialog, "selected");
        exportTo(dialog, m_home.filePath("picked"));
        QCOMPARE(fileBytes(m_home.filePath("picked/assignments.csv")), picked);

        dialog.findChild<QLineEdit*>()->setText(m_folder + "/results");
        press(dialog, "Write");
        QTRY_VERIFY(says(dialog, "lies inside the image folder"));
        QVERIFY(!QDir(m_folder + "/results").exists());
    }

    // What is worth knowing of the filter follows by itself, and again when positive nouns are given; a slider that
    // moves meanwhile is followed, and files wait for it to be so.
    void judgesTheFilter() {
        Composition composition;
        MainWindow& window = composition.window();
        window.show();
        QSignalSpy settled(&composition, &Composition::settled);
        composition.openFolder(m_folder);
        QVERIFY(settled.wait(patienceMs));
        const auto* filters = window.findChild<FilterPanel*>()->findChild<QTableView*>()->model();
        const auto cell = [&](int column) { return filters->index(0, column).data().toString(); };
        QTRY_VERIFY_WITH_TIMEOUT(cell(4).endsWith('%'), patienceMs);  // stability comes last
        QVERIFY(says(window, "stability"));

        Q_EMIT window.positivesWanted({PositivesRequest::From::Typed, {"Dogs", "cat", "no noun at all"}, {}});
        QTRY_VERIFY(says(window, "AUROC"));
        QTRY_COMPARE_WITH_TIMEOUT(filters->columnCount(), 6, patienceMs);
        QVERIFY(says(window, "2 of 3 are among the nouns"));
        Q_EMIT window.positivesWanted({});
        QTRY_VERIFY_WITH_TIMEOUT(filters->columnCount() == 5 && cell(1) != "…", patienceMs);

        MethodSettings wanted = window.findChild<FilterPanel*>()->settings();
        wanted.filter.norm = 3;
        Q_EMIT window.filterDragged(wanted.filter);  // and no rest after it
        const QString folder = m_home.filePath("dragged");
        Q_EMIT window.exportWanted();
        exportTo(*window.findChild<ExportDialog*>(), folder);
        const CliResult run = runCli({"cluster", m_folder, "--norm", "3", "--out", m_home.filePath("norm")});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        for (const char* name : {"assignments.csv", "clusters.csv", "nouns.csv"})
            QCOMPARE(fileBytes(folder + '/' + name), fileBytes(m_home.filePath("norm/") + name));
    }

    // The best model that is here is taken unasked, another one on request, and one that is broken costs nothing.
    void modelsComeAndGo() {
        const std::filesystem::path models = m_home.filePath("data/nounscope/models").toStdString();
        const ClipArchitecture architecture = smallClip();
        for (const char* name : {"acme/tiny", "acme/broken"}) {
            std::filesystem::create_directories(models / name);
            writeHuggingFaceFolder(models / name, architecture, randomClipWeights(architecture, 1));
        }
        writeFile(m_home.filePath("nouns.txt"), "dog\ncat\nboat\ntree\nhouse\nwheel\nqqqq\nqqqq\n");
        QSettings().setValue("nouns/origin", 2);
        QSettings().setValue("nouns/file", m_home.filePath("nouns.txt"));
        {
            Composition composition;
            QSignalSpy settled(&composition, &Composition::settled);
            composition.openFolder(m_folder);
            QVERIFY(settled.wait(patienceMs));
            QVERIFY(saysButton(composition.window(), "broken · "));
            QVERIFY(composition.window().notices().texts().join(' ').contains("1 noun(s) stood"));
        }
        // Damaged after it was listed: whatever is chosen unasked falls back, what was asked for is explained.
        std::filesystem::remove(models / "acme/broken/vocab.json");
        writeFile(m_home.filePath("data/nounscope/models/acme/broken/tokenizer.json"), "{}");
        {
            Composition composition;
            QSignalSpy settled(&composition, &Composition::settled);
            composition.openFolder(m_folder);
            QVERIFY(settled.wait(patienceMs));
            QVERIFY(saysButton(composition.window(), "tiny · "));
            QVERIFY(
                composition.window().notices().texts().join(' ').contains("acme/broken could not be opened"));
        }
        QSettings().setValue("model", "acme/broken");
        {
            Composition composition;
            QSignalSpy settled(&composition, &Composition::settled);
            composition.openFolder(m_folder);
            QVERIFY(settled.wait(patienceMs));
            QVERIFY(composition.window().notices().texts().join(' ').contains("tokenizer.json"));
            QVERIFY(!composition.window().clusters());
        }
        QSettings().setValue("model", "starter");
        {
            Composition composition;
            QSignalSpy settled(&composition, &Composition::settled);
            composition.openFolder(m_folder);
            QVERIFY(settled.wait(patienceMs));
            QVERIFY(composition.window().clusters());
            QVERIFY(composition.window().notices().texts().join(' ').contains("unknown to this model"));
            QVERIFY(composition.window().notices().texts().join(' ').contains("qqqq"));
        }
        QSettings().clear();
        std::filesystem::remove_all(models);
    }

    void wordsFindPicturesAndPicturesTellTheirNouns() {
        Composition composition;
        MainWindow& window = composition.window();
        window.show();
        QSignalSpy settled(&composition, &Composition::settled);
        composition.openFolder(m_folder);
        QVERIFY(settled.wait(patienceMs));
        const auto says = [&](const QString& text) {
            const auto labels = window.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](QLabel* label) {
                return label->isVisible() && label->text().contains(text);
            });
        };
        Selection& selection = window.selection();
        auto* grid = window.findChild<PictureGrid*>();
        selection.setPhrase("a big dog");
        QTRY_VERIFY(says("only “dog” is understood"));
        QCOMPARE(grid->model()->rowCount(), pictures);
        selection.setNoun(0);
        QTRY_VERIFY(says("Pictures for: "));
        QCOMPARE(grid->model()->rowCount(), pictures);
        selection.setPhrase("zzyzx");
        QTRY_VERIFY(says("“zzyzx” is not known"));
        selection.showAll();
        QCOMPARE(grid->model()->rowCount(), pictures);

        Q_EMIT grid->activated(grid->model()->index(0, 0));
        auto* view = window.findChild<PictureView*>();
        QVERIFY(view->isVisible());
        QTRY_VERIFY(says("96 × 96"));
        QTRY_COMPARE(view->findChild<QTableWidget*>()->rowCount(), 12);
        QTest::keyClick(&window, Qt::Key_Escape);
        QTRY_VERIFY(!view->isVisible());
        QVERIFY(grid->isVisible());

        Q_EMIT window.retryWanted();
        QVERIFY(settled.wait(patienceMs));
        QCOMPARE(window.findChild<ProblemsPage*>()->count(), 1);
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

    void arrangementIsRemembered() {
        {
            Composition composition;
            composition.window().findChild<QSlider*>("kept.thumbnailSize")->setValue(200);
            composition.window().findChild<QComboBox*>("kept.galleryOrder")->setCurrentIndex(2);
            rememberTheme(Theme::Dark);
        }
        Composition composition;
        QCOMPARE(composition.window().findChild<QSlider*>("kept.thumbnailSize")->value(), 200);
        QCOMPARE(composition.window().findChild<QComboBox*>("kept.galleryOrder")->currentIndex(), 2);
        QCOMPARE(recallTheme(), Theme::Dark);
        QSettings().clear();
    }

    // Told to stop at whatever is under way, again and again.
    void cancelIsQuick() {
        for (const int afterMs : {0, 300, 600, 1200}) {
            Composition composition;
            QSignalSpy settled(&composition, &Composition::settled);
            composition.openFolder("/usr/share/tuxpaint/stamps");
            QTest::qWait(afterMs);
            QElapsedTimer since;
            since.start();
            Q_EMIT composition.window().cancelWanted();
            QVERIFY(!settled.isEmpty() || settled.wait(patienceMs));
            qInfo("stopped at %d ms: answered after %lld ms", afterMs, since.elapsed());
            QVERIFY(since.elapsed() < 2000);  // 200 on an idle machine
        }
    }

    // What a screen reader says of each control, in the window and in every dialog.
    void everyControlHasAName() {
        Composition composition;
        MainWindow& window = composition.window();
        window.show();
        QSignalSpy settled(&composition, &Composition::settled);
        composition.openFolder(m_folder);
        QVERIFY(settled.wait(patienceMs));
        Q_EMIT window.modelsWanted();
        Q_EMIT window.nounsWanted();
        Q_EMIT window.exportWanted();
        Q_EMIT window.aboutWanted();
        window.showKeys();
        QStringList nameless;
        int controls = 0;
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            if (widget->isHidden() || widget->focusPolicy() == Qt::NoFocus ||
                widget->objectName().startsWith("qt_"))
                continue;
            QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
            if (!accessible || accessible->role() == QAccessible::Client ||
                qobject_cast<QHeaderView*>(widget) || qobject_cast<QMenu*>(widget) ||
                widget->inherits("QComboBoxListView"))
                continue;
            ++controls;
            if (accessible->text(QAccessible::Name).isEmpty())
                nameless += QString(widget->metaObject()->className()) + " in " +
                            widget->parentWidget()->metaObject()->className();
        }
        QVERIFY(controls > 50);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join('\n')));
    }

    void mapAndComparisonFollowTheResult() {
        Composition composition;
        MainWindow& window = composition.window();
        window.show();
        QSignalSpy settled(&composition, &Composition::settled);
        composition.openFolder(m_folder);
        QVERIFY(settled.wait(patienceMs));
        QVERIFY(window.showTab("map"));
        QTRY_VERIFY_WITH_TIMEOUT(window.mapPage().view().count() == pictures && !window.mapPage().isBusy(),
                                 patienceMs);
        const auto* confusion = window.comparePage().findChild<QTableView*>()->model();
        QCOMPARE(confusion->rowCount(), 0);  // there is one result only
        MethodSettings settings = window.methodSettings();
        settings.clusters.clusters = 3;
        Q_EMIT window.methodRested(settings);
        QTRY_COMPARE_WITH_TIMEOUT(confusion->columnCount(), 3, patienceMs);
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
