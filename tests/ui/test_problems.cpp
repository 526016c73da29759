#include <QAbstractItemModelTester>
#include <QAction>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "ui/notice.h"
#include "ui/problems_page.h"

using namespace nounscope;

namespace {

std::shared_ptr<const ImageItems> items() {
    ImageItems all(3);
    all[0].path = "good.png";
    all[1] = {"a/empty.png", "/pictures/a/empty.png", "the file is empty"};
    all[2] = {"b/text.jpg", "/pictures/b/text.jpg", "not a picture: text"};
    return std::make_shared<const ImageItems>(std::move(all));
}

}  // namespace

class TestProblems : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheRulesOfModels() {
        ProblemModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setItems(items());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, ProblemModel::Picture).data().toString(), QString("a/empty.png"));
        QCOMPARE(model.index(1, ProblemModel::Reason).data().toString(), QString("not a picture: text"));
        model.setItems(std::make_shared<const ImageItems>());
    }

    void offersToTryAgainOnlyWhereSomethingFailed() {
        ProblemsPage page;
        auto* retry = page.findChild<QTableView*>()->parentWidget()->findChild<QPushButton*>(
            QString(), Qt::FindDirectChildrenOnly);
        auto* notice = page.findChild<Notice*>();
        QVERIFY(!retry->isVisibleTo(&page));
        QVERIFY(notice->isVisibleTo(&page));
        page.showItems(items());
        QCOMPARE(page.count(), 2);
        QVERIFY(!notice->isVisibleTo(&page));
        QVERIFY(retry->isVisibleTo(&page));
        QSignalSpy wanted(&page, &ProblemsPage::retryRequested);
        retry->click();
        QCOMPARE(wanted.count(), 1);
    }

    void showsChosenFilesInTheFileManager() {
        ProblemsPage page;
        page.showItems(items());
        auto* table = page.findChild<QTableView*>();
        table->selectRow(1);
        QSignalSpy shown(&page, &ProblemsPage::showInFolderRequested);
        table->actions().first()->trigger();
        QCOMPARE(shown.takeFirst().first().toStringList(), QStringList("/pictures/b/text.jpg"));
    }
};

QTEST_MAIN(TestProblems)
#include "test_problems.moc"
