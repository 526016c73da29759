// How many cores a program could have kept busy: what a shared machine, which gives it fewer, cannot disturb.
#pragma once

#include <dirent.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <fstream>
#include <string>
#include <thread>

namespace nounscope::bench {

// From its construction until stop() it looks, 200 times a second, how many other threads of the process run or
// wait for nothing but a core.
class CoreDemand {
public:
    explicit CoreDemand(int cores) : m_cores(cores), m_sampler([this] { sample(); }) {}
    ~CoreDemand() { stop(); }
    CoreDemand(const CoreDemand&) = delete;
    CoreDemand& operator=(const CoreDemand&) = delete;

    // Mean of min(such threads, cores) / cores, 0 .. 1.
    double stop() {
        m_stop = true;
        if (m_sampler.joinable()) m_sampler.join();
        return m_samples > 0 ? m_wanted / static_cast<double>(m_samples) / m_cores : 0;
    }

    // What looking cost, once stopped.
    double cpuSeconds() const { return m_cpuSeconds; }

private:
    void sample() {
        const std::string self = std::to_string(syscall(SYS_gettid));
        while (!m_stop) {
            m_wanted += std::min(runnable(self), m_cores);
            ++m_samples;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        timespec used{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        m_cpuSeconds = static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
    }

    static int runnable(const std::string& self) {
        int count = 0;
        DIR* const tasks = opendir("/proc/self/task");
        while (const dirent* task = readdir(tasks)) {
            if (task->d_name[0] == '.' || task->d_name == self) continue;
            std::string line;
            std::getline(std::ifstream("/proc/self/task/" + std::string(task->d_name) + "/stat"), line);
            const std::size_t name = line.rfind(')');  // "TID (name) STATE ..."
            if (name != std::string::npos && line.compare(name, 3, ") R") == 0) ++count;
        }
        closedir(tasks);
        return count;
    }

    const int m_cores;
    double m_wanted = 0, m_cpuSeconds = 0;
    long m_samples = 0;
    std::atomic<bool> m_stop{false};
    std::thread m_sampler;
};

}  // namespace nounscope::bench
