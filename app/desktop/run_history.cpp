#include "app/desktop/run_history.h"

namespace nounscope {

namespace {

constexpr std::size_t keptRuns = 8;

}  // namespace

void RunHistory::add(std::shared_ptr<const ClusterView> clusters) {
    if (!m_next.items || !m_next.nouns || !m_next.filter) return;
    m_next.clusters = std::move(clusters);
    const FilterSettings& filter = m_next.filter->filter;
    m_next.title = tr("%1.  %2, temperature %3, %4 clusters, %5 nouns")
                       .arg(++m_added)
                       .arg(QString::fromStdString(filterName(filter.kind)))
                       .arg(filter.temperature)
                       .arg(m_next.clusters->names.size())
                       .arg(m_next.filter->selection.indices.size())
                       .toStdString();
    m_runs.push_back(m_next);
    if (m_runs.size() > keptRuns) m_runs.pop_front();
    Q_EMIT changed();
}

void RunHistory::clear() {
    m_next = {};
    m_runs.clear();
    m_added = 0;
    ++m_asked;
    Q_EMIT changed();
}

QStringList RunHistory::titles() const {
    QStringList titles;
    for (const RunSnapshot& run : m_runs) titles += QString::fromStdString(run.title);
    return titles;
}

void RunHistory::compare(int before, int after) {
    m_pool.start([this, asked = ++m_asked, from = m_runs.at(static_cast<std::size_t>(before)),
                  to = m_runs.at(static_cast<std::size_t>(after))] {
        auto comparison = std::make_shared<const RunComparison>(compareRuns(from, to));
        QMetaObject::invokeMethod(
            this,
            [this, asked, comparison = std::move(comparison)] {
                if (asked == m_asked) Q_EMIT compared(comparison);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace nounscope
