// Which part of the map is on screen: a centre in the map's units and how many pixels a unit takes.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <algorithm>

namespace nounscope {

struct MapCamera {
    QPointF center;    // map units
    double scale = 1;  // pixels a unit
    QSizeF screen;     // pixels

    QPointF toScreen(QPointF map) const {
        return {(map.x() - center.x()) * scale + screen.width() / 2,
                (map.y() - center.y()) * scale + screen.height() / 2};
    }
    QPointF toMap(QPointF pixel) const {
        return {(pixel.x() - screen.width() / 2) / scale + center.x(),
                (pixel.y() - screen.height() / 2) / scale + center.y()};
    }

    // All of `map`, with a margin for what is drawn around the outermost points.
    void fit(const QRectF& map) {
        constexpr double margin = 24;
        const double width = std::max(screen.width() - 2 * margin, 1.0);
        const double height = std::max(screen.height() - 2 * margin, 1.0);
        center = map.center();
        scale = std::min(width / std::max(map.width(), 1e-6), height / std::max(map.height(), 1e-6));
    }

    void zoomAt(QPointF pixel, double factor) {
        const QPointF kept = toMap(pixel);
        scale *= factor;
        center += kept - toMap(pixel);
    }

    void pan(QPointF pixels) { center -= pixels / scale; }
};

}  // namespace nounscope
