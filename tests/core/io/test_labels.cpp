#include "core/io/labels.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/model/error.h"

using namespace nounscope;
using Strings = std::vector<std::string>;

class TestLabels : public QObject {
    Q_OBJECT
private:
    const Strings m_paths{"birds/owls/a.png", "birds/b.png", "c.png"};
    QTemporaryDir m_folder;

    std::string write(const std::string& text) const {
        const std::string file = m_folder.filePath("labels.txt").toStdString();
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

private Q_SLOTS:
    void folders() { QVERIFY((labelsFor(m_paths, "folders") == Strings{"birds/owls", "birds", "."})); }

    void top() { QVERIFY((labelsFor(m_paths, "top") == Strings{"birds", "birds", "."})); }

    void fileGivesOneLabelALine() {
        QVERIFY((labelsFor(m_paths, write("owl\r\n\xc3\xa9t\xc3\xa9\n\n")) ==
                 Strings{"owl", "\xc3\xa9t\xc3\xa9", ""}));
    }

    void anotherNumberOfLinesIsRefused() {
        try {
            labelsFor(m_paths, write("owl\nbird\n"));
            QFAIL("accepted");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("labels.txt has 2 labels for 3 rows"));
        }
        QVERIFY_EXCEPTION_THROWN(labelsFor(m_paths, m_folder.filePath("absent").toStdString()), Error);
    }
};

QTEST_GUILESS_MAIN(TestLabels)
#include "test_labels.moc"
