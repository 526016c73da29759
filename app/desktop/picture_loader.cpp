#include "app/desktop/picture_loader.h"

#include <QClipboard>
#include <QGuiApplication>
#include <algorithm>
#include <utility>

#include "app/desktop/qt_image.h"
#include "core/io/image_decode.h"
#include "core/io/image_format.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

constexpr int screenPixels = 2560;

QString formatName(const Bytes& bytes) {
    switch (imageFormat({reinterpret_cast<const char*>(bytes.data()), bytes.size()})) {
        case ImageFormat::Png:
            return "PNG";
        case ImageFormat::Jpeg:
            return "JPEG";
        case ImageFormat::Webp:
            return "WebP";
        case ImageFormat::Bmp:
            return "BMP";
        case ImageFormat::Tiff:
            return "TIFF";
        case ImageFormat::Gif:
            return "GIF";
        case ImageFormat::Svg:
            return "SVG";
        case ImageFormat::Heif:
            return "HEIF";
        case ImageFormat::Unknown:
            break;
    }
    return {};
}

// Throws Cancelled.
void read(const std::filesystem::path& file, const CancelToken& cancel, WholePicture& picture) try {
    const PictureFile whole = readPictureFile(file, &cancel);
    picture.bytes = static_cast<qint64>(whole.bytes.size());
    picture.format = formatName(whole.bytes);
    DecodeControl control;
    control.cancel = &cancel;
    picture.image = toQImage(decodeImage(whole.bytes, {}, control));
    if (std::max(picture.image.width(), picture.image.height()) > screenPixels)
        picture.reduced =
            picture.image.scaled(screenPixels, screenPixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
} catch (const Error& error) {
    picture.reason = QString::fromStdString(error.what());
}

}  // namespace

PictureLoader::PictureLoader(QObject* parent) : Pictures(parent) {
    m_pool.setMaxThreadCount(1);
}

PictureLoader::~PictureLoader() {
    if (m_cancel) m_cancel->cancel();
    m_pool.waitForDone();
}

void PictureLoader::request(int picture) {
    if (m_cancel) m_cancel->cancel();
    m_cancel = std::make_shared<CancelToken>();
    const ImageItem& item = (*m_items)[static_cast<std::size_t>(picture)];
    const QDateTime changed = QDateTime::fromSecsSinceEpoch(item.changed);
    m_pool.start([this, picture, changed, file = item.file, cancel = m_cancel] {
        auto whole = std::make_shared<WholePicture>();
        whole->picture = picture;
        whole->changed = changed;
        try {
            read(file, *cancel, *whole);
        } catch (const Cancelled&) {
            return;
        }
        QMetaObject::invokeMethod(
            this,
            [this, cancel, whole = std::shared_ptr<const WholePicture>(std::move(whole))] {
                if (cancel == m_cancel) Q_EMIT ready(whole);
            },
            Qt::QueuedConnection);
    });
}

void PictureLoader::copyToClipboard(const QString& file) {
    m_pool.start([this, file = std::filesystem::path(file.toStdString())] {
        WholePicture whole;
        read(file, CancelToken(), whole);
        if (whole.image.isNull()) return;
        QMetaObject::invokeMethod(
            this, [image = std::move(whole.image)] { QGuiApplication::clipboard()->setImage(image); },
            Qt::QueuedConnection);
    });
}

}  // namespace nounscope
