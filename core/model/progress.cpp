#include "core/model/progress.h"

#include <utility>

namespace nounscope {

using Clock = std::chrono::steady_clock;

StageProgress::StageProgress(const Job& job, std::string stage, std::int64_t total)
    : m_job(job), m_begin(Clock::now()) {
    m_progress.stage = std::move(stage);
    m_progress.total = total;
    job.throwIfCancelled();
    report(m_begin);
}

void StageProgress::advance(std::int64_t steps) {
    m_job.throwIfCancelled();
    if (!m_job.progress) return;
    const std::lock_guard lock(m_mutex);
    m_progress.done += steps;
    const auto now = Clock::now();
    const bool finished = m_progress.total > 0 && m_progress.done >= m_progress.total;
    if (finished || now - m_lastReport >= std::chrono::milliseconds(100)) report(now);
}

void StageProgress::report(Clock::time_point now) {
    if (!m_job.progress) return;
    const double elapsed = std::chrono::duration<double>(now - m_begin).count();
    if (m_progress.done > 0 && elapsed > 0) {
        m_progress.perSecond = static_cast<double>(m_progress.done) / elapsed;
        if (m_progress.total > 0)
            m_progress.secondsLeft = static_cast<double>(m_progress.total - m_progress.done) / m_progress.perSecond;
    }
    m_lastReport = now;
    m_job.progress(m_progress);
}

}  // namespace nounscope
