#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "ui/drop_target.h"

using namespace nounscope;

class TestDropTarget : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString file() const {
        QFile made(m_folder.filePath("a.png"));
        if (!made.open(QIODevice::WriteOnly)) return {};
        return made.fileName();
    }

private Q_SLOTS:
    void whatIsDroppedIsJudged() {
        QMimeData data;
        QVERIFY(judgeDrop(data).message.isEmpty());
        data.setUrls({QUrl::fromLocalFile(m_folder.path())});
        QCOMPARE(judgeDrop(data).folder, m_folder.path());
        data.setUrls({QUrl::fromLocalFile(file())});
        QCOMPARE(judgeDrop(data).folder, m_folder.path());
        data.setUrls({QUrl("https://example.org/a.png")});
        QVERIFY(judgeDrop(data).folder.isEmpty() && !judgeDrop(data).message.isEmpty());
        data.setUrls({QUrl::fromLocalFile("/a"), QUrl::fromLocalFile("/b")});
        QVERIFY(judgeDrop(data).folder.isEmpty() && !judgeDrop(data).message.isEmpty());
        data.setUrls({QUrl::fromLocalFile(m_folder.filePath("gone"))});
        QVERIFY(judgeDrop(data).message.contains("gone"));
    }

    void theSignComesAndGoes() {
        QWidget window;
        window.resize(800, 600);
        window.show();
        DropTarget target(window);
        const auto* sign = window.findChild<QLabel*>();
        QSignalSpy dropped(&target, &DropTarget::folderDropped);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_folder.path())});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window, &enter);
        QVERIFY(enter.isAccepted() && sign->isVisible());
        QVERIFY(sign->text().contains(QFileInfo(m_folder.path()).fileName()));
        QDragLeaveEvent leave;
        QCoreApplication::sendEvent(&window, &leave);
        QVERIFY(!sign->isVisible());
        QCoreApplication::sendEvent(&window, &enter);
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window, &drop);
        QCOMPARE(dropped.value(0).value(0).toString(), m_folder.path());
    }
};

QTEST_MAIN(TestDropTarget)
#include "test_drop_target.moc"
