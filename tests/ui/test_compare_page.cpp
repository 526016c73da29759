#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "ui/compare_page.h"
#include "ui/confusion_model.h"

using namespace nounscope;

namespace {

// "fruit" (3) became "apples" but for one picture; "birds" (2) became "owls".
std::shared_ptr<const RunComparison> change() {
    RunComparison change;
    change.namesBefore = {"fruit", "birds"};
    change.namesAfter = {"owls", "apples", "new"};
    change.sizesBefore = {3, 2};
    change.sizesAfter = {3, 2, 1};
    change.shared = {{0, 0, {4}}, {0, 1, {1, 2}}, {1, 0, {3, 5}}};
    change.matchBefore = {1, 0};
    change.common = 5;
    change.onlyAfter = 1;
    change.moved = 1;
    change.ari = 0.5;
    change.nounsCame = {"owl"};
    return std::make_shared<const RunComparison>(change);
}

}  // namespace

class TestComparePage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchedClustersStandOnTheDiagonal() {
        ConfusionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setComparison(change());
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::ToolTipRole).toString(), QString("apples"));
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString(), QString("owls"));
        QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::ToolTipRole).toString(), QString("new"));
        QCOMPARE(model.index(0, 0).data().toString(), QString("2"));
        QCOMPARE(model.index(0, 1).data().toString(), QString("1"));
        QVERIFY(!model.index(0, 2).data().isValid());
        QVERIFY(model.index(1, 1).data(ConfusionModel::StayedRole).toBool());
        QVERIFY(!model.index(0, 1).data(ConfusionModel::StayedRole).toBool());
        QCOMPARE(model.index(1, 1).data(ConfusionModel::ShareRole).toDouble(), 1.0);
    }

    void theLastTwoResultsAreCompared() {
        ComparePage page;
        QSignalSpy wanted(&page, &ComparePage::comparisonWanted);
        page.setRuns({"1"});
        QCOMPARE(wanted.count(), 0);
        page.setRuns({"1", "2", "3"});
        QCOMPARE(wanted.takeFirst(), QVariantList({1, 2}));
    }

    void aCellLeadsToItsPictures() {
        ComparePage page;
        page.setRuns({"1", "2"});
        page.showComparison(change());
        page.resize(600, 400);
        page.show();
        auto* table = page.findChild<QTableView*>();
        std::vector<int> pictures;
        connect(&page, &ComparePage::picturesWanted, this,
                [&](const std::vector<int>& chosen, const QString&) { pictures = chosen; });
        const auto click = [&](int row, int column) {
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                              table->visualRect(table->model()->index(row, column)).center());
        };
        click(0, 0);
        QCOMPARE(pictures, std::vector<int>({1, 2}));
        pictures.clear();
        click(1, 0);
        QVERIFY(pictures.empty());
    }

    void saysHowManyMoved() {
        ComparePage page;
        page.setRuns({"1", "2"});
        page.showComparison(change());
        const auto labels = page.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](QLabel* label) { return label->text().contains("1 of 5 pictures"); }));
    }
};

QTEST_MAIN(TestComparePage)
#include "test_compare_page.moc"
