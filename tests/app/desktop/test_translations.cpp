// English plurals: every text with a number in it has one form for one and another for more.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "app/desktop/compute_worker.h"
#include "app/desktop/translations.h"

using namespace nounscope;

class TestTranslations : public QObject {
    Q_OBJECT
private:
    // The texts in tr("..." "...") that hold %n.
    static QStringList countedTexts(const QString& file) {
        static const QRegularExpression call("tr\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)");
        static const QRegularExpression piece("\"((?:[^\"\\\\]|\\\\.)*)\"");
        QFile source(file);
        if (!source.open(QIODevice::ReadOnly)) return {};
        const QString code = QString::fromUtf8(source.readAll());
        QStringList texts;
        for (auto calls = call.globalMatch(code); calls.hasNext();) {
            QString text;
            for (auto pieces = piece.globalMatch(calls.next().captured(1)); pieces.hasNext();)
                text += pieces.next().captured(1);
            if (text.contains(QRegularExpression("%L?n"))) texts += text;
        }
        return texts;
    }

private Q_SLOTS:
    void everyCountedTextHasTwoForms() {
        QFile translations(NOUNSCOPE_SOURCE_DIR "/resources/translations/nounscope_en.ts");
        QVERIFY(translations.open(QIODevice::ReadOnly));
        const QString known = QString::fromUtf8(translations.readAll());
        QVERIFY(!known.contains("unfinished"));
        int found = 0;
        for (const char* folder : {"/ui", "/app/desktop"}) {
            QDirIterator files(QString(NOUNSCOPE_SOURCE_DIR) + folder, {"*.cpp"}, QDir::Files);
            while (files.hasNext()) {
                const QString file = files.next();
                for (const QString& text : countedTexts(file)) {
                    ++found;
                    QVERIFY2(known.contains("<source>" + text.toHtmlEscaped() + "</source>"),
                             qPrintable(file + ": \"" + text + "\" is not in nounscope_en.ts"));
                }
            }
        }
        QVERIFY(found > 3);
    }

    void theyAreCompiledIn() {
        installTranslations(*qApp);
        QCOMPARE(ComputeWorker::tr("%Ln cluster(s)", nullptr, 1), QString("1 cluster"));
        QCOMPARE(ComputeWorker::tr("%Ln cluster(s)", nullptr, 2), QString("2 clusters"));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "test_translations.moc"
