#include "ui/thumbnails.h"

#include <QPainter>
#include <QPalette>
#include <QRect>

#include "ui/theme.h"

namespace nounscope {

// In the dark of a middle grey, on which black ink and white paint both show.
QBrush checkerboard(const QPalette& palette) {
    constexpr int cell = 6;
    QPixmap tile(2 * cell, 2 * cell);
    const QColor light = isDark(palette) ? QColor(128, 128, 128) : QColor(255, 255, 255);
    const QColor dark = isDark(palette) ? QColor(112, 112, 112) : QColor(240, 240, 240);
    tile.fill(light);
    QPainter painter(&tile);
    painter.fillRect(0, 0, cell, cell, dark);
    painter.fillRect(cell, cell, cell, cell, dark);
    return QBrush(tile);
}

void drawThumbnail(QPainter& painter, const QRect& place, const QImage& image, const QPalette& palette,
                   Qt::TransformationMode mode) {
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
    if (mode == Qt::FastTransformation) return painter.drawImage(target, image);
    // Averages what falls into a pixel, as the painter's own smoothing does not.
    const qreal scale = painter.device()->devicePixelRatioF();
    QImage fitting = image.scaled(target.size() * scale, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    fitting.setDevicePixelRatio(scale);
    painter.drawImage(target.topLeft(), fitting);
}

void drawMissing(QPainter& painter, const QRect& place, bool broken, const QPalette& palette) {
    painter.fillRect(place, matColor(palette));
    if (!broken) return;
    QRect cross(0, 0, place.width() / 5, place.width() / 5);
    cross.moveCenter(place.center());
    painter.setPen(QPen(quietColor(palette), 2));
    painter.drawLine(cross.topLeft(), cross.bottomRight());
    painter.drawLine(cross.topRight(), cross.bottomLeft());
}

}  // namespace nounscope
