#include <QAction>
#include <QTest>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/about_dialog.h"
#include "ui/keys_dialog.h"

using namespace nounscope;

class TestAboutAndKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void licencesAreCompiledIn() {
        AboutFacts facts;
        facts.lines = {{"Qt", "6.4"}};
        facts.warning = "slow here; install a fast BLAS";
        const AboutDialog dialog(facts);
        QString texts;
        for (const auto* browser : dialog.findChildren<QTextBrowser*>()) texts += browser->toPlainText();
        QVERIFY(texts.contains("QCustomPlot"));
        QVERIFY(texts.contains("Princeton University"));
        QVERIFY(texts.contains("GNU GENERAL PUBLIC LICENSE"));
        QCOMPARE(dialog.plainText(), QString("Qt: 6.4\nslow here; install a fast BLAS\n"));
    }

    void keysAreThoseOfTheActions() {
        QWidget window;
        QWidget panel(&window);
        panel.setAccessibleName("Nouns");
        auto* open = new QAction("&Open folder…", &window);
        open->setShortcut(QKeySequence("Ctrl+O"));
        auto* pin = new QAction("&Pin", &panel);
        pin->setShortcut(QKeySequence("P"));
        pin->setShortcutContext(Qt::WidgetShortcut);
        new QAction("Without a key", &window);
        const QList<KeyEntry> keys = keysOf(window);
        QCOMPARE(keys.size(), 2);
        QCOMPARE(keys[0].text, QString("Open folder"));
        QCOMPARE(keys[0].place, QString());
        QCOMPARE(keys[1].place, QString("Nouns"));
        QCOMPARE(keys[1].keys, QString("P"));
    }
};

QTEST_MAIN(TestAboutAndKeys)
#include "test_about_and_keys.moc"
