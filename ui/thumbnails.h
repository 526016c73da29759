// Where views get small pictures from: at once what is there, the rest when it has been read.
#pragma once

#include <QBrush>
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
    // Something that was asked for is still to come.
    virtual bool isBusy() const { return false; }
    // It was tried, and cannot be read.
    virtual bool isBroken(int /*picture*/) const { return false; }

Q_SIGNALS:
    void ready(int picture);
};

// What shows through transparent parts.
QBrush checkerboard(const QPalette& palette);

// Draws the image as large as it fits, centred on the mat; transparent parts on a soft checkerboard. A null image
// leaves the mat alone.
// Smooth looks best; fast takes a tenth of the time.
void drawThumbnail(QPainter& painter, const QRect& place, const QImage& image, const QPalette& palette,
                   Qt::TransformationMode mode = Qt::SmoothTransformation);

// The mat alone, crossed out where there will be no picture.
void drawMissing(QPainter& painter, const QRect& place, bool broken, const QPalette& palette);

}  // namespace nounscope
