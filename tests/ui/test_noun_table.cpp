#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "ui/noun_table_model.h"

using namespace nounscope;

namespace {

using Column = NounTableModel::Column;

std::shared_ptr<const NounList> fourNouns() {
    return std::make_shared<const NounList>(
        NounList{{"apple", "bear", "car", "Apple pie"}, {"d", "c", "b", "a"}, {3, 2, 1, 0}});
}

// Best first: car, apple, Apple pie, bear.
std::shared_ptr<const FilterView> scored() {
    auto view = std::make_shared<FilterView>();
    view->settled = true;
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
        model.sort(Column::Gloss, Qt::DescendingOrder);
        QCOMPARE(words(model), QStringList({"apple", "bear", "car", "Apple pie"}));
        model.sort(Column::Kept, Qt::AscendingOrder);
        QCOMPARE(words(model), QStringList({"car", "apple", "Apple pie", "bear"}));
        model.sort(Column::Centre, Qt::DescendingOrder);
        QCOMPARE(words(model), QStringList({"Apple pie", "bear", "car", "apple"}));
        model.setClusters({1, -1, 0, 1});
        model.sort(Column::Cluster, Qt::DescendingOrder);
        QCOMPARE(words(model), QStringList({"apple", "Apple pie", "car", "bear"}));
        model.setWish(1, NounWish::Pinned);
        model.sort(Column::Pin, Qt::AscendingOrder);
        QCOMPARE(words(model).first(), QString("bear"));
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

    // A step of a slider: rows by rank follow, many rows in another order wait until it rests.
    void manyRowsMoveAtRestOnly() {
        constexpr int count = 25'000;
        auto nouns = std::make_shared<NounList>();
        auto view = std::make_shared<FilterView>();
        for (int i = 0; i < count; ++i) {
            nouns->words.push_back("n" + std::to_string(i));
            nouns->glosses.emplace_back();
            view->scores.proxy.push_back(0);
            view->scores.confidence.push_back(1.0 / (i + 1));
            view->scores.logScore.push_back(-i);
            view->scores.rank.push_back(count - i);
            view->byRank.push_back(count - 1 - i);
        }
        view->selection.selected.assign(count, false);
        NounTableModel model;
        model.setNouns(nouns);
        model.setView(view);
        QCOMPARE(model.nounAt(0), count - 1);
        model.sort(Column::Confidence, Qt::AscendingOrder);
        QCOMPARE(model.nounAt(0), count - 1);
        auto moved = std::make_shared<FilterView>(*view);
        std::reverse(moved->scores.confidence.begin(), moved->scores.confidence.end());
        model.setView(moved);
        QCOMPARE(model.nounAt(0), count - 1);
        auto rested = std::make_shared<FilterView>(*moved);
        rested->settled = true;
        model.setView(rested);
        QCOMPARE(model.nounAt(0), 0);
    }

    void oneClickPinsAndTheSameOneUndoesIt() {
        NounTableModel model;
        model.setNouns(fourNouns());
        const QModelIndex pin = model.index(2, Column::Pin), ban = model.index(2, Column::Ban);
        QVERIFY(pin.flags() & Qt::ItemIsUserCheckable);
        QVERIFY(model.setData(pin, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.wish(2), NounWish::Pinned);
        QVERIFY(model.setData(ban, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.wish(2), NounWish::Banned);
        QVERIFY(model.setData(ban, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.wish(2), NounWish::None);
        QVERIFY(!model.setData(model.index(2, Column::Noun), Qt::Checked, Qt::CheckStateRole));
    }

    void findsLettersBeyondAscii() {
        NounTableModel model;
        model.setNouns(
            std::make_shared<const NounList>(NounList{{"Äpfel", "apfel", "ÄRGER"}, {"", "", ""}, {}}));
        model.setWanted("äp", false);
        QCOMPARE(words(model), QStringList{"Äpfel"});
        model.setWanted("PFEL", false);
        QCOMPARE(words(model), QStringList({"Äpfel", "apfel"}));
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
        QCOMPARE(model.index(model.rowOf(1), Column::Ban).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QCOMPARE(model.index(model.rowOf(1), Column::Pin).data(Qt::CheckStateRole).toInt(),
                 int(Qt::Unchecked));
        model.setView(scored());
        QCOMPARE(model.wish(3), NounWish::Pinned);
    }
};

QTEST_MAIN(TestNounTable)
#include "test_noun_table.moc"
