#include "ui/separability_panel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/format.h"
#include "ui/plot.h"
#include "ui/positives_dialog.h"
#include "ui/theme.h"
#include "ui/wrapped_label.h"

namespace nounscope {

namespace {

constexpr int curvePoints = 200;
const QColor vermilion(0xd5, 0x5e, 0x00);

double density(const GaussianComponent& component, double x) {
    const double z = (x - component.mean) / component.deviation;
    return component.weight * std::exp(-z * z / 2) / (component.deviation * std::sqrt(2 * M_PI));
}

// The curve as the eye sees it: a dictionary's has a point a noun, which no plot draws within a frame.
std::pair<QVector<double>, QVector<double>> thinned(const RocCurve& roc) {
    constexpr double step = 1.0 / 500;
    QVector<double> falseRate, trueRate;
    for (std::size_t i = 0; i < roc.threshold.size(); ++i) {
        const double x = roc.falsePositiveRate[i], y = roc.truePositiveRate[i];
        if (i > 0 && i + 1 < roc.threshold.size() && x - falseRate.back() < step &&
            y - trueRate.back() < step)
            continue;
        falseRate.append(x);
        trueRate.append(y);
    }
    return {falseRate, trueRate};
}

}  // namespace

SeparabilityPanel::SeparabilityPanel(QWidget* parent)
    : QWidget(parent),
      m_dialog(new PositivesDialog(this)),
      m_figures(new WrappedLabel),
      m_meaning(new WrappedLabel),
      m_plot(new Plot) {
    QFont strong = m_figures->font();
    strong.setBold(true);
    m_figures->setFont(strong);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_meaning->setFont(smallFont(font()));
    m_plot->setAccessibleName(tr("Separability of the noun filter"));
    m_plot->setTitle(tr("Separability of the noun filter"));
    m_plot->setData([this] { return csv(); });
    m_roc = new QCPCurve(m_plot->xAxis, m_plot->yAxis);
    for (QCPGraph** graph : {&m_chance, &m_low, &m_high}) *graph = m_plot->addGraph();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    auto* positives = new QPushButton(tr("Known &positives…"));
    positives->setToolTip(tr("Say which nouns fit, and the filter is judged by how well it finds them"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_figures, 1);
    top->addWidget(positives, 0, Qt::AlignTop);
    layout->addLayout(top);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_meaning);
    m_meaning->setText(
        tr("Run first: then this says how well the filter tells nouns that fit from the rest."));
    connect(positives, &QPushButton::clicked, m_dialog, [this] {
        m_dialog->show();
        m_dialog->raise();
    });
    connect(m_dialog, &PositivesDialog::positivesWanted, this, &SeparabilityPanel::positivesWanted);
}

void SeparabilityPanel::showPositives(const KnownPositives& positives) {
    m_dialog->showFound(positives);
}

void SeparabilityPanel::showComparison(std::shared_ptr<const FilterComparison> comparison) {
    m_comparison = std::move(comparison);
    if (m_view) refresh();
}

// How many of the kept nouns stay, once that is known of the filter that is shown.
QString SeparabilityPanel::stabilityText() const {
    if (!m_comparison) return {};
    for (const FilterFigures& figures : m_comparison->filters)
        if (figures.kind == m_view->filter.kind && figures.stability) return percentText(*figures.stability);
    return {};
}

void SeparabilityPanel::showView(std::shared_ptr<const FilterView> view) {
    m_view = std::move(view);
    m_comparison.reset();  // it follows when the settings rest
    refresh();
}

void SeparabilityPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_view) refresh();
    QWidget::changeEvent(event);
}

void SeparabilityPanel::refresh() {
    const bool known = m_view->known.has_value();
    if (!known && !m_view->shape) return;  // the shape follows when the settings rest
    m_roc->setVisible(known);
    m_chance->setVisible(known);
    m_low->setVisible(!known);
    m_high->setVisible(!known);
    if (known)
        showKnown(*m_view->known);
    else
        showShape(*m_view);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SeparabilityPanel::showKnown(const KnownSeparability& known) {
    const auto [falseRate, trueRate] = thinned(known.roc);
    m_roc->setData(falseRate, trueRate);
    m_roc->setPen(QPen(accentColor(palette()), 2));
    m_chance->setData({0, 1}, {0, 1}, true);
    m_chance->setPen(QPen(quietColor(palette()), 1, Qt::DashLine));
    m_plot->setAxisLabels(tr("other nouns let through"), tr("positive nouns found"));
    m_plot->xAxis->setRange(0, 1);
    m_plot->yAxis->setRange(0, 1.02);
    m_figures->setText(tr("AUROC %1   FPR at 95 % recall %2   overlap %3   d′ %4")
                           .arg(scoreText(known.roc.auroc), scoreText(known.roc.fprAt95Recall),
                                scoreText(known.overlap), scoreText(known.dPrime)));
    m_meaning->setText(
        tr("Of a positive noun and another one, both drawn by chance, the filter puts the positive "
           "one first in %1 of cases; 50 % is guessing (dashed).")
            .arg(percentText(known.roc.auroc)));
}

void SeparabilityPanel::showShape(const FilterView& view) {
    const BlindSeparability& shape = *view.shape;
    const double low = view.histogram.low, high = view.histogram.high;
    QVector<double> x, lower, upper;
    double top = 0;
    for (int i = 0; i <= curvePoints; ++i) {
        x.append(low + (high - low) * i / curvePoints);
        lower.append(density(shape.mixture[0], x.back()));
        upper.append(density(shape.mixture[1], x.back()));
        if (std::isfinite(lower.back() + upper.back())) top = std::max({top, lower.back(), upper.back()});
    }
    const auto setCurve = [&](QCPGraph* graph, const QVector<double>& y, const QColor& color) {
        QColor fill = color;
        fill.setAlpha(60);
        graph->setData(x, y, true);
        graph->setPen(QPen(color, 2));
        graph->setBrush(fill);
    };
    setCurve(m_low, lower, accentColor(palette()));
    setCurve(m_high, upper, vermilion);
    m_plot->setAxisLabels(tr("log-score"), tr("density"));
    m_plot->xAxis->setRange(low, high);
    m_plot->yAxis->setRange(0, top > 0 ? 1.1 * top : 1);
    QString figures =
        tr("separation %1   valley %2").arg(scoreText(shape.separation), percentText(shape.valleyDepth));
    const QString stability = stabilityText();
    if (!stability.isEmpty()) figures += tr("   stability %1").arg(stability);
    m_figures->setText(figures);
    QString meaning =
        shape.separation > 2
            ? tr("The scores fall into two groups by themselves (separation above 2): nouns that fit and the "
                 "rest.")
            : tr("The scores run into one another (separation below 2): where the filter cuts is a matter of "
                 "taste here.");
    if (!stability.isEmpty())
        meaning +=
            ' ' + tr("Had the pictures been drawn anew by chance, %1 of the kept nouns would be the same.")
                      .arg(stability);
    m_meaning->setText(meaning);
}

QString SeparabilityPanel::csv() const {
    if (!m_view) return {};
    const auto number = [](double value) { return QString::number(value, 'g', 17); };
    if (m_view->known) {
        const RocCurve& roc = m_view->known->roc;
        QString text = "threshold,false_positive_rate,true_positive_rate\n";
        for (std::size_t i = 0; i < roc.threshold.size(); ++i)
            text += number(roc.threshold[i]) + ',' + number(roc.falsePositiveRate[i]) + ',' +
                    number(roc.truePositiveRate[i]) + '\n';
        return text;
    }
    QString text = "weight,mean,deviation\n";
    if (m_view->shape)
        for (const GaussianComponent& part : m_view->shape->mixture)
            text += number(part.weight) + ',' + number(part.mean) + ',' + number(part.deviation) + '\n';
    return text;
}

}  // namespace nounscope
