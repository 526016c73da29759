#include "app/desktop/thumbnail_file.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QImageWriter>
#include <QSaveFile>
#include <QUrl>
#include <opencv2/imgproc.hpp>

#include "core/io/image_decode.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

const QString uriKey = "Thumb::URI";
const QString timeKey = "Thumb::MTime";

QImage fromMat(const cv::Mat& picture) {
    if (picture.channels() == 4)
        return QImage(picture.data, picture.cols, picture.rows, static_cast<qsizetype>(picture.step),
                      QImage::Format_RGBA8888)
            .copy();
    return QImage(picture.data, picture.cols, picture.rows, static_cast<qsizetype>(picture.step),
                  QImage::Format_RGB888)
        .copy();
}

QImage decode(const std::filesystem::path& file) try {
    const cv::Mat picture = decodeImage(file, {});
    const double scale = std::min(1.0, double{thumbnailPixels} / std::max(picture.cols, picture.rows));
    cv::Mat small;
    cv::resize(picture, small,
               cv::Size(std::max(1, static_cast<int>(picture.cols * scale)),
                        std::max(1, static_cast<int>(picture.rows * scale))),
               0, 0, cv::INTER_AREA);
    return fromMat(small);
} catch (const Error&) {
    return {};
}

}  // namespace

QImage loadThumbnail(const std::filesystem::path& file, const QString& cacheFolder) {
    if (cacheFolder.isEmpty()) return decode(file);
    const QFileInfo picture(QString::fromStdString(file.string()));
    const QByteArray uri = QUrl::fromLocalFile(picture.absoluteFilePath()).toEncoded(QUrl::FullyEncoded);
    const QString time = QString::number(picture.lastModified().toSecsSinceEpoch());
    const QString folder = cacheFolder + "/large";
    const QString cached =
        folder + '/' + QString::fromLatin1(QCryptographicHash::hash(uri, QCryptographicHash::Md5).toHex()) +
        ".png";
    QImageReader reader(cached, "png");
    if (reader.text(timeKey) == time && reader.text(uriKey) == QString::fromLatin1(uri)) {
        const QImage image = reader.read();
        if (!image.isNull()) return image;
    }
    const QImage image = decode(file);
    if (image.isNull() || picture.absoluteFilePath().startsWith(cacheFolder)) return image;
    QDir().mkpath(folder);
    QSaveFile out(cached);
    if (!out.open(QIODevice::WriteOnly)) return image;  // a full or read-only disk costs time, nothing else
    out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QImageWriter writer(&out, "png");
    writer.setText(uriKey, QString::fromLatin1(uri));
    writer.setText(timeKey, time);
    if (writer.write(image)) out.commit();
    return image;
}

}  // namespace nounscope
