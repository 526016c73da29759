// What a subcommand runs in: device, threads, cancellation, and the one voice on standard error.
#pragma once

#include <c10/core/Device.h>

#include <mutex>
#include <string>

#include "app/cli/interrupt.h"
#include "app/cli/options.h"
#include "app/cli/progress_printer.h"
#include "core/device.h"
#include "core/model/progress.h"

namespace nounscope {

class RunContext {
public:
    // Sets the process's threads, and warns where the BLAS in use is the slow one.
    RunContext(const ComputeOptions& options, Interrupt& interrupt);
    RunContext(const RunContext&) = delete;
    RunContext& operator=(const RunContext&) = delete;

    c10::Device device() const { return m_device; }
    int threads() const { return m_threads; }
    const Job& job() const { return m_job; }

    // One line on standard error, unless --quiet.
    void note(const std::string& text);

    // See Interrupt::holdWhileWriting; an open progress bar is ended first.
    std::unique_lock<std::mutex> holdWhileWriting();

private:
    Interrupt& m_interrupt;
    bool m_quiet;
    ProgressPrinter m_printer;
    c10::Device m_device;
    int m_threads;
    Job m_job;
};

}  // namespace nounscope
