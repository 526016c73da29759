// What Ctrl-C and a request to terminate do to a run: it stops within 200 ms and leaves nothing half-written.
#pragma once

#include <mutex>
#include <thread>

#include "core/model/cancel_token.h"

namespace nounscope {

// The first SIGINT or SIGTERM cancels the token, which core polls. Where core cannot answer within a moment
// (a library call that takes long), a watching thread ends the process with exit code 130. A second signal
// ends it at once. At most one object a process, made before other threads start.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    static constexpr int exitCode = 130;

    const CancelToken& token() const;

    // While the lock is held files are being written: only a second signal ends the process. Throws Cancelled
    // when the run was interrupted before.
    std::unique_lock<std::mutex> holdWhileWriting();

private:
    void watch();

    std::mutex m_writing;
    std::thread m_watcher;
};

}  // namespace nounscope
