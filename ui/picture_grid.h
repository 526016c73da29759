// The wall of pictures. Where a picture stands is arithmetic and only what is seen is drawn, so that 100,000 of
// them lay out, scroll and resize as fast as one screenful.
#pragma once

#include <QAbstractItemView>
#include <QCache>
#include <QPixmap>

namespace nounscope {

class GalleryModel;
class Selection;
class Thumbnails;

class PictureGrid : public QAbstractItemView {
    Q_OBJECT
public:
    PictureGrid(GalleryModel& model, Thumbnails& thumbnails, Selection& selection, QWidget* parent = nullptr);

    // The longer side of a picture at most. The first one that is seen stays the first one.
    void setTileSize(int pixels);
    void setCaptions(bool shown);  // the file's name below

    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void keyboardSearch(const QString&) override {}  // a file's name is not what a picture is known by

Q_SIGNALS:
    void zoomRequested(int steps);  // Ctrl and the wheel

protected:
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex&) const override { return false; }
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void updateGeometries() override;
    void startDrag(Qt::DropActions actions) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void relayout();
    int columnWidth() const;
    QRect tileAt(int place) const;  // in the viewport
    int placeNear(const QPoint& point) const;
    void takeSelection();
    void tellSelection();
    void paintTile(QPainter& painter, int place, bool mayScale);
    QPixmap* tile(int picture, bool mayScale);
    QPixmap dragPixmap() const;

    GalleryModel& m_model;
    Thumbnails& m_thumbnails;
    Selection& m_selection;
    int m_tile = 112;
    bool m_captions = false;
    int m_columns = 1;
    int m_rowHeight = 1;
    bool m_rough = false;          // this frame had no time to scale everything
    bool m_telling = false;        // the selection hears from here
    QRect m_band;                  // drawn with the mouse, in the viewport
    QCache<int, QPixmap> m_tiles;  // pictures as drawn, cost in KiB
};

}  // namespace nounscope
