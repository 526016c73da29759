#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/export_dialog.h"

using namespace nounscope;

class TestExportDialog : public QObject {
    Q_OBJECT
private:
    static QRadioButton* scope(const QWidget& dialog, const QString& part) {
        for (auto* found : dialog.findChildren<QRadioButton*>())
            if (found->text().contains(part)) return found;
        return nullptr;
    }
    static QPushButton* write(const QWidget& dialog) {
        for (auto* found : dialog.findChildren<QPushButton*>())
            if (found->text() == "&Write") return found;
        return nullptr;
    }
    static bool says(const QWidget& dialog, const QString& text) {
        const auto labels = dialog.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text().contains(text); });
    }

private Q_SLOTS:
    void partsAreOfferedWhereThereAreSome() {
        ExportDialog dialog("/tmp/out");
        QVERIFY(scope(dialog, "uster")->isHidden());
        dialog.setParts({"3: salt & pepper", {4, 2}}, {{}, {7}});
        QVERIFY(!scope(dialog, "uster")->isHidden());
        QVERIFY2(scope(dialog, "uster")->text().contains("salt && pepper (2)"),
                 qPrintable(scope(dialog, "uster")->text()));
        scope(dialog, "selected")->click();
        QVERIFY(!dialog.wanted().everyPicture);
        QCOMPARE(dialog.wanted().pictures, std::vector<int>{7});
        dialog.setParts({}, {});  // the selection is gone
        QVERIFY(dialog.wanted().everyPicture);
    }

    void nothingToWriteCannotBeWritten() {
        ExportDialog dialog("/tmp/out");
        QVERIFY(write(dialog)->isEnabled());
        for (auto* file : dialog.findChildren<QCheckBox*>()) file->setChecked(false);
        QVERIFY(!write(dialog)->isEnabled());
        dialog.findChild<QCheckBox*>("nouns.csv")->setChecked(true);
        QVERIFY(write(dialog)->isEnabled());
        dialog.findChild<QLineEdit*>()->clear();
        QVERIFY(!write(dialog)->isEnabled());
    }

    void filesThatAreThereAreNamed() {
        const QTemporaryDir folder;
        QFile file(folder.filePath("clusters.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        ExportDialog dialog(folder.path());
        QVERIFY(says(dialog, "clusters.csv"));
        QVERIFY(!says(dialog, "nouns.csv"));
    }

    void whatCameOfItIsSaid() {
        ExportDialog dialog("/tmp/out");
        QSignalSpy wanted(&dialog, &ExportDialog::exportWanted);
        write(dialog)->click();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(!write(dialog)->isEnabled());
        dialog.showProblem("lies <inside> the pictures");
        QVERIFY(write(dialog)->isEnabled());
        QVERIFY(says(dialog, "lies &lt;inside&gt; the pictures"));
        dialog.showWritten("/tmp/out put", {"nouns.csv"});
        QVERIFY(says(dialog, "href=\"file:///tmp/out%20put\""));
    }
};

QTEST_MAIN(TestExportDialog)
#include "test_export_dialog.moc"
