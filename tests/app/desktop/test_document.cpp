#include "app/desktop/document.h"

#include <QSignalSpy>
#include <QTest>
#include <algorithm>

using namespace nounscope;

namespace {

// Nine pictures in three clusters; item 3 could not be read.
std::shared_ptr<ClusterView> exampleRun(const QByteArray& letters = "aaaabbbcc") {
    auto run = std::make_shared<ClusterView>();
    for (int i = 0; i < letters.size(); ++i) {
        run->clustering.assignment.push_back(letters[i] - 'a');
        run->clustering.distance.push_back(0.1 * i);
        run->clustering.confidence.push_back(0.5);
        run->imageRows.push_back(i < 3 ? i : i + 1);
    }
    for (const char letter : {'a', 'b', 'c'}) run->names.push_back({std::string(1, letter), {}});
    run->ids = {0, 1, 2};
    return run;
}

std::shared_ptr<ImageItems> exampleItems() {
    auto items = std::make_shared<ImageItems>();
    for (int i = 0; i < 10; ++i) items->push_back({std::to_string(i) + ".png", "", i == 3 ? "empty" : ""});
    return items;
}

QStringList namesOf(const Document& document) {
    QStringList names;
    for (const std::int32_t k : document.view()->clustering.assignment)
        names += QString::fromStdString(document.view()->names[static_cast<std::size_t>(k)].name);
    return names;
}

}  // namespace

class TestDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyEditIsUndoneAndDoneAgain() {
        Document document;
        document.setItems(exampleItems());
        document.setRun(exampleRun());
        std::vector<Arrangement> states{document.edits()};
        const auto after = [&](const char* what) {
            QVERIFY2(!(document.edits() == states.back()), what);
            QVERIFY(!document.history().undoText().isEmpty());
            states.push_back(document.edits());
        };
        document.rename(0, "owls");
        after("rename");
        document.merge({2}, 1);
        after("merge");
        document.movePictures({0}, 0);  // the merged one is the largest
        after("move");
        SplitHalf larger, smaller;
        larger.rows = {1};
        smaller.rows = {2, 3};
        document.split(1, {larger, smaller}, {ClusterName{"x", {}}, ClusterName{"y", {}}});
        after("split");
        document.hidePictures({5});
        after("hide pictures");
        document.review(0, true);
        after("review");
        document.hideCluster(1);
        after("hide cluster");
        document.showHidden();
        after("show hidden");
        QCOMPARE(document.history().count(), static_cast<int>(states.size()) - 1);

        for (std::size_t i = states.size() - 1; i-- > 0;) {
            document.history().undo();
            QVERIFY(document.edits() == states[i]);
        }
        QCOMPARE(namesOf(document), (QStringList{"a", "a", "a", "a", "b", "b", "b", "c", "c"}));
        for (std::size_t i = 1; i < states.size(); ++i) {
            document.history().redo();
            QVERIFY(document.edits() == states[i]);
        }
    }

    void entriesAreReadable() {
        Document document;
        document.setItems(exampleItems());
        document.setRun(exampleRun());
        document.rename(0, "  big  owls ");
        QCOMPARE(document.history().undoText(), QString("rename “a” to “big owls”"));
        document.merge({1}, 0);
        QCOMPARE(document.history().undoText(), QString("merge into “big owls”"));
    }

    void whatChangesNothingIsNoStep() {
        Document document;
        document.setItems(exampleItems());
        document.rename(0, "early");
        document.setRun(exampleRun());
        document.rename(0, "a");
        document.rename(0, " ");
        document.rename(9, "x");
        document.merge({0}, 0);
        document.merge({0, 7}, 1);
        document.movePictures({0}, 0);
        document.movePictures({3}, 1);  // unreadable
        document.hidePictures({});
        document.showHidden();
        QCOMPARE(document.history().count(), 0);
    }

    void distancesToNewCentresFollow() {
        Document document;
        document.setItems(exampleItems());
        document.setRun(exampleRun());
        QSignalSpy edited(&document, &Document::edited);
        QSignalSpy views(&document, &Document::viewChanged);
        document.merge({2}, 1);
        QCOMPARE(edited.count(), 1);
        const Arrangement asked = document.edits();
        document.hidePictures({0});
        GroupMeasures measures{std::vector<double>(9, 0.25), std::vector<double>(9, 0.75)};
        const auto before = views.count();
        document.setMeasures(asked, measures);  // other pictures are hidden by now: the groups are the same
        QCOMPARE(views.count(), before + 1);
        QCOMPARE(document.view()->clustering.distance.front(), 0.25);
        document.history().undo();
        document.history().undo();
        document.setMeasures(asked, {std::vector<double>(9, 0.5), std::vector<double>(9, 0.5)});  // too late
        QVERIFY(document.view()->clustering.distance.front() != 0.5);
    }

    void aLaterRunKeepsWhatItCan() {
        Document document;
        document.setItems(exampleItems());
        document.setRun(exampleRun());
        document.rename(0, "owls");
        document.rename(2, "cars");
        QSignalSpy lost(&document, &Document::lost);
        document.setRun(exampleRun("bbbbaaaca"));
        QCOMPARE(namesOf(document).first(), QString("owls"));
        QCOMPARE(lost.count(), 1);
        QVERIFY(lost.first().first().toStringList().first().contains("cars"));
    }

    void settingsComeBackWithTheEditsOfTheirTime() {
        Document document;
        document.setItems(exampleItems());
        QSignalSpy wanted(&document, &Document::settingsWanted);
        document.setRun(exampleRun());
        document.rename(2, "cars");
        const Arrangement before = document.edits();
        MethodSettings old, fresh;
        fresh.filter.temperature = 0.5;
        document.changedSettings(old, fresh);
        QCOMPARE(wanted.count(), 0);
        document.setRun(exampleRun("bbbbaaaca"));  // the cars are scattered
        const Arrangement after = document.edits();
        document.history().undo();
        QCOMPARE(wanted.count(), 1);
        document.setRun(exampleRun());  // the same settings give the same groups
        QVERIFY(document.edits() == before);
        document.history().redo();
        QCOMPARE(wanted.count(), 2);
        document.setRun(exampleRun("bbbbaaaca"));
        QVERIFY(document.edits() == after);
    }

    void picturesAreKnownByTheirPaths() {
        Document document;
        document.setItems(exampleItems());
        document.setRun(exampleRun());
        document.hidePictures({0});
        document.rename(2, "cars");
        auto items = exampleItems();
        std::reverse(items->begin(), items->end());  // the unreadable one is the seventh now
        auto run = std::make_shared<ClusterView>(*exampleRun("bbccaaaaa"));
        run->imageRows = {0, 1, 2, 3, 4, 5, 7, 8, 9};
        run->clustering.assignment = {1, 1, 2, 2, 2, 0, 0, 0, 0};
        document.setItems(items);
        document.setRun(run);
        QCOMPARE(document.hiddenPictures(), std::vector<int>{9});
        QVERIFY(namesOf(document).contains("cars"));
    }

    void hiddenMovedAndReviewed() {
        Document document;
        document.setItems(exampleItems());
        document.setRun(exampleRun());
        document.hidePictures({0, 4});
        QCOMPARE(document.hiddenPictures(), (std::vector<int>{0, 4}));
        document.movePictures({9}, 0);
        QVERIFY(document.isMoved(9) && !document.isMoved(8) && !document.isMoved(3));
        document.review(0, true);
        QVERIFY(document.isReviewed(0) && !document.isReviewed(1) && !document.isReviewed(7));
        document.clear();
        QVERIFY(!document.view() && document.hiddenPictures().empty() && !document.isMoved(9));
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "test_document.moc"
