#include "app/cli/run_context.h"

#include <unistd.h>

#include <cstdio>

namespace nounscope {

namespace {

ProgressStyle styleFor(const ComputeOptions& options) {
    if (options.jsonProgress) return ProgressStyle::Json;
    if (options.quiet) return ProgressStyle::Silent;
    return isatty(STDERR_FILENO) ? ProgressStyle::Bar : ProgressStyle::Lines;
}

}  // namespace

RunContext::RunContext(const ComputeOptions& options, Interrupt& interrupt)
    : m_interrupt(interrupt),
      m_quiet(options.quiet || options.jsonProgress),
      m_printer(styleFor(options)),
      m_device(chooseDevice(options.device)),
      m_threads(setThreads(options.threads)) {
    m_job.cancel = &interrupt.token();
    m_job.progress = [this](const Progress& progress) { m_printer.print(progress); };
    const BlasInfo blas = detectBlas();
    if (!blas.fast)
        note("Warning: matrix products run some 30 times slower than they could, with " +
             (blas.library.empty() ? "an unknown BLAS" : blas.library) +
             ".\n  Install a fast BLAS: apt install libopenblas0-pthread");
}

void RunContext::note(const std::string& text) {
    if (m_quiet) return;
    m_printer.endBar();
    std::fprintf(stderr, "%s\n", text.c_str());
}

std::unique_lock<std::mutex> RunContext::holdWhileWriting() {
    m_printer.endBar();
    return m_interrupt.holdWhileWriting();
}

}  // namespace nounscope
