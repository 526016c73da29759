// All pictures as points on a plane, alike ones together: to see which groups lie near, and to pick pictures out.
#pragma once

#include <QPolygonF>
#include <QWidget>
#include <memory>
#include <vector>

#include "core/model/cluster_view.h"
#include "core/model/image_item.h"
#include "core/model/map_layout.h"
#include "ui/map_camera.h"
#include "ui/map_raster.h"

class QPainter;

namespace nounscope {

class Selection;
class Thumbnails;

// Drag pans, the wheel zooms, Shift and drag draws a lasso; a click picks a picture out, a double click opens it.
class MapView : public QWidget {
    Q_OBJECT
public:
    enum class Tool { Pan, Lasso };  // what dragging does

    MapView(Thumbnails& thumbnails, Selection& selection, QWidget* parent = nullptr);

    void setItems(std::shared_ptr<const ImageItems> items) { m_items = std::move(items); }
    // pictures: the number of each point's. The view stays where it is while only the layout moves.
    void setPoints(std::shared_ptr<const MapLayout> layout, std::vector<std::int64_t> pictures);
    void setClusters(std::shared_ptr<const ClusterView> clusters);
    void setTool(Tool tool);
    void fit();

    int count() const { return static_cast<int>(m_dots.size()); }
    int dotAt(const QPointF& pixel) const;  // the picture there, -1: none near

    // "filepath,x,y,cluster", a line a picture; and the picture in vectors.
    QString csv() const;
    void paintVectors(QPainter& painter) const;

    QSize sizeHint() const override { return {640, 480}; }

Q_SIGNALS:
    void pictureOpened(int picture);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Label {
        int cluster;
        QPointF place;  // map units: the medians of its points
    };

    void changed();  // what is drawn of the points
    void colorDots();
    void placeLabels();
    void drawPoints();
    void drawLabels(QPainter& painter) const;
    void drawHovered(QPainter& painter) const;
    double dotSize() const;
    void pickInLasso(bool add);
    void pick(int picture, bool add);

    Thumbnails& m_thumbnails;
    Selection& m_selection;
    std::shared_ptr<const ImageItems> m_items;
    std::shared_ptr<const ClusterView> m_clusters;
    std::vector<MapDot> m_dots;
    std::vector<Label> m_labels;  // the largest cluster first
    MapCamera m_camera;
    bool m_fitted = true;  // until a person moves the view
    QImage m_points;       // as drawn last; null: to be drawn anew
    Tool m_tool = Tool::Pan;
    QPolygonF m_lasso;
    QPointF m_pressed, m_last;
    bool m_panning = false, m_moved = false;
    int m_hovered = -1;  // picture
};

}  // namespace nounscope
