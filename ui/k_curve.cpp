#include "ui/k_curve.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/plot.h"
#include "ui/theme.h"

namespace nounscope {

KCurve::KCurve(QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_plot(new Plot),
      m_line(new QCPItemStraightLine(m_plot)),
      m_facts(new QLabel) {
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Number of clusters"));
    m_graph = m_plot->addGraph();
    m_taken = m_plot->addGraph();
    m_plot->setAxisLabels(tr("clusters"), tr("silhouette"));
    m_plot->setMinimumSize(360, 220);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    m_plot->setTitle(tr("How clear the groups are"));
    m_plot->setData([this] { return csv(); });
    auto* help = new QLabel(
        tr("How clearly the pictures fall into groups; higher is clearer. Click to take a number."));
    help->setFont(smallFont(font()));
    help->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(help);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_facts);
}

void KCurve::setCurve(std::vector<KCurvePoint> curve, int chosen) {
    m_curve = std::move(curve);
    m_marked = -1;
    QVector<double> k, silhouette;
    for (const KCurvePoint& point : m_curve) {
        k.append(point.k);
        silhouette.append(point.silhouette);
    }
    const QColor accent = accentColor(palette());
    m_graph->setData(k, silhouette, true);
    m_graph->setPen(QPen(accent, 1.5));
    m_graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, accent, 5));
    m_taken->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle,
                                             QPen(palette().color(QPalette::Text), 2),
                                             palette().color(QPalette::Base), 10));
    m_line->setPen(QPen(quietColor(palette()), 1, Qt::DashLine));
    m_line->setVisible(false);
    m_plot->rescaleAxes();
    m_plot->xAxis->scaleRange(1.06);
    m_plot->yAxis->scaleRange(1.2);
    m_facts->clear();
    for (std::size_t point = 0; point < m_curve.size(); ++point)
        if (m_curve[point].k == chosen) mark(static_cast<int>(point));
    m_taken->setVisible(m_marked >= 0);
    if (m_marked >= 0) m_taken->setData({double(chosen)}, {silhouette[m_marked]});
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

int KCurve::pointAt(const QPoint& position) const {
    if (m_curve.empty()) return -1;
    const double k = m_plot->xAxis->pixelToCoord(position.x());
    const auto nearest = std::min_element(
        m_curve.begin(), m_curve.end(),
        [k](const KCurvePoint& a, const KCurvePoint& b) { return std::abs(a.k - k) < std::abs(b.k - k); });
    return static_cast<int>(nearest - m_curve.begin());
}

void KCurve::mark(int point) {
    if (point < 0 || point >= static_cast<int>(m_curve.size())) return;
    m_marked = point;
    const KCurvePoint& at = m_curve[static_cast<std::size_t>(point)];
    m_line->point1->setCoords(at.k, 0);
    m_line->point2->setCoords(at.k, 1);
    m_line->setVisible(true);
    m_facts->setText(tr("%Ln cluster(s): silhouette %1", nullptr, at.k).arg(scoreText(at.silhouette)));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void KCurve::take() {
    if (m_marked < 0) return;
    hide();
    Q_EMIT kChosen(m_curve[static_cast<std::size_t>(m_marked)].k);
}

bool KCurve::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::MouseMove) {
        mark(pointAt(static_cast<QMouseEvent*>(event)->pos()));
    } else if (watched == m_plot && event->type() == QEvent::MouseButtonRelease &&
               static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton) {
        mark(pointAt(static_cast<QMouseEvent*>(event)->pos()));
        take();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void KCurve::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left)
        mark(m_marked - 1);
    else if (event->key() == Qt::Key_Right)
        mark(m_marked + 1);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        take();
    else
        QFrame::keyPressEvent(event);
}

QString KCurve::csv() const {
    QString text = "k,silhouette\n";
    for (const KCurvePoint& point : m_curve)
        text += QString("%1,%2\n").arg(point.k).arg(point.silhouette, 0, 'g', 17);
    return text;
}

}  // namespace nounscope
