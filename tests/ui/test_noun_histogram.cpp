#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/noun_histogram.h"
#include "ui/plot.h"

using namespace nounscope;

namespace {

// Ten nouns with log-scores -10 .. -1 in ten bins; the best two kept.
std::shared_ptr<const FilterView> tenNouns() {
    auto view = std::make_shared<FilterView>();
    view->filter.scoreCut = 0.5;
    for (int i = 0; i < 10; ++i) {
        view->scores.logScore.push_back(-10 + i);
        view->byRank.push_back(i);
        view->selection.selected.push_back(i < 2);
        view->histogram.all.push_back(1);
        view->histogram.selected.push_back(i < 2 ? 1 : 0);
    }
    view->histogram.low = -10;
    view->histogram.high = -1;
    return view;
}

std::shared_ptr<const std::vector<std::string>> words() {
    std::vector<std::string> all;
    for (int i = 0; i < 10; ++i) all.push_back("noun" + std::to_string(i));
    return std::make_shared<const std::vector<std::string>>(std::move(all));
}

}  // namespace

class TestNounHistogram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theCutCanBeDragged() {
        NounHistogram histogram;
        histogram.resize(500, 300);
        histogram.showView(tenNouns(), words());
        histogram.show();
        QVERIFY(QTest::qWaitForWindowExposed(&histogram));
        auto* plot = histogram.findChild<Plot*>();
        plot->replot();
        const auto at = [&](double logScore) {
            return QPoint(static_cast<int>(plot->xAxis->coordToPixel(logScore)),
                          plot->axisRect()->center().y());
        };
        QSignalSpy dragged(&histogram, &NounHistogram::cutDragged),
            rested(&histogram, &NounHistogram::cutRested);
        QTest::mousePress(plot, Qt::LeftButton, {}, at(-6));  // half of the nouns lie at or below -6
        QTest::mouseMove(plot, at(-7.5));
        QCOMPARE(dragged.last().first().toDouble(), 0.3);  // -10, -9, -8
        QTest::mouseRelease(plot, Qt::LeftButton, {}, at(-7.5));
        QCOMPARE(rested.count(), 1);
        QCOMPARE(rested.first().first().toDouble(), 0.3);
    }

    void followsANewPalette() {
        NounHistogram histogram;
        histogram.showView(tenNouns(), words());
        auto* bars = histogram.findChild<Plot*>()->plottable(0);
        const QColor before = bars->brush().color();
        QPalette other = histogram.palette();
        other.setColor(QPalette::Mid, QColor(1, 2, 3));
        histogram.setPalette(other);
        QVERIFY(before != QColor(1, 2, 3));
        QCOMPARE(bars->brush().color(), QColor(1, 2, 3));
    }

    void theChosenNounIsMarkedAndFollowsItsScore() {
        NounHistogram histogram;
        histogram.setCurrentNoun(3);  // before there is any
        histogram.showView(tenNouns(), words());
        auto* plot = histogram.findChild<Plot*>();
        const auto marked = [&](double logScore) {
            for (int i = 0; i < plot->itemCount(); ++i)
                if (auto* line = qobject_cast<QCPItemStraightLine*>(plot->item(i)))
                    if (line->visible() && line->point1->key() == logScore) return true;
            return false;
        };
        QVERIFY(marked(-7));
        auto moved = std::make_shared<FilterView>(*tenNouns());
        moved->scores.logScore[3] = -7.5;
        histogram.showView(moved, words());
        QVERIFY(marked(-7.5));
        histogram.setCurrentNoun(-1);
        QVERIFY(!marked(-7.5));
    }

    void hoverNamesNouns() {
        NounHistogram histogram;
        histogram.resize(500, 300);
        histogram.showView(tenNouns(), words());
        histogram.show();
        QVERIFY(QTest::qWaitForWindowExposed(&histogram));
        auto* plot = histogram.findChild<Plot*>();
        plot->replot();
        QTest::mouseMove(plot,
                         {static_cast<int>(plot->xAxis->coordToPixel(-9.5)), plot->axisRect()->center().y()});
        const auto labels = histogram.findChildren<QLabel*>();
        QTRY_VERIFY(std::any_of(labels.begin(), labels.end(),
                                [](QLabel* label) { return label->text().contains("noun0"); }));
    }

    void shiftAndDragZoomIn() {
        NounHistogram histogram;
        histogram.resize(500, 300);
        histogram.showView(tenNouns(), words());
        histogram.show();
        QVERIFY(QTest::qWaitForWindowExposed(&histogram));
        auto* plot = histogram.findChild<Plot*>();
        plot->replot();
        const QCPRange whole = plot->xAxis->range(), counts = plot->yAxis->range();
        const auto at = [&](double logScore, int y) {
            return QPoint(static_cast<int>(plot->xAxis->coordToPixel(logScore)),
                          plot->axisRect()->center().y() + y);
        };
        const QPoint from = at(-5, -20), to = at(-3, 20);
        QTest::mousePress(plot, Qt::LeftButton, Qt::ShiftModifier, from);
        QTest::mouseMove(plot, to);
        QTest::mouseRelease(plot, Qt::LeftButton, Qt::ShiftModifier, to);
        QVERIFY(std::abs(plot->xAxis->range().lower + 5) < 0.1);
        QVERIFY(std::abs(plot->xAxis->range().upper + 3) < 0.1);
        QCOMPARE(plot->yAxis->range().upper, counts.upper);
        QTest::mouseDClick(plot, Qt::LeftButton, {}, at(-4, 0));
        QCOMPARE(plot->xAxis->range().lower, whole.lower);
    }

    void savesPictureDrawingDocumentAndData() {
        NounHistogram histogram;
        histogram.resize(500, 300);
        histogram.showView(tenNouns(), words());
        auto* plot = histogram.findChild<Plot*>();
        const QTemporaryDir folder;
        const QList<QPair<QString, QByteArray>> begins{{"a.png", "\x89PNG"},
                                                       {"a.svg", "<?xml"},
                                                       {"a.pdf", "%PDF"},
                                                       {"a.csv", "from,to,nouns,kept\n-10,"}};
        for (const auto& [name, begin] : begins) {
            QVERIFY(plot->saveTo(folder.filePath(name)));
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(file.readAll().startsWith(begin), qPrintable(name));
        }
        QVERIFY(!plot->saveTo("/nowhere/a.png"));
    }
};

QTEST_MAIN(TestNounHistogram)
#include "test_noun_histogram.moc"
