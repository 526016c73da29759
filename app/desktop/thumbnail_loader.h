// Thumbnails of the pictures on screen: read on threads of their own, kept in memory within a limit and on disk
// where the desktop's programs share theirs (freedesktop.org's thumbnail specification).
#pragma once

#include <QCache>
#include <QSet>
#include <QThreadPool>
#include <atomic>
#include <memory>
#include <vector>

#include "core/model/image_item.h"
#include "ui/thumbnails.h"

namespace nounscope {

class ThumbnailLoader : public Thumbnails {
    Q_OBJECT
public:
    // cacheFolder: $XDG_CACHE_HOME/thumbnails; empty: nothing is kept on disk.
    explicit ThumbnailLoader(const QString& cacheFolder, QObject* parent = nullptr);
    ~ThumbnailLoader() override;

    void setItems(std::shared_ptr<const ImageItems> items);
    QImage thumbnail(int picture) override;
    bool isBusy() const override { return !m_known.isEmpty(); }
    bool isBroken(int picture) const override { return m_broken.contains(picture); }

private:
    void startNext();

    QString m_cacheFolder;
    std::shared_ptr<const ImageItems> m_items;
    QCache<int, QImage> m_images;  // cost in KiB
    std::vector<int> m_wanted;     // the last one is the newest
    QSet<int> m_known;             // wanted or being read
    QSet<int> m_broken;            // tried in vain
    int m_running = 0;
    quint64 m_generation = 0;  // of m_items: answers to older ones are dropped
    QThreadPool m_pool;
};

}  // namespace nounscope
