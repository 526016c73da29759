// Counts a stage that an earlier run may have done in part: its rate and the time left are those of the work
// still done.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "core/model/progress.h"

namespace nounscope {

// Used by one thread at a time. `job` must outlive the object.
class ResumedProgress {
public:
    ResumedProgress(const Job& job, std::string stage, std::int64_t total)
        : m_job{job.cancel, corrected(job.progress)}, m_progress(m_job, std::move(stage), total) {}
    ResumedProgress(const ResumedProgress&) = delete;
    ResumedProgress& operator=(const ResumedProgress&) = delete;

    // As StageProgress::advance.
    void work(std::int64_t steps = 1) { m_progress.advance(steps); }
    void skip(std::int64_t steps = 1) {
        m_skipped += steps;
        m_progress.advance(steps);
    }

private:
    ProgressSink corrected(const ProgressSink& sink) const {
        if (!sink) return {};
        return [this, &sink](Progress progress) {
            correct(progress);
            sink(progress);
        };
    }
    void correct(Progress& progress) const {
        const std::int64_t worked = progress.done - m_skipped;
        const double share =
            progress.done > 0 ? static_cast<double>(worked) / static_cast<double>(progress.done) : 0;
        progress.perSecond *= share;
        progress.secondsLeft = share > 0 ? progress.secondsLeft / share : -1;
    }

    Job m_job;
    std::int64_t m_skipped = 0;
    StageProgress m_progress;
};

}  // namespace nounscope
