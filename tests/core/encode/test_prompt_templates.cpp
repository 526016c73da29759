#include "core/encode/prompt_templates.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/model/error.h"

using namespace nounscope;

class TestPromptTemplates : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    std::string write(const std::string& text) const {
        const std::string file = m_folder.filePath("prompts.txt").toStdString();
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

private Q_SLOTS:
    void ensembleIsThePublishedOne() {
        QCOMPARE(ensembleTemplates().size(), std::size_t{7});
        QCOMPARE(ensembleTemplates()[2], std::string("a origami {}."));
    }

    void fileGivesOneALine() {
        QVERIFY((readTemplates(write("a {}\n\n{}, painted\r\n")) ==
                 std::vector<std::string>{"a {}", "{}, painted"}));
    }

    void theNounStandsInItOnce() {
        for (const char* text : {"a {}\nno place\n", "a {}\n{} and {}\n"}) {
            try {
                readTemplates(write(text));
                QFAIL("accepted");
            } catch (const Error& error) {
                QVERIFY2(QString(error.what()).contains("prompts.txt, line 2"), error.what());
            }
        }
        QVERIFY_EXCEPTION_THROWN(readTemplates(write("\n")), Error);
    }
};

QTEST_GUILESS_MAIN(TestPromptTemplates)
#include "test_prompt_templates.moc"
