#include "ui/filter_panel.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QTableView>
#include <QToolButton>
#include <algorithm>

#include "ui/format.h"
#include "ui/k_curve.h"
#include "ui/theme.h"
#include "ui/value_slider.h"

namespace nounscope {

FilterPanel::FilterPanel(QWidget* parent)
    : QWidget(parent),
      m_grid(new QGridLayout(this)),
      m_kind(new QComboBox),
      m_plotK(new QToolButton),
      m_kCurve(new KCurve(this)),
      m_counts(new QLabel),
      m_filters(new QTableView) {
    m_grid->setContentsMargins(8, 8, 8, 8);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);

    for (int row = 0; row < m_comparison.rowCount(); ++row)
        m_kind->addItem(filterTitle(m_comparison.kindAt(row)), static_cast<int>(m_comparison.kindAt(row)));
    m_kind->setAccessibleName(tr("Noun filter"));
    m_kind->setToolTip(
        tr("How a noun is judged. GradNorm: close to one group of pictures and to no other, by the size of a "
           "gradient. Confidence: by the likeliest group alone. Cosine: close to some group. Entropy: to few "
           "groups. "
           "None: every noun is kept."));
    auto* kindLabel = new QLabel(tr("&Filter"));
    kindLabel->setBuddy(m_kind);
    auto* reset = new QPushButton(tr("Reset"));
    reset->setToolTip(tr("Every setting back to what suits this model"));
    m_grid->addWidget(kindLabel, 0, 0);
    auto* kindRow = new QHBoxLayout;
    kindRow->addWidget(m_kind, 1);
    kindRow->addWidget(reset);
    m_grid->addLayout(kindRow, 0, 1);

    m_temperature =
        addSlider(tr("&Temperature"),
                  tr("How sharply a noun must prefer one group of pictures. Higher: milder, scores "
                     "move together."),
                  {0.002, 1, 3, true});
    m_norm = addSlider(tr("&Norm"),
                       tr("How the gradient's size is measured. Higher: only its largest part counts."),
                       {0.1, 16, 1, true});
    m_nounsPerCenter =
        addSlider(tr("Nouns per c&entre"),
                  tr("The best nouns kept of each proxy centre. Higher: more nouns."), {1, 50, 0, true});
    m_scoreCut =
        addSlider(tr("&Keep best %"),
                  tr("Of all nouns, by rank, the share that may be kept at all. Higher: more nouns."),
                  {0.01, 100, 2, true});
    m_proxies = addSlider(tr("&Proxies"),
                          tr("Into how many centres the pictures are gathered to judge nouns. Higher: finer "
                             "nouns, more of them."),
                          {2, 2000, 0, true, true});
    m_tau = addSlider(
        tr("Ta&u"), tr("How widely a picture is described. Higher: by more nouns, less by the nearest one."),
        {0.0005, 1, 4, true});
    m_clusters =
        addSlider(tr("&Clusters"),
                  tr("Into how many groups the pictures go. Auto tries a range and takes the clearest."),
                  {2, 200, 0, true, true});
    m_grid->addWidget(m_plotK, m_grid->rowCount() - 1, 0, Qt::AlignRight | Qt::AlignVCenter);

    QFont strong = m_counts->font();
    strong.setBold(true);
    m_counts->setFont(strong);
    m_grid->addWidget(m_counts, m_grid->rowCount(), 0, 1, 2);
    addComparison();
    m_plotK->setText(tr("Plot"));
    m_plotK->setToolTip(tr("How clear the groups are for each number of clusters, to choose one from"));
    m_plotK->setAccessibleName(tr("Plot of the number of clusters"));
    m_plotK->setFont(smallFont(font()));
    m_plotK->setEnabled(false);

    connect(m_plotK, &QToolButton::clicked, this, &FilterPanel::popUpKCurve);
    connect(m_kCurve, &KCurve::kChosen, this, [this](int k) {
        m_clusters->setValue(k);
        Q_EMIT methodRested(settings());
    });
    connect(m_kind, &QComboBox::activated, this,
            [this] { choose(static_cast<FilterKind>(m_kind->currentData().toInt())); });
    connect(reset, &QPushButton::clicked, this, [this] {
        setSettings(m_defaults);
        drag();
        Q_EMIT methodRested(settings());
    });
    setSettings({});
    setDefaults({});
}

ValueSlider* FilterPanel::addSlider(const QString& name, const QString& tip, const ValueRange& range) {
    auto* slider = new ValueSlider(range);
    auto* label = new QLabel(name);
    label->setBuddy(slider);
    label->setToolTip(tip);
    slider->setToolTip(tip);
    slider->setAccessibleNames(QString(name).remove('&'));
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(slider, row, 1);
    connect(slider, &ValueSlider::dragged, this, &FilterPanel::drag);
    connect(slider, &ValueSlider::rested, this, [this] { Q_EMIT methodRested(settings()); });
    return slider;
}

void FilterPanel::addComparison() {
    m_filters->setModel(&m_comparison);
    m_filters->setAccessibleName(tr("Filters side by side"));
    m_filters->setSelectionMode(QAbstractItemView::NoSelection);
    m_filters->setShowGrid(false);
    m_filters->setFrameShape(QFrame::NoFrame);
    m_filters->setFont(smallFont(font()));
    m_filters->setTabKeyNavigation(false);
    m_filters->verticalHeader()->hide();
    m_filters->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 4);
    m_filters->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_filters->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_filters->horizontalHeader()->setHighlightSections(false);
    m_filters->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_filters->setMinimumHeight((m_comparison.rowCount() + 1) * (fontMetrics().height() + 4) + 8);
    const int row = m_grid->rowCount();
    m_grid->addWidget(m_filters, row, 0, 1, 2);
    m_grid->setRowStretch(row, 1);
    const auto take = [this](const QModelIndex& index) { choose(m_comparison.kindAt(index.row())); };
    connect(m_filters, &QTableView::clicked, this, take);
    connect(m_filters, &QTableView::activated, this, take);
}

void FilterPanel::choose(FilterKind kind) {
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
    m_comparison.setChosen(kind);
    drag();
    Q_EMIT methodRested(settings());
}

void FilterPanel::popUpKCurve() {
    const int k = static_cast<int>(m_clusters->value());
    m_kCurve->setCurve(m_curve, k ? k : m_foundClusters);
    m_kCurve->adjustSize();
    const QRect screen = m_plotK->screen()->availableGeometry();
    QPoint corner = m_plotK->mapToGlobal(QPoint(0, m_plotK->height()));
    corner.setX(std::min(corner.x(), screen.right() - m_kCurve->width()));
    if (corner.y() + m_kCurve->height() > screen.bottom())
        corner.setY(m_plotK->mapToGlobal(QPoint(0, 0)).y() - m_kCurve->height());
    m_kCurve->move(corner);
    m_kCurve->show();
}

MethodSettings FilterPanel::settings() const {
    MethodSettings settings = m_settings;
    settings.filter.kind = static_cast<FilterKind>(m_kind->currentData().toInt());
    settings.filter.temperature = m_temperature->value();
    settings.filter.norm = m_norm->value();
    settings.filter.nounsPerCenter = static_cast<int>(m_nounsPerCenter->value());
    settings.filter.scoreCut = m_scoreCut->value() / 100;
    settings.proxies.count = static_cast<int>(m_proxies->value());
    settings.clusters.tau = m_tau->value();
    settings.clusters.clusters = static_cast<int>(m_clusters->value());
    return settings;
}

void FilterPanel::setSettings(const MethodSettings& settings) {
    m_settings = settings;
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(settings.filter.kind)));
    m_comparison.setChosen(settings.filter.kind);
    m_temperature->setValue(settings.filter.temperature);
    m_norm->setValue(settings.filter.norm);
    m_nounsPerCenter->setValue(settings.filter.nounsPerCenter);
    m_scoreCut->setValue(100 * settings.filter.scoreCut);
    m_proxies->setValue(settings.proxies.count);
    m_tau->setValue(settings.clusters.tau);
    m_clusters->setValue(settings.clusters.clusters);
}

void FilterPanel::setDefaults(const MethodSettings& defaults) {
    m_defaults = defaults;
    m_temperature->setDefault(defaults.filter.temperature);
    m_norm->setDefault(defaults.filter.norm);
    m_nounsPerCenter->setDefault(defaults.filter.nounsPerCenter);
    m_scoreCut->setDefault(100 * defaults.filter.scoreCut);
    m_proxies->setDefault(defaults.proxies.count);
    m_tau->setDefault(defaults.clusters.tau);
    m_clusters->setDefault(defaults.clusters.clusters);
}

void FilterPanel::showResolved(int proxies, int clusters) {
    m_proxies->setAutoText(tr("auto (%1)").arg(proxies));
    m_clusters->setAutoText(tr("auto (%1)").arg(clusters));
    m_foundClusters = clusters;
}

void FilterPanel::showCounts(qint64 kept, qint64 all) {
    m_counts->setText(tr("%1 of %2 nouns kept").arg(countText(kept), countText(all)));
}

void FilterPanel::showComparison(std::shared_ptr<const FilterComparison> comparison) {
    m_comparison.setComparison(std::move(comparison));
}

void FilterPanel::showKCurve(const std::vector<KCurvePoint>& curve) {
    m_curve = curve;
    m_plotK->setEnabled(!m_curve.empty());
}

void FilterPanel::drag() {
    Q_EMIT filterDragged(settings().filter);
}

}  // namespace nounscope
