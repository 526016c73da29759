#include "app/desktop/map_builder.h"

#include <c10/core/InferenceMode.h>

#include "core/device.h"
#include "core/map/picture_map.h"
#include "core/model/error.h"

namespace nounscope {

struct MapBuilder::Work {
    std::shared_ptr<const MapInput> input;
    std::shared_ptr<CancelToken> cancel = std::make_shared<CancelToken>();
};

MapBuilder::MapBuilder(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

MapBuilder::~MapBuilder() {
    cancel();
    m_pool.waitForDone();
}

void MapBuilder::cancel() {
    if (m_cancel) m_cancel->cancel();
    m_cancel.reset();
}

void MapBuilder::build(std::shared_ptr<const MapInput> input) {
    cancel();
    auto work = std::make_shared<Work>();
    work->input = std::move(input);
    m_cancel = work->cancel;
    m_pool.start([this, work] { run(work); });
}

void MapBuilder::run(const std::shared_ptr<Work>& work) {
    const c10::InferenceMode inference;
    setThreads(std::max(1, QThread::idealThreadCount() / 2));
    Job job;
    job.cancel = work->cancel.get();
    job.progress = [this](const Progress& progress) { Q_EMIT progressed(progress); };
    try {
        tell(work,
             pictureMap(
                 work->input->rows, {},
                 [&](std::shared_ptr<const MapLayout> layout) { tell(work, std::move(layout), false); }, job),
             true);
    } catch (const Cancelled&) {
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("The map could not be drawn: %1").arg(QString::fromUtf8(error.what())));
    }
}

// On this object's thread; what was overtaken on the way is dropped.
void MapBuilder::tell(const std::shared_ptr<Work>& work, std::shared_ptr<const MapLayout> layout, bool done) {
    QMetaObject::invokeMethod(
        this,
        [this, work, layout = std::move(layout), done] {
            if (work->cancel == m_cancel) Q_EMIT layoutReady(layout, work->input, done);
        },
        Qt::QueuedConnection);
}

}  // namespace nounscope
