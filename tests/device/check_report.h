// What a check found, line by line, and whether all of it is within tolerance.
#pragma once

#include <cstdio>
#include <string>

namespace nounscope::test {

class Report {
public:
    void check(const std::string& what, double difference, double tolerance) {
        const bool within = difference <= tolerance;  // false for NaN
        m_allWithin = m_allWithin && within;
        std::printf("  %-34s %10.2e  at most %.0e  %s\n", what.c_str(), difference, tolerance,
                    within ? "ok" : "FAILED");
    }
    bool allWithin() const { return m_allWithin; }

private:
    bool m_allWithin = true;
};

}  // namespace nounscope::test
