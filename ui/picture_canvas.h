// One picture, as near as a person wants to see it: zoomed about the mouse, moved by dragging.
#pragma once

#include <QImage>
#include <QWidget>

namespace nounscope {

class PictureCanvas : public QWidget {
    Q_OBJECT
public:
    explicit PictureCanvas(QWidget* parent = nullptr);

    // Fitted to the window. reduced: the same with fewer pixels, to draw from while they are enough; it, or both,
    // may be null.
    void setImage(const QImage& image, const QImage& reduced);
    // Stands in for a picture that is being read, at its place and size.
    void setStandIn(const QImage& thumbnail);

    double zoom() const;  // device pixels a pixel
    void fit();           // and stay fitted when the window changes; small pictures are not enlarged
    void setZoom(double zoom);
    void zoomBy(double factor);

Q_SIGNALS:
    void zoomChanged(double zoom);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;  // fit and 100 %, in turn

private:
    double fittingZoom() const;
    QRectF shownRect() const;
    void zoomAbout(const QPointF& point, double zoom);
    void keepInSight();
    void changed();

    QImage m_image, m_reduced;
    bool m_standsIn = false;
    bool m_fits = true;
    double m_zoom = 1;  // while it does not fit
    QPointF m_center;   // of the window, in the picture's pixels
    QPointF m_dragged;  // the mouse, where it was
};

}  // namespace nounscope
