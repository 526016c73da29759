// A person arranges a result in the window: whatever is undone, done again, saved and opened gives the same bytes.
#include "app/desktop/arranging.h"

#include <QDir>
#include <QListView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <opencv2/imgproc.hpp>

#include "app/desktop/composition.h"
#include "core/io/session_file.h"
#include "tests/app/cli_process.h"
#include "tests/app/desktop/drawn_pictures.h"
#include "tests/picture_files.h"
#include "ui/cluster_list.h"
#include "ui/dragged_numbers.h"

using namespace nounscope;
using namespace nounscope::test;

namespace {

constexpr int patienceMs = 120'000;

}  // namespace

class TestArranging : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    QString m_folder;
    int m_saved = 0;

    // Every table of the window's state, through a session and the command line.
    QList<QByteArray> tables(Arranging& arranging) {
        const QString name = m_home.filePath(QString("state %1").arg(++m_saved));
        arranging.saveAs(name + ".nounscope");
        if (!QTest::qWaitFor([&] { return QFile::exists(name + ".nounscope"); }, patienceMs)) return {};
        return exported(name);
    }

    static QList<QByteArray> exported(const QString& name) {
        if (runCli({"export", "--session", name + ".nounscope", "--out", name}).exitCode != 0) return {};
        QList<QByteArray> all;
        for (const char* table : {"assignments.csv", "clusters.csv", "nouns.csv"})
            all += fileBytes(name + '/' + table);
        return all;
    }

    // Four clusters, so that there is something to arrange.
    void runInto(Composition& composition, int clusters) const {
        QSignalSpy settled(&composition, &Composition::settled);
        composition.openFolder(m_folder);
        QVERIFY(settled.wait(patienceMs));
        MethodSettings settings = composition.window().methodSettings();
        settings.clusters.clusters = clusters;
        composition.window().setMethodSettings(settings);
        Q_EMIT composition.window().methodRested(settings);
        QTRY_COMPARE_WITH_TIMEOUT(composition.arranging().document().view()->clusters, clusters, patienceMs);
    }

private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName("nounscope-test");
        for (const char* place : {"CACHE", "CONFIG", "STATE"})
            qputenv((QByteArray("XDG_") + place + "_HOME").constData(), m_home.filePath(place).toUtf8());
        m_folder = m_home.filePath("pictures");
        QVERIFY(QDir().mkpath(m_folder));
        drawPictures(m_folder);
    }

    void undoneRedoneSavedAndOpenedTheBytesAreTheSame() {
        QList<QByteArray> last;
        {
            Composition composition;
            runInto(composition, 4);
            Document& document = composition.arranging().document();
            document.history().clear();
            QList<QList<QByteArray>> states{tables(composition.arranging())};
            QCOMPARE(states[0].size(), 3);
            const auto keep = [&] {
                states += tables(composition.arranging());
                QVERIFY(states.last() != states[states.size() - 2]);
            };
            document.rename(0, "mine, \"all\"");
            keep();
            document.merge({2}, 1);
            keep();
            const std::vector<std::int64_t> rows = document.edits().rowsOf(document.view()->ids[0]);
            SplitHalf larger, smaller;
            for (std::size_t i = 0; i < rows.size(); ++i) (i % 3 ? larger : smaller).rows.push_back(rows[i]);
            document.split(0, {larger, smaller}, {ClusterName{"left", {}}, ClusterName{"right", {}}});
            keep();
            document.movePictures({1, 2, 4}, 0);
            keep();
            document.hidePictures({7, 8});
            keep();

            document.history().setIndex(0);
            QCOMPARE(tables(composition.arranging()), states.first());
            for (int i = 1; i < states.size(); ++i) {
                document.history().redo();
                QCOMPARE(tables(composition.arranging()), states[i]);
            }
            last = states.last();
        }
        Composition again;
        QSignalSpy settled(&again, &Composition::settled);
        again.openFolder(m_home.filePath(QString("state %1.nounscope").arg(m_saved)));
        QVERIFY(settled.wait(patienceMs));
        QCOMPARE(tables(again.arranging()), last);
        // Features are back too: what needs them goes on.
        Document& document = again.arranging().document();
        document.merge({1}, 0);
        const QList<QByteArray> merged = tables(again.arranging());
        QVERIFY(merged != last);
        document.history().undo();
        QCOMPARE(tables(again.arranging()), last);
    }

    void theListEditsNamesAndTakesWhatIsDropped() {
        Composition composition;
        runInto(composition, 3);
        Document& document = composition.arranging().document();
        auto* list = composition.window().findChild<ClusterList*>()->findChild<QListView*>();
        QAbstractItemModel& model = *list->model();
        QVERIFY(model.setData(model.index(0, 0), "renamed", Qt::EditRole));
        QCOMPARE(model.index(0, 0).data().toString(), QString("renamed"));
        QVERIFY(composition.window().isWindowModified());

        QMimeData cluster;
        putNumbers(cluster, draggedClusters, {1});
        QVERIFY(!model.canDropMimeData(&cluster, Qt::CopyAction, -1, -1, model.index(1, 0)));  // on itself
        model.dropMimeData(&cluster, Qt::CopyAction, -1, -1, model.index(0, 0));
        QCOMPARE(model.rowCount(), 2);
        QMimeData dragged, files;
        putNumbers(dragged, draggedPictures, {0, 1, 2});
        model.dropMimeData(&dragged, Qt::CopyAction, -1, -1, model.index(1, 0));
        QVERIFY(document.isMoved(0) || document.isMoved(1) || document.isMoved(2));
        files.setText("from elsewhere");
        QVERIFY(!model.canDropMimeData(&files, Qt::CopyAction, -1, -1, model.index(0, 0)));
        document.history().undo();
        document.history().undo();
        QCOMPARE(model.rowCount(), 3);
        composition.window().setWindowModified(false);
    }

    void whatWasMadeIsKeptWhenTheFilterChanges() {
        Composition composition;
        runInto(composition, 3);
        Document& document = composition.arranging().document();
        document.rename(0, "kept");
        MethodSettings settings = composition.window().methodSettings();
        settings.filter.nounsPerCenter = 3;
        QSignalSpy settled(&composition, &Composition::settled);
        Q_EMIT composition.window().methodRested(settings);
        QVERIFY(settled.wait(patienceMs));
        QCOMPARE(document.history().undoText(), QString("change of the noun filter"));
        document.history().undo();
        QVERIFY(settled.wait(patienceMs));
        QCOMPARE(document.view()->names[0].name, std::string("kept"));
        QCOMPARE(composition.window().methodSettings().filter.nounsPerCenter, 5);
    }

    void aDamagedSessionIsExplained() {
        const QString file = m_home.filePath("damaged.nounscope");
        writeFile(file, "{}");
        Composition composition;
        QSignalSpy settled(&composition, &Composition::settled);
        composition.openFolder(file);
        QVERIFY(settled.wait(patienceMs));
        QVERIFY(!composition.arranging().document().view());
    }
};

QTEST_MAIN(TestArranging)
#include "test_arranging.moc"
