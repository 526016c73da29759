// Time and peak memory of one stage of a benchmark.
#pragma once

#include <chrono>
#include <ctime>
#include <fstream>
#include <string>
#include <utility>

namespace nounscope::bench {

struct StageCost {
    double seconds = 0;
    double cpuSeconds = 0;  // of all threads: what a shared machine disturbs least
    double peakMiB =
        0;  // highest resident memory of the process while the stage ran; 0 where it is not known
    double addedMiB = 0;  // how much of it was not there when the stage began
};

// Linux keeps the highest resident size since it was last reset.
class PeakMemory {
public:
    static void reset() { std::ofstream("/proc/self/clear_refs") << "5"; }
    static double highestMiB() { return statusMiB("VmHWM:"); }
    static double currentMiB() { return statusMiB("VmRSS:"); }

private:
    static double statusMiB(const std::string& entry) {
        std::ifstream status("/proc/self/status");
        for (std::string word; status >> word;) {
            if (word != entry) continue;
            double kibibytes = 0;
            status >> kibibytes;
            return kibibytes / 1024;
        }
        return 0;
    }
};

template <class Stage>
StageCost measure(Stage&& stage) {
    PeakMemory::reset();
    const double before = PeakMemory::currentMiB();
    const std::clock_t cpuBegin = std::clock();
    const auto begin = std::chrono::steady_clock::now();
    std::forward<Stage>(stage)();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    const double cpuSeconds = static_cast<double>(std::clock() - cpuBegin) / CLOCKS_PER_SEC;
    const double peak = PeakMemory::highestMiB();
    return {elapsed.count(), cpuSeconds, peak, peak - before};
}

}  // namespace nounscope::bench
