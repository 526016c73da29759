// Who may include whom. Debian keeps ATen and Qt where every source finds them, so linking cannot stop a
// leak.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

class TestLayers : public QObject {
    Q_OBJECT
private:
    // "FILE includes HEADER" for each #include below `folder`, in files of these endings, that `forbidden`
    // matches.
    static QStringList breaches(const QString& folder, const QStringList& endings,
                                const QRegularExpression& forbidden) {
        static const QRegularExpression include("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]",
                                                QRegularExpression::MultilineOption);
        QStringList found;
        QDirIterator files(NOUNSCOPE_SOURCE_DIR "/" + folder, endings, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(file.fileName()));
            auto matches = include.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                const QString header = matches.next().captured(1);
                if (forbidden.match(header).hasMatch()) found += file.fileName() + " includes " + header;
            }
        }
        return found;
    }

private Q_SLOTS:
    void layers_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QStringList>("endings");
        QTest::addColumn<QString>("forbidden");
        const QStringList all{"*.h", "*.cpp"}, headers{"*.h"};
        QTest::newRow("core knows no Qt, window or application")
            << "core" << all << "^(Q[A-Z]|Qt|ui/|app/|tests/)";
        QTest::newRow("core/model needs the standard library only")
            << "core/model" << all << "^(?!core/model/).*[/.]";
        QTest::newRow("ui knows core's plain values only")
            << "ui" << all << "^(ATen|c10|torch|opencv2|Eigen|nlohmann|app/|core/(?!model/))";
        QTest::newRow("headers of core are quick to parse") << "core" << headers << "^(torch/|ATen/ATen\\.h)";
        QTest::newRow("headers of app are quick to parse") << "app" << headers << "^torch/torch\\.h";
        QTest::newRow("the command line needs no Qt") << "app/cli" << all << "^(Q[A-Z]|Qt|ui/)";
    }

    void layers() {
        QFETCH(QString, folder);
        QFETCH(QStringList, endings);
        QFETCH(QString, forbidden);
        const QStringList found = breaches(folder, endings, QRegularExpression(forbidden));
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void theRulesFindBreaches() {
        QVERIFY(!breaches("tests", {"test_layers.cpp"}, QRegularExpression("^QTest$")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "test_layers.moc"
