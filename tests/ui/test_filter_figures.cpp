// Filters side by side, the curve over k, separability with and without known positives.
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "ui/filter_panel.h"
#include "ui/filter_table_model.h"
#include "ui/k_curve.h"
#include "ui/plot.h"
#include "ui/positives_dialog.h"
#include "ui/separability_panel.h"

using namespace nounscope;

namespace {

std::shared_ptr<FilterComparison> figures(bool known) {
    auto comparison = std::make_shared<FilterComparison>();
    const FilterTableModel model;
    for (int row = 0; row < model.rowCount(); ++row) {
        FilterFigures some;
        some.kind = model.kindAt(row);
        some.kept = 100 + row;
        if (known)
            some.known = KnownFigures{0.9, 0.2, 0.3, 1.5};
        else
            some.shape = ShapeFigures{2.5, 0.4};
        comparison->filters.push_back(some);
    }
    return comparison;
}

std::shared_ptr<const FilterView> separated(bool known) {
    auto view = std::make_shared<FilterView>();
    view->settled = true;
    view->histogram.low = -8;
    view->histogram.high = 0;
    if (!known) {
        BlindSeparability shape;
        shape.mixture = {{{0.1, -6, 1}, {0.9, -2, 1}}};
        shape.separation = 4;
        view->shape = shape;
        return view;
    }
    KnownSeparability roc;
    roc.roc.auroc = 0.5;
    for (int i = 0; i <= 100'000; ++i) {
        roc.roc.threshold.push_back(-i);
        roc.roc.falsePositiveRate.push_back(i / 1e5);
        roc.roc.truePositiveRate.push_back(i / 1e5);
    }
    view->known = roc;
    return view;
}

bool shows(const QWidget& widget, const QString& text) {
    const auto labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](QLabel* label) { return label->text().contains(text); });
}

}  // namespace

class TestFilterFigures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTableKeepsTheRulesOfModels() {
        FilterTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setComparison(figures(false));
        QCOMPARE(model.columnCount(), 5);
        model.setChosen(FilterKind::Cosine);
        model.setComparison(figures(true));
        QCOMPARE(model.columnCount(), 6);
        model.setComparison(nullptr);
        QCOMPARE(model.columnCount(), 6);  // no jumping while a slider moves
    }

    void theTableSaysWhichIsChosenAndWhatIsKnown() {
        FilterTableModel model;
        QCOMPARE(model.index(0, 1).data().toString(), QString("…"));
        model.setComparison(figures(false));
        model.setChosen(FilterKind::Entropy);
        const int row = model.rowOf(FilterKind::Entropy);
        QVERIFY(model.index(row, 0).data().toString().startsWith("▸"));
        QVERIFY(model.index(row, 0).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(!model.index(0, 0).data().toString().contains("▸"));
        QCOMPARE(model.index(row, 1).data().toString(), QString::number(100 + row));
        QCOMPARE(model.index(row, 4).data().toString(), QString("…"));  // stability follows
        auto stable = figures(false);
        stable->filters[0].stability = 0.75;
        model.setComparison(stable);
        QCOMPARE(model.index(0, 4).data().toString(), QString("75 %"));
    }

    void aClickInTheTableChoosesTheFilter() {
        FilterPanel panel;
        panel.resize(360, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        QSignalSpy dragged(&panel, &FilterPanel::filterDragged), rested(&panel, &FilterPanel::methodRested);
        auto* table = panel.findChild<QTableView*>();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(2, 0)).center());
        QCOMPARE(dragged.count(), 1);
        QCOMPARE(rested.count(), 1);
        QCOMPARE(panel.settings().filter.kind, FilterKind::Cosine);
    }

    void aClickInTheCurveTakesAK() {
        KCurve curve;
        curve.setCurve({{2, 0.1}, {3, 0.4}, {4, 0.2}}, 3);
        curve.show();
        QVERIFY(QTest::qWaitForWindowExposed(&curve));
        auto* plot = curve.findChild<Plot*>();
        plot->replot();
        QSignalSpy chosen(&curve, &KCurve::kChosen);
        QTest::mouseClick(plot, Qt::LeftButton, {},
                          {static_cast<int>(plot->xAxis->coordToPixel(4.1)), plot->axisRect()->center().y()});
        QCOMPARE(chosen.first().first().toInt(), 4);
        QVERIFY(!curve.isVisible());
    }

    void theCurveObeysTheKeyboard() {
        KCurve curve;
        curve.setCurve({{2, 0.1}, {3, 0.4}, {4, 0.2}}, 3);
        QSignalSpy chosen(&curve, &KCurve::kChosen);
        QTest::keyClick(&curve, Qt::Key_Left);
        QTest::keyClick(&curve, Qt::Key_Left);  // no further
        QTest::keyClick(&curve, Qt::Key_Return);
        QCOMPARE(chosen.first().first().toInt(), 2);
    }

    void aRocOfADictionaryIsThinnedForTheEye() {
        SeparabilityPanel panel;
        panel.showView(separated(true));
        QCPCurve* roc = nullptr;
        auto* plot = panel.findChild<Plot*>();
        for (int i = 0; i < plot->plottableCount() && !roc; ++i)
            roc = qobject_cast<QCPCurve*>(plot->plottable(i));
        QVERIFY(roc->data()->size() < 1200);
        QCOMPARE((roc->data()->constEnd() - 1)->key, 1.0);
        QVERIFY(shows(panel, "AUROC"));
    }

    void stabilityIsSaidOnceItIsKnown() {
        SeparabilityPanel panel;
        panel.showView(separated(false));
        QVERIFY(shows(panel, "separation"));
        QVERIFY(!shows(panel, "stability"));
        auto comparison = figures(false);
        comparison->filters[0].stability = 0.83;
        panel.showComparison(comparison);
        QVERIFY(shows(panel, "stability 83 %"));
        QVERIFY(shows(panel, "83 % of the kept nouns"));
        panel.showView(separated(false));  // of other settings
        QVERIFY(!shows(panel, "stability"));
    }

    void positivesAreAskedForAndAnswered() {
        qRegisterMetaType<PositivesRequest>();
        PositivesDialog dialog;
        QSignalSpy wanted(&dialog, &PositivesDialog::positivesWanted);
        auto* names = dialog.findChild<QPlainTextEdit*>();
        names->setPlainText("owl\n\n fire truck \n");
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->text().contains("Use these")) button->click();
        QCOMPARE(wanted.count(), 1);
        const auto request = wanted.first().first().value<PositivesRequest>();
        QCOMPARE(request.names, std::vector<std::string>({"owl", "fire truck"}));
        dialog.showFound({{"owl", "fire truck"}, {"fire truck"}, {}});
        QCOMPARE(names->toPlainText(), QString("owl\nfire truck"));
        QVERIFY(shows(dialog, "1 of 2 are among the nouns"));
        QVERIFY(shows(dialog, "Not among them: fire truck"));
    }
};

QTEST_MAIN(TestFilterFigures)
#include "test_filter_figures.moc"
