// How long the stages of a run took, in the order in which they ran.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace nounscope {

struct StageTime {
    std::string stage;
    double seconds = 0;
};

// Runs `stage` and appends its wall-clock time to `times`; nothing is appended where it throws.
template <class Stage>
auto timed(std::vector<StageTime>& times, const char* name, Stage&& stage) {
    const auto begin = std::chrono::steady_clock::now();
    auto result = std::forward<Stage>(stage)();
    times.push_back({name, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()});
    return result;
}

}  // namespace nounscope
