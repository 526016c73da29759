// How long the GUI thread keeps a person waiting: a thread of its own asks it again and again to answer.
#pragma once

#include <QCoreApplication>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace nounscope::bench {

// From its construction on, about once a millisecond, posts an event to the main thread and notes how long the answer
// took: what a key press at that moment would have waited.
class StallWatchdog : public QObject {
public:
    StallWatchdog() : m_asking([this] { ask(); }) {}
    ~StallWatchdog() override {
        m_stop = true;
        m_answered.notify_one();
        m_asking.join();
    }

    // Milliseconds, every answer since the last call. From the main thread.
    std::vector<double> take() {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return std::exchange(m_delays, {});
    }

protected:
    void customEvent(QEvent*) override {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_delays.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_asked).count());
        m_waiting = false;
        m_answered.notify_one();
    }

private:
    void ask() {
        while (!m_stop) {
            std::unique_lock<std::mutex> lock(m_mutex);
            m_asked = std::chrono::steady_clock::now();
            m_waiting = true;
            QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::HighEventPriority);
            m_answered.wait(lock, [this] { return !m_waiting || m_stop; });
            lock.unlock();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_answered;
    std::chrono::steady_clock::time_point m_asked;
    bool m_waiting = false;
    std::vector<double> m_delays;
    std::atomic<bool> m_stop{false};
    std::thread m_asking;
};

}  // namespace nounscope::bench
