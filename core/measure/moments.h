// Mean and variance of plain numbers, exact for constant ones.
#pragma once

#include <limits>
#include <vector>

namespace nounscope {

struct Moments {
    double mean = std::numeric_limits<double>::quiet_NaN();      // NaN of no values
    double variance = std::numeric_limits<double>::quiet_NaN();  // divided by n; 0 exactly when all are equal
};

inline Moments moments(const std::vector<double>& values) {
    if (values.empty()) return {};
    const auto count = static_cast<double>(values.size());
    const double origin = values.front();
    double sum = 0, squares = 0;
    for (const double value : values) sum += value - origin;
    const double mean = sum / count;
    for (const double value : values) squares += (value - origin - mean) * (value - origin - mean);
    return {origin + mean, squares / count};
}

}  // namespace nounscope
