#include "app/desktop/screenshot.h"

#include <QApplication>
#include <QTimer>
#include <cstdio>

#include "app/desktop/composition.h"
#include "ui/map_page.h"

namespace nounscope {

namespace {

constexpr int quietMs = 400;  // nothing was painted or loaded for this long: all is there

}  // namespace

QImage pictureOf(QWidget& widget, double scale) {
    QImage image(widget.size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    widget.render(&image);
    return image;
}

int takeScreenshot(Composition& composition, const QString& folder, const ScreenshotOptions& options) {
    MainWindow& window = composition.window();
    if (!options.size.isValid() || options.scale <= 0) {
        std::fprintf(stderr, "nounscope: --size takes WIDTHxHEIGHT, --scale a number above 0\n");
        return 2;
    }
    if (!window.showTab(options.tab)) {
        std::fprintf(stderr, "nounscope: --tab takes gallery, map, compare or problems\n");
        return 2;
    }
    window.resize(options.size);
    window.show();
    window.resize(options.size);

    QTimer quiet;
    quiet.setSingleShot(true);
    quiet.setInterval(quietMs);
    int code = 3;
    QObject::connect(&quiet, &QTimer::timeout, &window, [&] {
        if (window.mapPage().isBusy()) return;  // then the map's end comes
        if (composition.thumbnails().isBusy()) return quiet.start();
        code = pictureOf(window, options.scale).save(options.file) ? 0 : 3;
        if (code) std::fprintf(stderr, "nounscope: %s could not be written\n", qPrintable(options.file));
        QApplication::quit();
    });
    const auto restart = [&] { quiet.start(); };
    if (folder.isEmpty()) {
        restart();
    } else {
        QObject::connect(&composition, &Composition::settled, &window, restart);
        QObject::connect(&composition.thumbnails(), &Thumbnails::ready, &window, [&] {
            if (quiet.isActive()) restart();
        });
        composition.openFolder(folder);
    }
    QApplication::exec();
    return code;
}

}  // namespace nounscope
