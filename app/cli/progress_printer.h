// How far a run is, on standard error: a line that updates on a terminal, plain lines elsewhere, or JSON for
// programs.
#pragma once

#include <chrono>
#include <string>

#include "core/model/progress.h"

namespace nounscope {

enum class ProgressStyle { Silent, Bar, Lines, Json };

// Json: one object a line with stage, done, total, per_second, seconds_left; the last two are null until
// known. Not thread-safe: a Job calls its sink from one thread at a time.
class ProgressPrinter {
public:
    explicit ProgressPrinter(ProgressStyle style) : m_style(style) {}
    ~ProgressPrinter() { endBar(); }

    void print(const Progress& progress);

    // Leaves the line of an unfinished bar, so that a message can follow.
    void endBar();

private:
    std::string describe(const Progress& progress) const;

    ProgressStyle m_style;
    std::chrono::steady_clock::time_point m_lastLine;
    std::string m_stage;
    bool m_barOpen = false;
};

}  // namespace nounscope
