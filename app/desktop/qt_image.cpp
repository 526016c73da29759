#include "app/desktop/qt_image.h"

namespace nounscope {

QImage toQImage(const cv::Mat& picture) {
    const QImage::Format format = picture.channels() == 4 ? QImage::Format_RGBA8888 : QImage::Format_RGB888;
    return QImage(picture.data, picture.cols, picture.rows, static_cast<qsizetype>(picture.step), format)
        .convertToFormat(picture.channels() == 4 ? QImage::Format_ARGB32_Premultiplied
                                                 : QImage::Format_RGB32);
}

}  // namespace nounscope
