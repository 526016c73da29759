// The nouns dialog as a person uses it.
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/desktop/noun_choice.h"
#include "app/load_nouns.h"
#include "tests/app/cli_process.h"

using namespace nounscope;
using namespace nounscope::test;

namespace {

template <class Button>
Button* button(const QWidget& window, const QString& text) {
    for (Button* found : window.findChildren<Button*>())
        if (found->text().remove('&').startsWith(text)) return found;
    return nullptr;
}

bool says(const QWidget& window, const QString& text) {
    const auto labels = window.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->text().contains(text); });
}

}  // namespace

class TestNounChoice : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_home;

private Q_SLOTS:
    void init() {
        QLocale::setDefault(QLocale::c());
        QCoreApplication::setOrganizationName("nounscope-test");
        qputenv("XDG_CONFIG_HOME", m_home.filePath("config").toUtf8());
        qputenv("XDG_DATA_HOME", m_home.filePath("data").toUtf8());
        QSettings().clear();
    }

    void listsAreCountedAndShown() {
        QWidget window;
        NounChoice choice;
        QCOMPARE(choice.source(), std::string("everyday"));
        choice.ask(&window, true);
        QTRY_VERIFY_WITH_TIMEOUT(says(window, "4916 noun"), 60000);
        const auto* first = window.findChild<QListWidget*>();
        QCOMPARE(first->item(0)->text(), QString("abbey"));
        button<QRadioButton>(window, "All of WordNet")->click();
        QTRY_VERIFY_WITH_TIMEOUT(says(window, "117798 noun"), 60000);
        button<QPushButton>(window, "Use these nouns")->click();
        QCOMPARE(choice.source(), std::string("wordnet"));
        QCOMPARE(NounChoice().source(), std::string("wordnet"));  // remembered
    }

    void typedNounsAreAFileForTheRun() {
        QWidget window;
        NounChoice choice;
        choice.ask(&window, false);
        window.findChild<QPlainTextEdit*>()->setPlainText("dog\n  fire engine \n\ndog\ncat");
        QTRY_VERIFY(says(window, "3 noun"));
        QSignalSpy changed(&choice, &NounChoice::changed);
        button<QPushButton>(window, "Use these nouns")->click();
        QCOMPARE(changed.size(), 1);
        WordNetOnDemand wordnet;
        const NounFile nouns = loadNouns(choice.source(), wordnet);
        QCOMPARE(nouns.nouns.words, (std::vector<std::string>{"dog", "fire engine", "cat"}));
        QCOMPARE(nouns.repeated, std::int64_t{1});
    }

    void aFileThatIsNoneIsExplained() {
        const QString file = m_home.filePath("nouns.json");
        writeFile(file, "{\"no\": \"array\"}");
        QSettings().setValue("nouns/origin", static_cast<int>(NounOrigin::File));
        QSettings().setValue("nouns/file", file);
        QWidget window;
        NounChoice choice;
        choice.ask(&window, false);
        QTRY_VERIFY(says(window, "nouns.json"));
        QVERIFY(!button<QPushButton>(window, "Use these nouns")->isEnabled());
    }
};

QTEST_MAIN(TestNounChoice)
#include "test_noun_choice.moc"
