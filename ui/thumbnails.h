// Where views get small pictures from: at once what is there, the rest when it has been read.
#pragma once

#include <QImage>
#include <QObject>

class QPainter;
class QPalette;
class QRect;

namespace nounscope {

class Thumbnails : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // Null until it is there: then ready() tells. The picture asked for last comes first.
    virtual QImage thumbnail(int picture) = 0;

Q_SIGNALS:
    void ready(int picture);
};

// Draws the image as large as it fits, centred on the mat; transparent parts on a soft checkerboard. A null image
// leaves the mat alone.
void drawThumbnail(QPainter& painter, const QRect& place, const QImage& image, const QPalette& palette);

}  // namespace nounscope
