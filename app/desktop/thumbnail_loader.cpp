#include "app/desktop/thumbnail_loader.h"

#include <sys/resource.h>
#include <unistd.h>

#include <QThread>
#include <algorithm>

#include "app/desktop/thumbnail_file.h"

namespace nounscope {

namespace {

constexpr int memoryKiB = 256 * 1024;
constexpr std::size_t longestQueue = 2000;  // what scrolled by is asked for again when it is seen again

// Computing goes first, but never alone.
void giveWay() {
    constexpr int niceness = 10;
    thread_local const bool done = setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness) == 0;
    static_cast<void>(done);
}

}  // namespace

ThumbnailLoader::ThumbnailLoader(const QString& cacheFolder, QObject* parent)
    : Thumbnails(parent), m_cacheFolder(cacheFolder), m_images(memoryKiB) {
    m_pool.setMaxThreadCount(std::max(1, QThread::idealThreadCount() / 2));
}

ThumbnailLoader::~ThumbnailLoader() {
    m_pool.clear();
    m_pool.waitForDone();
}

void ThumbnailLoader::setItems(std::shared_ptr<const ImageItems> items) {
    const bool samePictures =
        m_items && m_items->size() == items->size() &&
        std::equal(items->begin(), items->end(), m_items->begin(),
                   [](const auto& a, const auto& b) { return a.file.native() == b.file.native(); });
    m_items = std::move(items);
    m_broken.clear();
    if (samePictures) return;
    ++m_generation;
    m_images.clear();
    m_wanted.clear();
    m_known.clear();
}

QImage ThumbnailLoader::thumbnail(int picture) {
    if (const QImage* image = m_images.object(picture)) return *image;
    if (!m_known.contains(picture) && !m_broken.contains(picture)) {
        m_known.insert(picture);
        m_wanted.push_back(picture);
        if (m_wanted.size() > longestQueue) {
            m_known.remove(m_wanted.front());
            m_wanted.erase(m_wanted.begin());
        }
        startNext();
    }
    return {};
}

void ThumbnailLoader::startNext() {
    while (m_running < m_pool.maxThreadCount() && !m_wanted.empty()) {
        const int picture = m_wanted.back();
        m_wanted.pop_back();
        ++m_running;
        const auto file = (*m_items)[static_cast<std::size_t>(picture)].file;
        m_pool.start([this, picture, file, cache = m_cacheFolder, generation = m_generation] {
            giveWay();
            QImage image = loadThumbnail(file, cache);
            QMetaObject::invokeMethod(
                this,
                [this, picture, generation, image = std::move(image)] {
                    --m_running;
                    if (generation == m_generation) {
                        m_known.remove(picture);
                        if (image.isNull())
                            m_broken.insert(picture);
                        else
                            m_images.insert(picture, new QImage(image),
                                            std::max<qsizetype>(1, image.sizeInBytes() / 1024));
                        Q_EMIT ready(picture);
                    }
                    startNext();
                },
                Qt::QueuedConnection);
        });
    }
}

}  // namespace nounscope
