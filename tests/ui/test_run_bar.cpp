#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "ui/notice_bar.h"
#include "ui/run_bar.h"

using namespace nounscope;

class TestRunBar : public QObject {
    Q_OBJECT
private:
    static Progress at(const char* stage, std::int64_t done) {
        Progress progress;
        progress.stage = stage;
        progress.done = done;
        progress.total = 10;
        return progress;
    }

private Q_SLOTS:
    // Pressing Cancel is answered at once, and what still comes of the old stage does not take the answer back.
    void stoppingIsSaidAtOnce() {
        RunBar bar;
        bar.show();
        const auto* text = bar.findChild<QLabel*>();
        QVERIFY(!bar.cancel());  // nothing runs
        bar.showProgress(at("Embedding pictures", 1));
        QSignalSpy cancelled(&bar, &RunBar::cancelRequested);
        bar.findChild<QPushButton*>()->click();
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(text->text().startsWith("Stopping"));
        bar.showProgress(at("Embedding pictures", 2));
        QVERIFY(text->text().startsWith("Stopping"));
        QVERIFY(!bar.cancel());
        bar.showProgress(at("Reading pictures", 1));  // a newer run
        QVERIFY(text->text().startsWith("Reading pictures"));
        bar.showIdle("Stopped.");
        QCOMPARE(text->text(), QString("Stopped."));
        QVERIFY(!bar.findChild<QPushButton*>()->isVisible());
    }

    void notesTakeEachOthersPlaceAndClose() {
        NoticeBar notes;
        QVERIFY(notes.isHidden());
        int pressed = 0;
        notes.show("model", NoticeLevel::Fact, "old");
        notes.show("model", NoticeLevel::Warning, "new", "Models…", [&] { ++pressed; });
        notes.show("nouns", NoticeLevel::Fact, "<b>as typed</b>");
        QCOMPARE(notes.texts(), (QStringList{"new", "<b>as typed</b>"}));
        notes.findChild<QPushButton*>()->click();
        QCOMPARE(pressed, 1);
        notes.close("nouns");
        notes.clear();
        QVERIFY(notes.isHidden());
    }
};

QTEST_MAIN(TestRunBar)
#include "test_run_bar.moc"
