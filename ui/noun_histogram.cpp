#include "ui/noun_histogram.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/plot.h"
#include "ui/theme.h"

namespace nounscope {

namespace {

constexpr int grabPixels = 5;
constexpr int samples = 3;

QVector<double> counts(const std::vector<std::int64_t>& bins) {
    QVector<double> values;
    values.reserve(static_cast<qsizetype>(bins.size()));
    for (const std::int64_t count : bins) values.append(static_cast<double>(count));
    return values;
}

double binWidth(const ScoreHistogram& histogram) {
    const double range = histogram.high - histogram.low;
    return (range > 0 ? range : 1) / static_cast<double>(std::max<std::size_t>(1, histogram.all.size()));
}

}  // namespace

NounHistogram::NounHistogram(QWidget* parent)
    : QWidget(parent),
      m_plot(new Plot),
      m_logarithmic(new QCheckBox(tr("&Log counts"))),
      m_facts(new QLabel) {
    m_plot->setAxisLabels(tr("log-score (further left: fits the pictures better)"), tr("nouns"));
    m_plot->setAccessibleName(tr("Histogram of the scores of all nouns"));
    const auto bars = [this](const QString& name) {
        auto* added = new QCPBars(m_plot->xAxis, m_plot->yAxis);
        added->setName(name);
        added->setWidthType(QCPBars::wtPlotCoords);
        added->setPen(Qt::NoPen);
        added->setAntialiased(false);
        m_plot->legend->addItem(new QCPPlottableLegendItem(m_plot->legend, added));
        return added;
    };
    m_all = bars(tr("all nouns"));
    m_kept = bars(tr("kept"));
    m_positives = bars(tr("known positives"));
    m_plot->legend->setVisible(true);
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignLeft);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->axisRect()->setRangeDrag(Qt::Horizontal);
    m_plot->axisRect()->setRangeZoom(Qt::Horizontal);
    m_plot->axisRect()->setRangeZoomAxes(m_plot->xAxis, nullptr);
    m_plot->setTitle(tr("Scores of the nouns"));
    m_cut = new QCPItemStraightLine(m_plot);
    m_current = new QCPItemStraightLine(m_plot);
    m_cut->setVisible(false);
    m_current->setVisible(false);
    m_positives->setVisible(false);
    m_plot->legend->itemWithPlottable(m_positives)->setVisible(false);
    m_plot->setData([this] { return csv(); });
    m_plot->installEventFilter(this);
    m_plot->setMouseTracking(true);

    m_logarithmic->setChecked(true);
    m_facts->setFont(smallFont(font()));
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setWordWrap(true);
    m_facts->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_facts->setFixedHeight(2 * QFontMetrics(m_facts->font()).lineSpacing() +
                            2);  // the plot stays where it is
    auto* row = new QHBoxLayout;
    row->addWidget(m_facts, 1);
    row->addWidget(m_logarithmic, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_plot, 1);
    layout->addLayout(row);

    connect(m_logarithmic, &QCheckBox::toggled, this, &NounHistogram::fill);
}

void NounHistogram::showView(std::shared_ptr<const FilterView> view,
                             std::shared_ptr<const std::vector<std::string>> words) {
    m_fitted = m_fitted && m_view && m_words == words;
    m_view = std::move(view);
    m_words = std::move(words);
    fill();
}

void NounHistogram::setCurrentNoun(qint64 noun) {
    m_noun = noun;
    placeNoun();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void NounHistogram::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) fill();
    QWidget::changeEvent(event);
}

void NounHistogram::placeNoun() {
    const bool known = m_view && m_noun >= 0 && m_noun < static_cast<qint64>(m_view->scores.logScore.size());
    const double x = known ? m_view->scores.logScore[static_cast<std::size_t>(m_noun)] : 0;
    m_current->setVisible(known && std::isfinite(x));
    m_current->point1->setCoords(x, 0);
    m_current->point2->setCoords(x, 1);
    m_current->setPen(QPen(QColor(0xd5, 0x5e, 0x00), 2));
}

void NounHistogram::fill() {
    if (!m_view) return;
    const ScoreHistogram& histogram = m_view->histogram;
    const double width = binWidth(histogram);
    QVector<double> centers;
    for (std::size_t bin = 0; bin < histogram.all.size(); ++bin)
        centers.append(histogram.low + width * (static_cast<double>(bin) + 0.5));
    const auto setBars = [&](QCPBars* bars, const std::vector<std::int64_t>& values, const QColor& color) {
        bars->setData(values.empty() ? QVector<double>() : centers, counts(values), true);
        bars->setWidth(width);
        bars->setBrush(color);
    };
    setBars(m_all, histogram.all, lineColor(palette()));
    setBars(m_kept, histogram.selected, accentColor(palette()));
    setBars(m_positives, histogram.positives, QColor(0xd5, 0x5e, 0x00, 150));
    m_positives->setVisible(!histogram.positives.empty());
    m_plot->legend->itemWithPlottable(m_positives)->setVisible(!histogram.positives.empty());

    const bool logarithmic = m_logarithmic->isChecked();
    m_plot->yAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (logarithmic)
        m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>(new QCPAxisTickerLog));
    else
        m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    m_plot->yAxis->setNumberPrecision(0);
    m_plot->yAxis->setNumberFormat("f");
    for (QCPBars* bars : {m_all, m_kept, m_positives}) bars->setBaseValue(logarithmic ? 0.5 : 0);
    const double top = static_cast<double>(
        histogram.all.empty() ? 1 : *std::max_element(histogram.all.begin(), histogram.all.end()));
    m_plot->yAxis->setRange(logarithmic ? 0.5 : 0, std::max(1.0, top) * (logarithmic ? 2.5 : 1.25));
    if (!m_fitted) m_plot->xAxis->setRange(histogram.low - 2 * width, histogram.high + 2 * width);
    m_fitted = true;

    const auto& byRank = m_view->byRank;
    const auto within =
        static_cast<std::size_t>(std::floor(m_view->filter.scoreCut * static_cast<double>(byRank.size())));
    m_cut->setVisible(!byRank.empty());
    if (!byRank.empty()) {
        const double at =
            within == 0
                ? histogram.low
                : m_view->scores
                      .logScore[static_cast<std::size_t>(byRank[std::min(within, byRank.size()) - 1])];
        const double x = std::isfinite(at) ? at : histogram.low;
        m_cut->point1->setCoords(x, 0);
        m_cut->point2->setCoords(x, 1);
        m_cut->setPen(QPen(palette().color(QPalette::Text), 1, Qt::DashLine));
    }
    placeNoun();
    m_facts->setText(histogram.infinite ? tr("%n noun(s) without a finite score", nullptr,
                                             static_cast<int>(histogram.infinite))
                                        : tr("Dashed: the cut; drag it. Shift and drag to zoom in."));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool NounHistogram::nearCut(const QPoint& position) const {
    return m_cut->visible() &&
           std::abs(m_plot->xAxis->coordToPixel(m_cut->point1->key()) - position.x()) <= grabPixels;
}

double NounHistogram::fractionAt(const QPoint& position) const {
    const double x = m_plot->xAxis->pixelToCoord(position.x());
    const auto& score = m_view->scores.logScore;
    const auto end =
        std::partition_point(m_view->byRank.begin(), m_view->byRank.end(),
                             [&](std::int64_t noun) { return score[static_cast<std::size_t>(noun)] <= x; });
    const auto below = std::max<std::ptrdiff_t>(1, end - m_view->byRank.begin());
    return static_cast<double>(below) / static_cast<double>(m_view->byRank.size());
}

bool NounHistogram::eventFilter(QObject* watched, QEvent* event) {
    if (!m_view || m_view->byRank.empty()) return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::MouseButtonPress) {
        auto* press = static_cast<QMouseEvent*>(event);
        m_dragsCut = press->button() == Qt::LeftButton && nearCut(press->pos());
        if (m_dragsCut) return true;
        const bool zooms = press->modifiers() & Qt::ShiftModifier;
        m_plot->setSelectionRectMode(zooms ? QCP::srmZoom : QCP::srmNone);
    } else if (event->type() == QEvent::MouseMove) {
        const QPoint position = static_cast<QMouseEvent*>(event)->pos();
        if (m_dragsCut) {
            Q_EMIT cutDragged(fractionAt(position));
            return true;
        }
        m_plot->setCursor(nearCut(position) ? Qt::SplitHCursor : Qt::ArrowCursor);
        hover(position);
    } else if (event->type() == QEvent::MouseButtonRelease && m_dragsCut) {
        m_dragsCut = false;
        Q_EMIT cutRested(fractionAt(static_cast<QMouseEvent*>(event)->pos()));
        return true;
    } else if (event->type() == QEvent::MouseButtonDblClick) {
        m_fitted = false;
        fill();
    }
    return QWidget::eventFilter(watched, event);
}

void NounHistogram::hover(const QPoint& position) {
    const ScoreHistogram& histogram = m_view->histogram;
    const double width = binWidth(histogram);
    const double place = (m_plot->xAxis->pixelToCoord(position.x()) - histogram.low) / width;
    if (place < 0 || place >= static_cast<double>(histogram.all.size())) return;
    const double from = histogram.low + width * std::floor(place);
    const auto& score = m_view->scores.logScore;
    auto noun = std::partition_point(m_view->byRank.begin(), m_view->byRank.end(), [&](std::int64_t n) {
        return score[static_cast<std::size_t>(n)] < from;
    });
    QStringList examples;
    for (; noun != m_view->byRank.end() && examples.size() < samples; ++noun) {
        if (score[static_cast<std::size_t>(*noun)] > from + width) break;
        examples += QString::fromStdString((*m_words)[static_cast<std::size_t>(*noun)]);
    }
    const auto bin = static_cast<std::size_t>(place);
    m_facts->setText(tr("%1 to %2: %3 nouns, %4 kept. %5")
                         .arg(scoreText(from), scoreText(from + width), countText(histogram.all[bin]),
                              countText(histogram.selected[bin]), examples.join(", ")));
}

QString NounHistogram::csv() const {
    const bool known = m_view && !m_view->histogram.positives.empty();
    QString text = known ? "from,to,nouns,kept,positives\n" : "from,to,nouns,kept\n";
    if (!m_view) return text;
    const ScoreHistogram& histogram = m_view->histogram;
    const double width = binWidth(histogram);
    for (std::size_t bin = 0; bin < histogram.all.size(); ++bin)
        text += QString("%1,%2,%3,%4%5\n")
                    .arg(histogram.low + width * static_cast<double>(bin), 0, 'g', 17)
                    .arg(histogram.low + width * static_cast<double>(bin + 1), 0, 'g', 17)
                    .arg(histogram.all[bin])
                    .arg(histogram.selected[bin])
                    .arg(known ? ',' + QString::number(histogram.positives[bin]) : QString());
    return text;
}

}  // namespace nounscope
