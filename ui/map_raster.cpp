#include "ui/map_raster.h"

#include <QPainter>
#include <QPen>
#include <cmath>

namespace nounscope {

namespace {

QImage stamp(double diameter, const QPen& pen, const QBrush& brush) {
    const int side = static_cast<int>(std::ceil(diameter)) | 1;  // odd: a pixel in the middle
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(brush);
    const double radius = (diameter - (pen.style() == Qt::NoPen ? 0 : pen.widthF())) / 2;
    painter.drawEllipse(QPointF(side / 2.0, side / 2.0), radius, radius);
    return image;
}

QRgb over(QRgb above, QRgb below) {
    const unsigned rest = 255 - qAlpha(above);
    // Two channels at a time, x / 255 as (x + x / 256 + 128) / 256.
    unsigned even = (below & 0xff00ffu) * rest, odd = ((below >> 8) & 0xff00ffu) * rest;
    even = ((even + ((even >> 8) & 0xff00ffu) + 0x800080u) >> 8) & 0xff00ffu;
    odd = (odd + ((odd >> 8) & 0xff00ffu) + 0x800080u) & 0xff00ff00u;
    return above + (even | odd);
}

}  // namespace

QImage dotStamp(const QColor& color, double diameter) {
    return stamp(diameter, Qt::NoPen, color);
}

QImage ringStamp(const QColor& color, double diameter) {
    return stamp(diameter, QPen(color, std::max(1.0, diameter / 6)), Qt::NoBrush);
}

void blend(QImage& image, const QImage& stamp, int x, int y) {
    const int left = x - stamp.width() / 2, top = y - stamp.height() / 2;
    const int firstColumn = std::max(0, -left), lastColumn = std::min(stamp.width(), image.width() - left);
    const int firstRow = std::max(0, -top), lastRow = std::min(stamp.height(), image.height() - top);
    for (int row = firstRow; row < lastRow; ++row) {
        const auto* from = reinterpret_cast<const QRgb*>(stamp.constScanLine(row));
        auto* to = reinterpret_cast<QRgb*>(image.scanLine(top + row)) + left;
        for (int column = firstColumn; column < lastColumn; ++column)
            if (from[column] != 0) to[column] = over(from[column], to[column]);
    }
}

}  // namespace nounscope
