#include "app/desktop/thumbnail_file.h"

#include <sys/stat.h>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QImageReader>
#include <QSaveFile>
#include <opencv2/imgproc.hpp>

#include "app/desktop/qt_image.h"
#include "core/io/image_decode.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

const QString uriKey = "Thumb::URI";
const QString timeKey = "Thumb::MTime";

// Escaped as GLib does it, so that programs of every toolkit find each other's files.
QByteArray uriOf(const std::filesystem::path& file) {
    const QByteArray path =
        QByteArray::fromStdString(std::filesystem::absolute(file).lexically_normal().string());
    return "file://" + path.toPercentEncoding("!$&'()*+,/:=@");
}

// A JPEG is decoded at an eighth of its size or so, which takes a tenth of the time.
QImage decodeReduced(const std::filesystem::path& file) {
    QImageReader reader(QFile::decodeName(QByteArray::fromStdString(file.string())), "jpeg");
    if (!reader.canRead()) return {};
    const QSize size = reader.size();
    if (std::max(size.width(), size.height()) < 4 * thumbnailPixels) return {};
    reader.setScaledSize(size.scaled(2 * thumbnailPixels, 2 * thumbnailPixels, Qt::KeepAspectRatio));
    reader.setAutoTransform(true);
    return reader.read().scaled(thumbnailPixels, thumbnailPixels, Qt::KeepAspectRatio,
                                Qt::SmoothTransformation);
}

QImage decode(const std::filesystem::path& file) try {
    if (const QImage reduced = decodeReduced(file); !reduced.isNull()) return reduced;
    const cv::Mat picture = decodeImage(file, {});
    const double scale = std::min(1.0, double{thumbnailPixels} / std::max(picture.cols, picture.rows));
    cv::Mat small;
    cv::resize(picture, small,
               cv::Size(std::max(1, static_cast<int>(picture.cols * scale)),
                        std::max(1, static_cast<int>(picture.rows * scale))),
               0, 0, cv::INTER_AREA);
    return toQImage(small);
} catch (const Error&) {
    return {};
}

QImage readKept(const QString& kept, const QByteArray& uri, const QString& time) {
    const QImage image(kept, "png");
    if (image.text(timeKey) != time || image.text(uriKey) != QString::fromLatin1(uri)) return {};
    return image.hasAlphaChannel() ? image.convertToFormat(QImage::Format_ARGB32_Premultiplied)
                                   : image.convertToFormat(QImage::Format_RGB32);
}

// A full or read-only disk costs time, nothing else.
void keep(const QImage& image, const QString& kept, const QByteArray& uri, const QString& time,
          qint64 bytes) {
    const QString folder = QFileInfo(kept).path();
    if (!QDir(folder).exists() && QDir().mkpath(folder))
        QFile::setPermissions(folder,
                              QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    QSaveFile out(kept);
    if (!out.open(QIODevice::WriteOnly)) return;
    out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QImage marked = image;  // QImageWriter's and QImageReader's own texts cannot have a colon in their keys
    marked.setText(uriKey, QString::fromLatin1(uri));
    marked.setText(timeKey, time);
    marked.setText("Thumb::Size", QString::number(bytes));
    marked.setText("Software", "NounScope");
    if (marked.save(&out, "png")) out.commit();
}

}  // namespace

QString thumbnailPath(const std::filesystem::path& file, const QString& cacheFolder) {
    const QByteArray hash = QCryptographicHash::hash(uriOf(file), QCryptographicHash::Md5).toHex();
    return cacheFolder + "/large/" + QString::fromLatin1(hash) + ".png";
}

QImage loadThumbnail(const std::filesystem::path& file, const QString& cacheFolder) {
    struct stat before {};
    if (stat(file.c_str(), &before) != 0) return {};
    if (cacheFolder.isEmpty()) return decode(file);
    const QByteArray uri = uriOf(file);
    const QString kept = thumbnailPath(file, cacheFolder);
    const QString time = QString::number(before.st_mtim.tv_sec);
    if (const QImage image = readKept(kept, uri, time); !image.isNull()) return image;
    const QImage image = decode(file);
    // No thumbnails of thumbnails.
    const bool isThumbnail = uri.startsWith(uriOf(cacheFolder.toStdString()));
    if (!image.isNull() && !isThumbnail) keep(image, kept, uri, time, before.st_size);
    return image;
}

}  // namespace nounscope
