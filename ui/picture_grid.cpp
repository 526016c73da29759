#include "ui/picture_grid.h"

#include <QDrag>
#include <QElapsedTimer>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <utility>

#include "ui/gallery_model.h"
#include "ui/selection.h"
#include "ui/theme.h"
#include "ui/thumbnails.h"

namespace nounscope {

namespace {

constexpr int gap = 8;
constexpr int tilesKiB = 128 * 1024;
constexpr int scalingMs = 8;  // of one frame; what is left over is drawn roughly and smoothed in the next

// A dog-ear: this one lies far from the others of its cluster.
void paintFarMark(QPainter& painter, const QRect& tile, const QPalette& palette) {
    const int side = std::max(8, tile.width() / 9);
    const QPoint corner(tile.right() + 1, tile.top());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.color(QPalette::Base), 1));
    painter.setBrush(QColor(0xe6, 0x9f, 0x00));
    painter.drawPolygon(QPolygon({corner, corner - QPoint(side, 0), corner + QPoint(0, side)}));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace

PictureGrid::PictureGrid(GalleryModel& model, Thumbnails& thumbnails, Selection& selection, QWidget* parent)
    : QAbstractItemView(parent),
      m_model(model),
      m_thumbnails(thumbnails),
      m_selection(selection),
      m_tiles(tilesKiB) {
    setModel(&model);
    setSelectionMode(ExtendedSelection);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setAccessibleName(tr("Pictures"));

    connect(&thumbnails, &Thumbnails::ready, this, [this](int picture) {
        m_tiles.remove(picture);
        const int place = m_model.placeOf(picture);
        if (place >= 0) viewport()->update(tileAt(place));
    });
    connect(&model, &GalleryModel::itemsChanged, this, [this] { m_tiles.clear(); });
    connect(&model, &QAbstractItemModel::modelReset, this, &PictureGrid::takeSelection);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &PictureGrid::tellSelection);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (current.isValid()) m_selection.setCurrentPicture(m_model.pictureAt(current.row()));
    });
    connect(&selection, &Selection::picturesChanged, this, &PictureGrid::takeSelection);
    connect(&selection, &Selection::currentPictureChanged, this, [this](int picture) {
        const int place = m_model.placeOf(picture);
        if (place < 0 || place == currentIndex().row()) return;
        selectionModel()->setCurrentIndex(m_model.index(place), QItemSelectionModel::NoUpdate);
        scrollTo(currentIndex());
    });
}

void PictureGrid::setTileSize(int pixels) {
    m_tile = pixels;
    m_tiles.clear();
    relayout();
}

void PictureGrid::setCaptions(bool shown) {
    m_captions = shown;
    relayout();
}

void PictureGrid::relayout() {
    updateGeometries();
    viewport()->update();
}

int PictureGrid::columnWidth() const {
    return (viewport()->width() - gap) / m_columns;
}

int PictureGrid::verticalOffset() const {
    return verticalScrollBar()->value();
}

QRect PictureGrid::tileAt(int place) const {
    const int column = place % m_columns, row = place / m_columns;
    return {gap + column * columnWidth(), gap + row * m_rowHeight - verticalOffset(), m_tile,
            m_rowHeight - gap};
}

QRect PictureGrid::visualRect(const QModelIndex& index) const {
    return index.isValid() ? tileAt(index.row()) : QRect();
}

// The place whose cell holds the point, or the last one before it.
int PictureGrid::placeNear(const QPoint& point) const {
    const int column = std::clamp((point.x() - gap / 2) / std::max(1, columnWidth()), 0, m_columns - 1);
    const int row = std::max(0, point.y() - gap / 2 + verticalOffset()) / m_rowHeight;
    return std::min(row * m_columns + column, m_model.rowCount() - 1);
}

QModelIndex PictureGrid::indexAt(const QPoint& point) const {
    const int place = placeNear(point);
    return place >= 0 && tileAt(place).contains(point) ? m_model.index(place) : QModelIndex();
}

void PictureGrid::scrollTo(const QModelIndex& index, ScrollHint hint) {
    if (!index.isValid()) return;
    const QRect tile = tileAt(index.row());
    const int above = tile.top() - gap, below = tile.bottom() + gap - viewport()->height();
    QScrollBar* bar = verticalScrollBar();
    if (hint == PositionAtCenter)
        bar->setValue(bar->value() + tile.center().y() - viewport()->height() / 2);
    else if (above < 0 || hint == PositionAtTop)
        bar->setValue(bar->value() + above);
    else if (below > 0 || hint == PositionAtBottom)
        bar->setValue(bar->value() + below);
}

QModelIndex PictureGrid::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
    const int last = m_model.rowCount() - 1;
    if (last < 0) return {};
    if (!currentIndex().isValid()) return m_model.index(std::clamp(placeNear({gap, gap}), 0, last));
    const int page = std::max(1, viewport()->height() / m_rowHeight) * m_columns;
    const int step = [&] {
        switch (action) {
            case MoveLeft:
            case MovePrevious:
                return -1;
            case MoveRight:
            case MoveNext:
                return 1;
            case MoveUp:
                return -m_columns;
            case MoveDown:
                return m_columns;
            case MovePageUp:
                return -page;
            case MovePageDown:
                return page;
            case MoveHome:
                return -last;
            case MoveEnd:
                return last;
        }
        return 0;
    }();
    const int place = currentIndex().row() + step;
    const bool leaves = (action == MoveUp && place < 0) || (action == MoveDown && place > last);
    return leaves ? currentIndex() : m_model.index(std::clamp(place, 0, last));
}

// With a band: what it touches. Else all from one corner's picture to the other's, as in a text.
void PictureGrid::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) {
    QItemSelection chosen;
    const auto add = [&](int first, int last) {
        if (first <= last) chosen.append(QItemSelectionRange(m_model.index(first), m_model.index(last)));
    };
    if (m_model.rowCount() > 0 && state() == DragSelectingState) {
        m_band = rect.normalized();
        const int last = m_model.rowCount() - 1;
        const int firstRow = std::max(0, m_band.top() + verticalOffset() - gap) / m_rowHeight;
        const int lastRow = std::max(0, m_band.bottom() + verticalOffset() - gap) / m_rowHeight;
        int left = m_columns, right = -1;
        for (int column = 0; column < m_columns; ++column) {
            const int x = gap + column * columnWidth();
            if (x > m_band.right() || x + m_tile <= m_band.left()) continue;
            left = std::min(left, column);
            right = column;
        }
        for (int row = firstRow; row <= std::min(lastRow, last / m_columns); ++row)
            add(row * m_columns + left, std::min(row * m_columns + right, last));
        viewport()->update();
    } else if (m_model.rowCount() > 0) {
        const auto [first, last] = std::minmax({placeNear(rect.topLeft()), placeNear(rect.bottomRight())});
        if (indexAt(rect.bottomRight()).isValid()) add(first, last);
    }
    selectionModel()->select(chosen, command);
}

QRegion PictureGrid::visualRegionForSelection(const QItemSelection&) const {
    return viewport()->rect();
}

void PictureGrid::updateGeometries() {
    QScrollBar* bar = verticalScrollBar();
    const int firstSeen = bar->value() / m_rowHeight * m_columns;
    const int columns = std::max(1, (viewport()->width() - gap) / (m_tile + gap));
    const int height = m_tile + gap + (m_captions ? QFontMetrics(smallFont(font())).height() : 0);
    const bool moved = columns != m_columns || height != m_rowHeight;
    m_columns = columns;
    m_rowHeight = height;
    const int rows = (m_model.rowCount() + m_columns - 1) / m_columns;
    bar->setSingleStep(height / 3);
    bar->setPageStep(viewport()->height());
    bar->setRange(0, std::max(0, rows * height + gap - viewport()->height()));
    if (moved) bar->setValue(firstSeen / m_columns * height);
    QAbstractItemView::updateGeometries();
}

void PictureGrid::takeSelection() {
    if (m_telling) return;
    QItemSelection chosen;
    std::vector<int> places;
    for (const int picture : m_selection.pictures())
        if (const int place = m_model.placeOf(picture); place >= 0) places.push_back(place);
    std::sort(places.begin(), places.end());
    for (std::size_t first = 0, last; first < places.size(); first = last + 1) {
        for (last = first; last + 1 < places.size() && places[last + 1] == places[last] + 1;) ++last;
        chosen.append(QItemSelectionRange(m_model.index(places[first]), m_model.index(places[last])));
    }
    m_telling = true;
    // First nothing: telling many old ranges from many new ones takes the product of their counts.
    selectionModel()->clearSelection();
    selectionModel()->select(chosen, QItemSelectionModel::Select);
    const int current = m_model.placeOf(m_selection.currentPicture());
    selectionModel()->setCurrentIndex(current < 0 ? QModelIndex() : m_model.index(current),
                                      QItemSelectionModel::NoUpdate);
    m_telling = false;
    viewport()->update();
}

void PictureGrid::tellSelection() {
    if (m_telling) return;
    std::vector<int> pictures;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        for (int place = range.top(); place <= range.bottom(); ++place)
            pictures.push_back(m_model.pictureAt(place));
    m_telling = true;
    m_selection.setPictures(std::move(pictures));
    m_telling = false;
}

QPixmap* PictureGrid::tile(int picture, bool mayScale) {
    if (QPixmap* known = m_tiles.object(picture)) return known;
    const QImage image = m_thumbnails.thumbnail(picture);
    if (image.isNull()) return nullptr;
    if (!mayScale) {
        m_rough = true;
        return nullptr;
    }
    const qreal scale = devicePixelRatioF();
    auto* drawn = new QPixmap(QSize(m_tile, m_tile) * scale);
    drawn->setDevicePixelRatio(scale);
    QPainter painter(drawn);
    drawThumbnail(painter, {0, 0, m_tile, m_tile}, image, palette());
    painter.end();
    m_tiles.insert(picture, drawn, std::max(1, drawn->width() * drawn->height() * 4 / 1024));
    return m_tiles.object(picture);
}

void PictureGrid::paintTile(QPainter& painter, int place, bool mayScale) {
    const QRect all = tileAt(place);
    const QRect square(all.topLeft(), QSize(m_tile, m_tile));
    const int picture = m_model.pictureAt(place);
    if (const QPixmap* drawn = tile(picture, mayScale))
        painter.drawPixmap(square.topLeft(), *drawn);
    else if (const QImage image = m_thumbnails.thumbnail(picture); !image.isNull())
        drawThumbnail(painter, square, image, palette(), Qt::FastTransformation);
    else
        drawMissing(painter, square, m_thumbnails.isBroken(picture), palette());
    if (m_model.isFar(picture)) paintFarMark(painter, square, palette());
    if (m_captions) {
        painter.setPen(quietColor(palette()));
        const QRect line(square.left(), square.bottom() + 1, m_tile, all.bottom() - square.bottom());
        painter.drawText(
            line, Qt::AlignCenter,
            painter.fontMetrics().elidedText(m_model.fileName(picture), Qt::ElideMiddle, m_tile));
    }
    painter.setBrush(Qt::NoBrush);
    const std::vector<int>& chosen = m_selection.pictures();
    if (std::binary_search(chosen.begin(), chosen.end(), picture)) {
        painter.setPen(QPen(accentColor(palette()), 3));
        painter.drawRect(square.adjusted(1, 1, -2, -2));
    }
    if (hasFocus() && place == currentIndex().row()) {
        painter.setPen(QPen(palette().color(QPalette::Text), 1, Qt::DotLine));
        painter.drawRect(square.adjusted(-2, -2, 1, 1));
    }
}

void PictureGrid::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.setFont(smallFont(font()));
    const QRect seen = event->rect();
    const int first = std::max(0, seen.top() + verticalOffset() - gap) / m_rowHeight * m_columns;
    const int row = std::max(0, seen.bottom() + verticalOffset()) / m_rowHeight;
    const int last = std::min((row + 1) * m_columns, m_model.rowCount()) - 1;
    QElapsedTimer clock;
    clock.start();
    // From the last one: what is asked for last is read first.
    for (int place = last; place >= first; --place)
        if (tileAt(place).adjusted(-2, -2, 2, 2).intersects(seen))
            paintTile(painter, place, clock.elapsed() < scalingMs);
    if (std::exchange(m_rough, false))
        QMetaObject::invokeMethod(viewport(), qOverload<>(&QWidget::update), Qt::QueuedConnection);
    if (!m_band.isNull()) {
        QColor inside = palette().color(QPalette::Highlight);
        painter.setPen(inside);
        inside.setAlpha(50);
        painter.setBrush(inside);
        painter.drawRect(m_band.adjusted(0, 0, -1, -1));
    }
}

void PictureGrid::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) m_tiles.clear();
    QAbstractItemView::changeEvent(event);
}

void PictureGrid::mouseReleaseEvent(QMouseEvent* event) {
    QAbstractItemView::mouseReleaseEvent(event);
    m_band = {};
    viewport()->update();
}

void PictureGrid::wheelEvent(QWheelEvent* event) {
    if (!(event->modifiers() & Qt::ControlModifier)) return QAbstractItemView::wheelEvent(event);
    Q_EMIT zoomRequested(event->angleDelta().y() > 0 ? 1 : -1);
}

// Qt's own would draw every chosen picture.
void PictureGrid::startDrag(Qt::DropActions actions) {
    auto* drag = new QDrag(this);
    drag->setMimeData(m_model.mimeData(selectedIndexes()));
    drag->setPixmap(dragPixmap());
    drag->exec(actions, Qt::CopyAction);
}

QPixmap PictureGrid::dragPixmap() const {
    const QImage image = m_thumbnails.thumbnail(m_selection.currentPicture());
    QPixmap pixmap =
        image.isNull()
            ? QPixmap(64, 64)
            : QPixmap::fromImage(image.scaled(96, 96, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    if (image.isNull()) pixmap.fill(matColor(palette()));
    const std::size_t count = m_selection.pictures().size();
    if (count < 2) return pixmap;
    QPainter painter(&pixmap);
    const QString text = QLocale().toString(static_cast<qulonglong>(count));
    const QRect badge(0, 0, painter.fontMetrics().horizontalAdvance(text) + 2 * gap,
                      painter.fontMetrics().height() + 4);
    painter.fillRect(badge, palette().color(QPalette::Highlight));
    painter.setPen(palette().color(QPalette::HighlightedText));
    painter.drawText(badge, Qt::AlignCenter, text);
    return pixmap;
}

}  // namespace nounscope
