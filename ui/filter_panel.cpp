#include "ui/filter_panel.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/format.h"
#include "ui/theme.h"
#include "ui/value_slider.h"

namespace nounscope {

FilterPanel::FilterPanel(QWidget* parent)
    : QWidget(parent), m_grid(new QGridLayout(this)), m_kind(new QComboBox), m_counts(new QLabel) {
    m_grid->setContentsMargins(8, 8, 8, 8);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);

    m_kind->addItem(tr("GradNorm"), static_cast<int>(FilterKind::GradNorm));
    m_kind->addItem(tr("Confidence"), static_cast<int>(FilterKind::Confidence));
    m_kind->addItem(tr("Cosine"), static_cast<int>(FilterKind::Cosine));
    m_kind->addItem(tr("Entropy"), static_cast<int>(FilterKind::Entropy));
    m_kind->addItem(tr("None: every noun"), static_cast<int>(FilterKind::None));
    m_kind->setAccessibleName(tr("Noun filter"));
    m_kind->setToolTip(
        tr("How a noun is judged. GradNorm: close to one group of pictures and to no other, by the size of a "
           "gradient."));
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

    QFont strong = m_counts->font();
    strong.setBold(true);
    m_counts->setFont(strong);
    m_grid->addWidget(m_counts, m_grid->rowCount(), 0, 1, 2);
    m_grid->setRowStretch(m_grid->rowCount(), 1);

    connect(m_kind, &QComboBox::activated, this, [this] {
        drag();
        Q_EMIT methodRested(settings());
    });
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
}

void FilterPanel::showCounts(qint64 kept, qint64 all) {
    m_counts->setText(tr("%1 of %2 nouns kept").arg(countText(kept), countText(all)));
}

void FilterPanel::drag() {
    Q_EMIT filterDragged(settings().filter);
}

}  // namespace nounscope
