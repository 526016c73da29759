// The window as a picture: for the README, for bug reports, for tests.
#pragma once

#include <QImage>
#include <QSize>
#include <QString>

class QWidget;

namespace nounscope {

class Composition;

// The widget as it is, with `scale` device pixels a pixel.
QImage pictureOf(QWidget& widget, double scale);

struct ScreenshotOptions {
    QString file;
    QSize size{1360, 860};
    double scale = 1;
    QString tab = "gallery";
};

// Opens and runs the folder (empty: the start page), waits until everything is painted and saves the window,
// exactly size times scale pixels. Returns the program's exit code; says on standard error what went wrong.
int takeScreenshot(Composition& composition, const QString& folder, const ScreenshotOptions& options);

}  // namespace nounscope
