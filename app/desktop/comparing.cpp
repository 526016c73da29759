#include "app/desktop/comparing.h"

#include "app/desktop/compute_worker.h"
#include "ui/compare_page.h"

namespace nounscope {

Comparing::Comparing(ComparePage& page, ComputeWorker& worker, QObject* parent) : QObject(parent) {
    connect(&worker, &ComputeWorker::picturesReady, &m_history, &RunHistory::setItems);
    connect(&worker, &ComputeWorker::nounsReady, &m_history, &RunHistory::setNouns);
    connect(&worker, &ComputeWorker::filterReady, &m_history, &RunHistory::setFilter);
    connect(&worker, &ComputeWorker::clustersReady, &m_history, &RunHistory::add);
    connect(&m_history, &RunHistory::changed, &page, [this, &page] { page.setRuns(m_history.titles()); });
    connect(&page, &ComparePage::comparisonWanted, &m_history, &RunHistory::compare);
    connect(&m_history, &RunHistory::compared, &page, &ComparePage::showComparison);
}

}  // namespace nounscope
