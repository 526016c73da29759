#include "ui/map_view.h"

#include <QFileInfo>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "ui/selection.h"
#include "ui/theme.h"
#include "ui/thumbnails.h"

namespace nounscope {

namespace {

constexpr double reach = 9;   // pixels from the mouse to a point that is meant
constexpr int clickSlop = 4;  // pixels that a click may move
constexpr int labelWidth = 170;
constexpr int thumbnailSide = 112;
constexpr double keyStep = 60;  // pixels
constexpr double zoomStep = 1.25;

QRectF bounds(const std::vector<MapDot>& dots) {
    if (dots.empty()) return {};
    float left = dots[0].x, right = left, top = dots[0].y, bottom = top;
    for (const MapDot& dot : dots) {
        left = std::min(left, dot.x);
        right = std::max(right, dot.x);
        top = std::min(top, dot.y);
        bottom = std::max(bottom, dot.y);
    }
    return {QPointF(left, top), QPointF(right, bottom)};
}

double medianOf(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return static_cast<double>(*middle);
}

QString csvCell(QString text) {
    if (!text.contains('"') && !text.contains(',') && !text.contains('\n')) return text;
    return '"' + text.replace('"', "\"\"") + '"';
}

}  // namespace

MapView::MapView(Thumbnails& thumbnails, Selection& selection, QWidget* parent)
    : QWidget(parent), m_thumbnails(thumbnails), m_selection(selection) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Map of the pictures"));
    setMinimumSize(200, 150);
    connect(&selection, &Selection::shownChanged, this, &MapView::changed);
    connect(&selection, &Selection::picturesChanged, this, &MapView::changed);
    connect(&thumbnails, &Thumbnails::ready, this, [this](int picture) {
        if (picture == m_hovered) update();
    });
}

void MapView::setPoints(std::shared_ptr<const MapLayout> layout, std::vector<std::int64_t> pictures) {
    const bool same = m_dots.size() == layout->size();
    m_dots.resize(layout->size());
    for (std::size_t i = 0; i < m_dots.size(); ++i) {
        m_dots[i].x = (*layout)[i].x;
        m_dots[i].y = (*layout)[i].y;
        m_dots[i].picture = static_cast<int>(pictures[i]);
    }
    if (!same) m_fitted = true;
    if (m_fitted) m_camera.fit(bounds(m_dots));
    colorDots();
}

void MapView::setClusters(std::shared_ptr<const ClusterView> clusters) {
    m_clusters = std::move(clusters);
    colorDots();
}

void MapView::colorDots() {
    std::unordered_map<int, int> clusterOf;
    if (m_clusters) {
        clusterOf.reserve(m_clusters->imageRows.size());
        for (std::size_t row = 0; row < m_clusters->imageRows.size(); ++row)
            clusterOf.emplace(static_cast<int>(m_clusters->imageRows[row]),
                              m_clusters->clustering.assignment[row]);
    }
    for (MapDot& dot : m_dots) {
        const auto found = clusterOf.find(dot.picture);
        dot.cluster = found == clusterOf.end() ? -1 : found->second;
    }
    placeLabels();
    changed();
}

void MapView::placeLabels() {
    m_labels.clear();
    if (!m_clusters) return;
    const std::size_t count = m_clusters->names.size();
    std::vector<std::vector<float>> x(count), y(count);
    for (const MapDot& dot : m_dots) {
        if (dot.cluster < 0) continue;
        x[static_cast<std::size_t>(dot.cluster)].push_back(dot.x);
        y[static_cast<std::size_t>(dot.cluster)].push_back(dot.y);
    }
    for (std::size_t cluster = 0; cluster < count; ++cluster)
        if (!x[cluster].empty())
            m_labels.push_back({static_cast<int>(cluster), {medianOf(x[cluster]), medianOf(y[cluster])}});
}

void MapView::setTool(Tool tool) {
    m_tool = tool;
    setCursor(tool == Tool::Lasso ? Qt::CrossCursor : Qt::ArrowCursor);
}

void MapView::fit() {
    m_fitted = true;
    m_camera.fit(bounds(m_dots));
    changed();
}

void MapView::changed() {
    m_points = {};
    update();
}

double MapView::dotSize() const {
    const double crowd = std::sqrt(static_cast<double>(std::max<std::size_t>(m_dots.size(), 1)));
    return std::clamp(260 / crowd, 2.5, 9.0);
}

void MapView::drawPoints() {
    const double ratio = devicePixelRatioF();
    m_points = QImage(size() * ratio, QImage::Format_ARGB32_Premultiplied);
    m_points.setDevicePixelRatio(ratio);
    m_points.fill(palette().color(QPalette::Base));
    const int chosen = m_selection.cluster();
    const double diameter = dotSize() * ratio;
    const std::size_t clusters = m_clusters ? m_clusters->names.size() : 0;
    std::vector<QImage> strong, faint;
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
        QColor color = clusterColor(static_cast<int>(cluster), palette());
        strong.push_back(dotStamp(color, diameter));
        color.setAlpha(50);
        faint.push_back(dotStamp(color, diameter));
    }
    const QImage none = dotStamp(lineColor(palette()), diameter);
    const auto stampFrom = [&](const std::vector<QImage>& stamps) {
        return [&](const MapDot& dot) -> const QImage& {
            return dot.cluster < 0 ? none : stamps[static_cast<std::size_t>(dot.cluster)];
        };
    };
    drawDots(
        m_points, m_dots, m_camera, [&](const MapDot& dot) { return chosen < 0 || dot.cluster != chosen; },
        stampFrom(chosen < 0 ? strong : faint));
    if (chosen >= 0)
        drawDots(
            m_points, m_dots, m_camera, [&](const MapDot& dot) { return dot.cluster == chosen; },
            stampFrom(strong));
    const std::vector<int>& picked = m_selection.pictures();
    if (picked.empty()) return;
    const QImage ring = ringStamp(palette().color(QPalette::Text), diameter + 6 * ratio);
    drawDots(
        m_points, m_dots, m_camera,
        [&](const MapDot& dot) { return std::binary_search(picked.begin(), picked.end(), dot.picture); },
        [&](const MapDot&) -> const QImage& { return ring; });
}

void MapView::paintEvent(QPaintEvent*) {
    if (m_points.isNull()) drawPoints();
    QPainter painter(this);
    painter.drawImage(0, 0, m_points);
    painter.setRenderHint(QPainter::Antialiasing);
    drawLabels(painter);
    if (m_lasso.size() > 1) {
        QColor inside = accentColor(palette());
        painter.setPen(QPen(inside, 1.5));
        inside.setAlpha(30);
        painter.setBrush(inside);
        painter.drawPolygon(m_lasso);
    }
    if (m_hovered >= 0 && m_lasso.isEmpty() && !m_panning) drawHovered(painter);
}

void MapView::drawLabels(QPainter& painter) const {
    painter.setFont(smallFont(font()));
    const QFontMetrics metrics(painter.font());
    const int chosen = m_selection.cluster();
    std::vector<Label> labels = m_labels;
    std::stable_partition(labels.begin(), labels.end(),
                          [chosen](const Label& label) { return label.cluster == chosen; });
    std::vector<QRectF> taken;
    for (const Label& label : labels) {
        const QString name = metrics.elidedText(
            QString::number(label.cluster + 1) + "  " +
                QString::fromStdString(m_clusters->names[static_cast<std::size_t>(label.cluster)].name),
            Qt::ElideRight, labelWidth);
        QRectF box(0, 0, metrics.horizontalAdvance(name) + 12, metrics.height() + 4);
        box.moveCenter(m_camera.toScreen(label.place));
        if (!rect().contains(box.toAlignedRect())) continue;
        if (std::any_of(taken.begin(), taken.end(),
                        [&](const QRectF& other) { return other.intersects(box); }))
            continue;
        taken.push_back(box);
        QColor back = palette().color(QPalette::Base);
        back.setAlpha(215);
        painter.setPen(QPen(clusterColor(label.cluster, palette()), 1.5));
        painter.setBrush(back);
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(chosen >= 0 && label.cluster != chosen ? quietColor(palette())
                                                              : palette().color(QPalette::Text));
        painter.drawText(box, Qt::AlignCenter, name);
    }
}

void MapView::drawHovered(QPainter& painter) const {
    const auto dot = std::find_if(m_dots.begin(), m_dots.end(),
                                  [this](const MapDot& one) { return one.picture == m_hovered; });
    if (dot == m_dots.end()) return;
    const QPointF place =
        m_camera.toScreen(QPointF(static_cast<double>(dot->x), static_cast<double>(dot->y)));
    painter.setPen(QPen(palette().color(QPalette::Text), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(place, dotSize() / 2 + 4, dotSize() / 2 + 4);

    painter.setFont(smallFont(font()));
    const QFontMetrics metrics(painter.font());
    QRect card(0, 0, thumbnailSide + 12, thumbnailSide + metrics.height() + 16);
    card.moveTopLeft((place + QPointF(14, 14)).toPoint());
    if (card.right() > width() - 4) card.moveRight(static_cast<int>(place.x()) - 14);
    if (card.bottom() > height() - 4) card.moveBottom(static_cast<int>(place.y()) - 14);
    painter.setPen(lineColor(palette()));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRoundedRect(card, 5, 5);
    const QRect picture(card.left() + 6, card.top() + 6, thumbnailSide, thumbnailSide);
    drawThumbnail(painter, picture, m_thumbnails.thumbnail(m_hovered), palette());
    painter.setPen(palette().color(QPalette::WindowText));
    const QString name =
        m_items ? QFileInfo(QString::fromStdString((*m_items)[static_cast<std::size_t>(m_hovered)].path))
                      .fileName()
                : QString();
    painter.drawText(QRect(picture.left(), picture.bottom() + 4, picture.width(), metrics.height()),
                     Qt::AlignCenter, metrics.elidedText(name, Qt::ElideMiddle, picture.width()));
}

int MapView::dotAt(const QPointF& pixel) const {
    const QPointF map = m_camera.toMap(pixel);
    double nearest = reach / m_camera.scale;
    nearest *= nearest;
    int picture = -1;
    for (const MapDot& dot : m_dots) {
        const double x = static_cast<double>(dot.x) - map.x(), y = static_cast<double>(dot.y) - map.y();
        if (x * x + y * y >= nearest) continue;
        nearest = x * x + y * y;
        picture = dot.picture;
    }
    return picture;
}

void MapView::pick(int picture, bool add) {
    std::vector<int> pictures;
    if (add) pictures = m_selection.pictures();
    const auto there = std::find(pictures.begin(), pictures.end(), picture);
    if (there != pictures.end())
        pictures.erase(there);
    else if (picture >= 0)
        pictures.push_back(picture);
    m_selection.setPictures(std::move(pictures));
}

void MapView::pickInLasso(bool add) {
    QImage mask(size(), QImage::Format_Grayscale8);
    mask.fill(0);
    QPainter painter(&mask);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawPolygon(m_lasso);
    painter.end();
    std::vector<int> pictures;
    if (add) pictures = m_selection.pictures();
    for (const MapDot& dot : m_dots) {
        const QPoint pixel =
            m_camera.toScreen(QPointF(static_cast<double>(dot.x), static_cast<double>(dot.y))).toPoint();
        if (mask.rect().contains(pixel) && mask.constScanLine(pixel.y())[pixel.x()])
            pictures.push_back(dot.picture);
    }
    m_selection.setPictures(std::move(pictures));
}

void MapView::resizeEvent(QResizeEvent*) {
    m_camera.screen = size();
    if (m_fitted) m_camera.fit(bounds(m_dots));
    changed();
}

void MapView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) changed();
    QWidget::changeEvent(event);
}

void MapView::wheelEvent(QWheelEvent* event) {
    m_fitted = false;
    m_camera.zoomAt(event->position(), std::pow(2, event->angleDelta().y() / 480.0));
    changed();
}

void MapView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    m_pressed = m_last = event->position();
    m_moved = false;
    if (m_tool == Tool::Lasso || event->modifiers().testFlag(Qt::ShiftModifier))
        m_lasso = QPolygonF({event->position()});
    else
        m_panning = true;
}

void MapView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if ((at - m_pressed).manhattanLength() > clickSlop) m_moved = true;
    if (!m_lasso.isEmpty()) {
        m_lasso.append(at);
        update();
    } else if (m_panning) {
        if (!m_moved) return;
        m_fitted = false;
        m_camera.pan(at - m_last);
        m_last = at;
        changed();
    } else if (const int picture = dotAt(at); picture != m_hovered) {
        m_hovered = picture;
        update();
    }
}

void MapView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const bool add = event->modifiers().testFlag(Qt::ControlModifier);
    if (!m_moved && (m_panning || !m_lasso.isEmpty()))
        pick(dotAt(event->position()), add);
    else if (!m_lasso.isEmpty())
        pickInLasso(add);
    m_panning = false;
    m_lasso.clear();
    update();
}

void MapView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const int picture = dotAt(event->position()); picture >= 0) Q_EMIT pictureOpened(picture);
}

void MapView::leaveEvent(QEvent*) {
    m_hovered = -1;
    update();
}

void MapView::keyPressEvent(QKeyEvent* event) {
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
        case Qt::Key_Left:
            m_camera.pan({keyStep, 0});
            break;
        case Qt::Key_Right:
            m_camera.pan({-keyStep, 0});
            break;
        case Qt::Key_Up:
            m_camera.pan({0, keyStep});
            break;
        case Qt::Key_Down:
            m_camera.pan({0, -keyStep});
            break;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            m_camera.zoomAt(middle, zoomStep);
            break;
        case Qt::Key_Minus:
            m_camera.zoomAt(middle, 1 / zoomStep);
            break;
        case Qt::Key_0:
        case Qt::Key_Home:
            return fit();
        default:
            return QWidget::keyPressEvent(event);
    }
    m_fitted = false;
    changed();
}

QString MapView::csv() const {
    QString text = "filepath,x,y,cluster\n";
    for (const MapDot& dot : m_dots) {
        const std::string& path = (*m_items)[static_cast<std::size_t>(dot.picture)].path;
        text += QString("%1,%2,%3,%4\n")
                    .arg(csvCell(QString::fromStdString(path)))
                    .arg(dot.x)
                    .arg(dot.y)
                    .arg(dot.cluster < 0 ? QString() : QString::number(dot.cluster));
    }
    return text;
}

void MapView::paintVectors(QPainter& painter) const {
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = dotSize() / 2;
    for (const MapDot& dot : m_dots) {
        painter.setBrush(dot.cluster < 0 ? lineColor(palette()) : clusterColor(dot.cluster, palette()));
        painter.drawEllipse(
            m_camera.toScreen(QPointF(static_cast<double>(dot.x), static_cast<double>(dot.y))), radius,
            radius);
    }
    drawLabels(painter);
}

}  // namespace nounscope
