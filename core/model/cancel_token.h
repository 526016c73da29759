// Lets another thread, or a signal handler, ask a long job to stop. Jobs poll it per block or layer.
#pragma once

#include <atomic>

#include "core/model/error.h"

namespace nounscope {

class CancelToken {
public:
    void cancel() noexcept { m_cancelled.store(true, std::memory_order_relaxed); }  // async-signal-safe
    bool isCancelled() const noexcept { return m_cancelled.load(std::memory_order_relaxed); }
    void throwIfCancelled() const {
        if (isCancelled()) throw Cancelled();
    }

private:
    std::atomic<bool> m_cancelled{false};
    static_assert(std::atomic<bool>::is_always_lock_free);
};

}  // namespace nounscope
