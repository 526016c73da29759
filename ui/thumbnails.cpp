#include "ui/thumbnails.h"

#include <QPainter>
#include <QPalette>
#include <QRect>

#include "ui/theme.h"

namespace nounscope {

namespace {

QBrush checkerboard(const QPalette& palette) {
    constexpr int cell = 6;
    QPixmap tile(2 * cell, 2 * cell);
    const QColor light = isDark(palette) ? QColor(58, 58, 58) : QColor(255, 255, 255);
    const QColor dark = isDark(palette) ? QColor(48, 48, 48) : QColor(240, 240, 240);
    tile.fill(light);
    QPainter painter(&tile);
    painter.fillRect(0, 0, cell, cell, dark);
    painter.fillRect(cell, cell, cell, cell, dark);
    return QBrush(tile);
}

}  // namespace

void drawThumbnail(QPainter& painter, const QRect& place, const QImage& image, const QPalette& palette) {
    painter.fillRect(place, matColor(palette));
    if (image.isNull()) return;
    const QSize size = image.size().scaled(place.size(), Qt::KeepAspectRatio);
    const QSize shown = image.width() < size.width() ? image.size() : size;
    QRect target(QPoint(), shown);
    target.moveCenter(place.center());
    if (image.hasAlphaChannel()) {
        painter.setBrushOrigin(target.topLeft());
        painter.fillRect(target, checkerboard(palette));
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, image);
}

}  // namespace nounscope
