#include "app/desktop/mapping.h"

#include "app/desktop/compute_worker.h"
#include "ui/map_page.h"

namespace nounscope {

Mapping::Mapping(MapPage& page, ComputeWorker& worker, QObject* parent) : QObject(parent) {
    connect(&worker, &ComputeWorker::picturesReady, this, [this, &page] {
        m_builder.cancel();
        page.clear();
    });
    connect(&worker, &ComputeWorker::clustersReady, &page, &MapPage::setOutdated);
    connect(&worker, &ComputeWorker::opened, &page, &MapPage::setOutdated);
    connect(&page, &MapPage::mapWanted, this, [this, &page, &worker] {
        page.setBusy(true);
        worker.requestMapInput();
    });
    connect(&worker, &ComputeWorker::mapInputReady, this, [this, &page](std::shared_ptr<const MapInput> input) {
        if (input) return m_builder.build(std::move(input));
        page.showProblem(tr("The map needs the pictures, which are not at hand. Run again to draw it."));
        Q_EMIT settled();
    });
    connect(&m_builder, &MapBuilder::layoutReady, this,
            [this, &page](const std::shared_ptr<const MapLayout>& layout,
                          const std::shared_ptr<const MapInput>& input, bool done) {
                page.showLayout(layout, input->pictures);
                page.setBusy(!done);
                if (done) Q_EMIT settled();
            });
    connect(&m_builder, &MapBuilder::failed, this, [this, &page](const QString& message) {
        page.showProblem(message);
        Q_EMIT settled();
    });
}

}  // namespace nounscope
