// Draws many points fast: each a stamp copied into the picture, so that 100,000 of them take a few milliseconds.
#pragma once

#include <QColor>
#include <QImage>
#include <vector>

#include "ui/map_camera.h"

namespace nounscope {

struct MapDot {
    float x = 0, y = 0;  // map units
    int picture = 0;
    int cluster = -1;  // -1: in none, or hidden
};

// A round dot, `diameter` device pixels across.
QImage dotStamp(const QColor& color, double diameter);
QImage ringStamp(const QColor& color, double diameter);

// Puts `stamp` at every dot that `wanted` holds for. `image` is Format_ARGB32_Premultiplied, the camera in its logical pixels.
template <class Wanted, class StampOf>
void drawDots(QImage& image, const std::vector<MapDot>& dots, const MapCamera& camera, Wanted&& wanted,
              StampOf&& stampOf);

// One stamp with its middle at a device pixel, cut at the edges.
void blend(QImage& image, const QImage& stamp, int x, int y);

template <class Wanted, class StampOf>
void drawDots(QImage& image, const std::vector<MapDot>& dots, const MapCamera& camera, Wanted&& wanted,
              StampOf&& stampOf) {
    const double ratio = image.devicePixelRatio();
    const double scale = camera.scale * ratio;
    const double left = camera.screen.width() / 2 * ratio - camera.center.x() * scale;
    const double top = camera.screen.height() / 2 * ratio - camera.center.y() * scale;
    constexpr double reach = 64;
    for (const MapDot& dot : dots) {
        if (!wanted(dot)) continue;
        const double x = left + static_cast<double>(dot.x) * scale,
                     y = top + static_cast<double>(dot.y) * scale;
        if (x < -reach || y < -reach || x > image.width() + reach || y > image.height() + reach) continue;
        blend(image, stampOf(dot), static_cast<int>(x), static_cast<int>(y));
    }
}

}  // namespace nounscope
