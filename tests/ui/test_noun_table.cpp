#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "ui/noun_table_model.h"

using namespace nounscope;

namespace {

using Column = NounTableModel::Column;

std::shared_ptr<const NounList> fourNouns() {
    return std::make_shared<const NounList>(
        NounList{{"apple", "bear", "car", "Apple pie"}, {"d", "c", "b", "a"}});
}

// Best first: car, apple, Apple pie, bear.
std::shared_ptr<const FilterView> scored() {
    auto view = std::make_shared<FilterView>();
    view->scores.proxy = {0, 1, 0, 1};
    view->scores.confidence = {0.5, 0.25, 0.75, 0.5};
    view->scores.logScore = {-2, -0.5, -3, -1};
    view->scores.rank = {2, 4, 1, 3};
    view->byRank = {2, 0, 3, 1};
    view->selection.selected = {true, false, true, false};
    view->selection.indices = {0, 2};
    return view;
}

QStringList words(const NounTableModel& model) {
    QStringList shown;
    for (int row = 0; row < model.rowCount(); ++row)
        shown += model.index(row, Column::Noun).data().toString();
    return shown;
}

}  // namespace

class TestNounTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheRulesOfModels() {
        NounTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setNouns(fourNouns());
        model.setView(scored());
        model.sort(Column::Noun, Qt::DescendingOrder);
        model.setWanted("apple", false);
        model.setWanted({}, true);
        model.setNouns(std::make_shared<const NounList>());
    }

    void showsBestFirstAndSortsByEveryColumn() {
        NounTableModel model;
        model.setNouns(fourNouns());
        QCOMPARE(words(model), QStringList({"apple", "bear", "car", "Apple pie"}));
        model.setView(scored());
        QCOMPARE(words(model), QStringList({"car", "apple", "Apple pie", "bear"}));
        model.sort(Column::Score, Qt::DescendingOrder);
        QCOMPARE(words(model), QStringList({"bear", "Apple pie", "apple", "car"}));
        model.sort(Column::Confidence, Qt::AscendingOrder);
        QCOMPARE(words(model).first(), QString("bear"));
        model.sort(Column::Gloss, Qt::AscendingOrder);
        QCOMPARE(words(model), QStringList({"Apple pie", "car", "bear", "apple"}));
        model.sort(Column::Kept, Qt::AscendingOrder);
        QCOMPARE(words(model).mid(0, 2), QStringList({"car", "apple"}));
    }

    void findsWithoutCase() {
        NounTableModel model;
        model.setNouns(fourNouns());
        model.setView(scored());
        model.setWanted("APPLE", false);
        QCOMPARE(words(model), QStringList({"apple", "Apple pie"}));
        model.setWanted({}, true);
        QCOMPARE(words(model), QStringList({"car", "apple"}));
    }

    void aChosenNounStaysChosenWhenTheOrderChanges() {
        NounTableModel model;
        model.setNouns(fourNouns());
        const QPersistentModelIndex bear = model.index(model.rowOf(1), Column::Noun);
        model.setView(scored());
        QCOMPARE(bear.row(), 3);
        QCOMPARE(bear.data().toString(), QString("bear"));
    }

    void remembersPinsAndBans() {
        NounTableModel model;
        model.setNouns(fourNouns());
        QSignalSpy changed(&model, &NounTableModel::wishesChanged);
        model.setWish(3, NounWish::Pinned);
        model.setWish(1, NounWish::Banned);
        model.setWish(1, NounWish::Banned);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(model.wished(NounWish::Pinned), std::vector<std::int64_t>{3});
        QCOMPARE(model.wished(NounWish::Banned), std::vector<std::int64_t>{1});
        QCOMPARE(model.index(model.rowOf(1), Column::Wish).data().toString(), QString("banned"));
        model.setView(scored());
        QCOMPARE(model.wish(3), NounWish::Pinned);
    }
};

QTEST_MAIN(TestNounTable)
#include "test_noun_table.moc"
