#include "ui/picture_canvas.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"
#include "ui/thumbnails.h"

namespace nounscope {

namespace {

constexpr double nearest = 32, wheelFactor = 1.25;

}  // namespace

PictureCanvas::PictureCanvas(QWidget* parent) : QWidget(parent) {
    setMinimumSize(160, 120);
    setCursor(Qt::OpenHandCursor);
}

void PictureCanvas::setImage(const QImage& image, const QImage& reduced) {
    m_image = image;
    m_reduced = reduced;
    m_standsIn = false;
    fit();
}

void PictureCanvas::setStandIn(const QImage& thumbnail) {
    m_image = thumbnail;
    m_reduced = {};
    m_standsIn = true;
    fit();
}

double PictureCanvas::fittingZoom() const {
    if (m_image.isNull()) return 1;
    const double scale = devicePixelRatioF();
    const double whole = std::min(width() * scale / m_image.width(), height() * scale / m_image.height());
    return m_standsIn ? whole : std::min(1.0, whole);
}

double PictureCanvas::zoom() const {
    return m_fits ? fittingZoom() : m_zoom;
}

void PictureCanvas::fit() {
    m_fits = true;
    m_center = QPointF(m_image.width(), m_image.height()) / 2;
    changed();
}

void PictureCanvas::setZoom(double zoom) {
    zoomAbout(QPointF(width(), height()) / 2, zoom);
}

void PictureCanvas::zoomBy(double factor) {
    setZoom(zoom() * factor);
}

// The picture's point under `point` stays there.
void PictureCanvas::zoomAbout(const QPointF& point, double wanted) {
    if (m_image.isNull()) return;
    const double scale = devicePixelRatioF(), before = zoom();
    const double after = std::clamp(wanted, std::min(fittingZoom(), 1.0), nearest);
    const QPointF fromCenter = (point - QPointF(width(), height()) / 2) * scale;
    m_center += fromCenter / before - fromCenter / after;
    m_zoom = after;
    m_fits = std::abs(after - fittingZoom()) < 1e-9;
    keepInSight();
    changed();
}

// Nothing but what does not fit can be moved.
void PictureCanvas::keepInSight() {
    const double scale = devicePixelRatioF() / zoom();
    const auto keep = [](double center, double window, double picture) {
        return window >= picture ? picture / 2 : std::clamp(center, window / 2, picture - window / 2);
    };
    m_center = {keep(m_center.x(), width() * scale, m_image.width()),
                keep(m_center.y(), height() * scale, m_image.height())};
}

void PictureCanvas::changed() {
    Q_EMIT zoomChanged(zoom());
    update();
}

QRectF PictureCanvas::shownRect() const {
    const double scale = zoom() / devicePixelRatioF();
    const QPointF corner = QPointF(width(), height()) / 2 - m_center * scale;
    return {corner, QSizeF(m_image.size()) * scale};
}

void PictureCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), matColor(palette()));
    if (m_image.isNull()) return;
    const QRectF place = shownRect();
    if (m_image.hasAlphaChannel()) painter.fillRect(place, checkerboard(palette()));
    const bool enough = !m_reduced.isNull() && m_reduced.width() >= place.width() * devicePixelRatioF();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom() < 4 || m_standsIn);
    // Only what is seen: a whole picture at 32 times its size would not fit into the painter's numbers.
    const QImage& source = enough ? m_reduced : m_image;
    const QRectF seen = place.intersected(QRectF(rect()));
    const double ratio = source.width() / place.width();
    painter.drawImage(seen, source, QRectF((seen.topLeft() - place.topLeft()) * ratio, seen.size() * ratio));
}

void PictureCanvas::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    keepInSight();
    changed();
}

void PictureCanvas::wheelEvent(QWheelEvent* event) {
    zoomAbout(event->position(), zoom() * std::pow(wheelFactor, event->angleDelta().y() / 120.0));
    event->accept();
}

void PictureCanvas::mousePressEvent(QMouseEvent* event) {
    m_dragged = event->position();
    if (event->button() == Qt::LeftButton) setCursor(Qt::ClosedHandCursor);
}

void PictureCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) return;
    m_center -= (event->position() - m_dragged) * devicePixelRatioF() / zoom();
    m_dragged = event->position();
    keepInSight();
    update();
}

void PictureCanvas::mouseReleaseEvent(QMouseEvent*) {
    setCursor(Qt::OpenHandCursor);
}

void PictureCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (m_fits)
        zoomAbout(event->position(), 1);
    else
        fit();
}

}  // namespace nounscope
