// Whole pictures for the picture view, decoded as core does on a thread of their own: the newest request first,
// the others not at all.
#pragma once

#include <QThreadPool>
#include <atomic>
#include <memory>

#include "core/model/cancel_token.h"
#include "core/model/image_item.h"
#include "ui/pictures.h"

namespace nounscope {

class PictureLoader : public Pictures {
    Q_OBJECT
public:
    explicit PictureLoader(QObject* parent = nullptr);
    ~PictureLoader() override;

    void setItems(std::shared_ptr<const ImageItems> items) { m_items = std::move(items); }
    void request(int picture) override;

    // The file's whole picture on the clipboard, once it has been read.
    void copyToClipboard(const QString& file);

private:
    std::shared_ptr<const ImageItems> m_items;
    std::shared_ptr<CancelToken> m_cancel;  // of the newest request
    QThreadPool m_pool;
};

}  // namespace nounscope
