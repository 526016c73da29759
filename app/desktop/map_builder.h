// Lays the pictures out on the map, on a thread of its own beside the computing one: it may take minutes, and sliders
// must not wait for it.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <memory>

#include "app/desktop/map_input.h"
#include "core/model/cancel_token.h"
#include "core/model/map_layout.h"
#include "core/model/progress.h"

namespace nounscope {

class MapBuilder : public QObject {
    Q_OBJECT
public:
    explicit MapBuilder(QObject* parent = nullptr);
    ~MapBuilder() override;

    void build(std::shared_ptr<const MapInput> input);  // stops the one before
    void cancel();

Q_SIGNALS:
    // Ten times a second at most while it takes shape; `done` for the last one.
    void layoutReady(std::shared_ptr<const nounscope::MapLayout> layout,
                     std::shared_ptr<const nounscope::MapInput> input, bool done);
    void progressed(const nounscope::Progress& progress);
    void failed(const QString& message);

private:
    struct Work;
    void run(const std::shared_ptr<Work>& work);
    void tell(const std::shared_ptr<Work>& work, std::shared_ptr<const MapLayout> layout, bool done);

    std::shared_ptr<CancelToken> m_cancel;  // of the newest
    QThreadPool m_pool;
};

}  // namespace nounscope
