// What a long job tells its caller: which stage, how far, how fast, how long still; and how it is told to stop.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "core/model/cancel_token.h"

namespace nounscope {

struct Progress {
    std::string stage;        // what a person reads, such as "Reading pictures"
    std::int64_t done = 0;    // 0 .. total
    std::int64_t total = 0;   // 0 where it cannot be known
    double perSecond = 0;     // mean rate since the stage began; 0 until known
    double secondsLeft = -1;  // negative until known
};

using ProgressSink = std::function<void(const Progress&)>;

// Handed to every long job. The sink is called from whichever thread does the work, never from two at once.
struct Job {
    const CancelToken* cancel = nullptr;  // nullptr: cannot be cancelled
    ProgressSink progress;                // empty: nobody listens

    void throwIfCancelled() const {
        if (cancel) cancel->throwIfCancelled();
    }
};

// Counts one stage of a job and reports it at most ten times a second, first and last step always.
// Thread-safe: several workers may advance() the same stage.
class StageProgress {
public:
    StageProgress(const Job& job, std::string stage, std::int64_t total);

    // Adds `steps` done; throws Cancelled when the job was cancelled.
    void advance(std::int64_t steps = 1);

private:
    void report(std::chrono::steady_clock::time_point now);

    const Job& m_job;
    std::mutex m_mutex;
    Progress m_progress;
    std::chrono::steady_clock::time_point m_begin;
    std::chrono::steady_clock::time_point m_lastReport;
};

}  // namespace nounscope
