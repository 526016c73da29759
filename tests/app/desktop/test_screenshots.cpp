// Pictures of the window, of each panel and of each dialog, light and dark, at one and two device pixels a pixel, in
// the build folder's screenshots/: to be looked at. `ctest -L screenshots`.
#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include "app/desktop/composition.h"
#include "app/desktop/screenshot.h"
#include "app/desktop/translations.h"
#include "ui/compare_page.h"
#include "ui/gallery.h"
#include "ui/map_page.h"
#include "ui/map_view.h"
#include "ui/picture_grid.h"
#include "ui/picture_view.h"
#include "ui/theme.h"

using namespace nounscope;

namespace {

const QString demo = "/usr/share/tuxpaint/stamps/animals";
constexpr int patienceMs = 120'000;
constexpr int quietMs = 400;

}  // namespace

class TestScreenshots : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_home;
    QString m_look;
    int m_written = 0;

    // Nothing was loaded for a while.
    static void settle(Composition& composition) {
        QSignalSpy loaded(&composition.thumbnails(), &Thumbnails::ready);
        while (loaded.wait(quietMs)) {
        }
    }

    void save(QWidget& widget, const QString& name) {
        for (const int scale : {1, 2}) {
            const QImage image = pictureOf(widget, scale);
            QCOMPARE(image.size(), widget.size() * scale);
            QVERIFY(image.save(
                QStringLiteral("%1/%2-%3-%4x.png").arg(NOUNSCOPE_SCREENSHOTS, name, m_look).arg(scale)));
            ++m_written;
        }
    }

    // The dialog that `open` brings up, once it says what it has to.
    template <class Open>
    void saveDialog(MainWindow& window, const QString& name, Open open) {
        open();
        const auto opened = [&]() -> QDialog* {
            for (auto* candidate : window.findChildren<QDialog*>())
                if (candidate->isVisible()) return candidate;
            return nullptr;
        };
        QTRY_VERIFY(opened());
        QDialog* dialog = opened();
        QTest::qWait(quietMs);
        const auto isReading = [&] {  // lists are read on other threads
            const auto labels = dialog->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [](const QLabel* label) { return label->text().startsWith("Reading"); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(!isReading(), patienceMs);
        save(*dialog, name);
        dialog->close();
        QTRY_VERIFY(!opened());
    }

    // What else the middle of the window shows.
    void saveGallery(Composition& composition) {
        MainWindow& window = composition.window();
        auto* grid = window.findChild<PictureGrid*>();
        QSignalSpy shown(grid->model(), &QAbstractItemModel::modelReset);
        window.selection().setPhrase("a large bird");
        QVERIFY(shown.wait());
        settle(composition);
        save(window, "search");
        window.selection().setPhrase("zyzzyx");
        QVERIFY(shown.wait());
        save(window, "search-unknown");
        window.selection().setCluster(0);
        Q_EMIT grid->activated(grid->model()->index(0, 0));
        auto* nouns = window.findChild<PictureView*>()->findChild<QTableWidget*>();
        QTRY_VERIFY(nouns->rowCount() > 0);
        settle(composition);
        save(window, "picture");
        QVERIFY(window.showTab("problems"));
        save(window, "problems");
        QVERIFY(window.showTab("map"));
        QTRY_VERIFY_WITH_TIMEOUT(window.mapPage().view().count() > 0 && !window.mapPage().isBusy(),
                                 patienceMs);
        save(window, "map");
        QVERIFY(window.showTab("compare"));
        save(window, "compare");
        QVERIFY(window.showTab("gallery"));
        window.selection().showAll();
        window.selection().setCluster(0);
    }

    void saveAll(Composition& composition) {
        MainWindow& window = composition.window();
        save(window, "window");
        for (auto* dock : window.findChildren<QDockWidget*>()) save(*dock, "dock-" + dock->objectName());
        saveGallery(composition);
        saveDialog(window, "dialog-models", [&] { Q_EMIT window.modelsWanted(); });
        saveDialog(window, "dialog-nouns", [&] { Q_EMIT window.nounsWanted(); });
        saveDialog(window, "dialog-export", [&] { Q_EMIT window.exportWanted(); });
        saveDialog(window, "dialog-about", [&] { Q_EMIT window.aboutWanted(); });
        saveDialog(window, "dialog-keys", [&] { window.showKeys(); });
    }

private Q_SLOTS:
    void initTestCase() {
        if (!QDir(demo).exists()) QSKIP("the demo's pictures (tuxpaint-stamps-default) are not here");
        QCoreApplication::setOrganizationName("nounscope-test");
        for (const char* name : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HF_HUB_CACHE"})
            qputenv(name, m_home.filePath(name).toUtf8());
        QVERIFY(QDir().mkpath(NOUNSCOPE_SCREENSHOTS));
        installTranslations(*qApp);
    }

    void write() {
        Composition composition;
        MainWindow& window = composition.window();
        window.resize(1360, 860);
        window.show();
        const auto looks = [&](const auto& shoot) {
            for (const auto& [theme, look] :
                 {std::pair{Theme::Light, "light"}, std::pair{Theme::Dark, "dark"}}) {
                applyTheme(*qApp, theme);
                m_look = look;
                QTest::qWait(quietMs);  // plots repaint later
                shoot();
            }
        };
        looks([&] { save(window, "start"); });
        QSignalSpy settled(&composition, &Composition::settled);
        QVERIFY(QDir().mkpath(m_home.filePath("empty")));
        composition.openFolder(m_home.filePath("empty"));
        QVERIFY(settled.wait(patienceMs));
        looks([&] { save(window, "failed"); });
        composition.openFolder(demo);
        const auto* gallery = window.findChild<Gallery*>()->findChild<QAbstractItemView*>();
        QTRY_VERIFY_WITH_TIMEOUT(gallery->model()->rowCount() > 0, patienceMs);
        save(window, "running");
        QVERIFY(settled.size() == 2 || settled.wait(patienceMs));
        MethodSettings finer = window.methodSettings();  // a second result to compare
        finer.clusters.clusters = 9;
        Q_EMIT window.methodRested(finer);
        const auto* confusion = window.comparePage().findChild<QTableView*>()->model();
        QTRY_VERIFY_WITH_TIMEOUT(confusion->rowCount() > 0, patienceMs);
        settle(composition);
        looks([&] { saveAll(composition); });
        QVERIFY(m_written >= 2 * 2 * 12);
    }
};

QTEST_MAIN(TestScreenshots)
#include "test_screenshots.moc"
