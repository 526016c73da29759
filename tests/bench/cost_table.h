// What the stages of a benchmark cost over several runs, as a Markdown table.
#pragma once

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/stage_cost.h"

namespace nounscope::bench {

// Costs of one stage over the runs.
class Samples {
public:
    void add(StageCost cost) {
        m_seconds.push_back(cost.seconds);
        m_cpuSeconds.push_back(cost.cpuSeconds);
        m_peakMiB = std::max(m_peakMiB, cost.peakMiB);
        m_addedMiB = std::max(m_addedMiB, cost.addedMiB);
    }
    double median() const { return sorted(m_seconds)[m_seconds.size() / 2]; }
    double lowest() const { return sorted(m_seconds).front(); }
    double highest() const { return sorted(m_seconds).back(); }
    double medianCpu() const { return sorted(m_cpuSeconds)[m_seconds.size() / 2]; }
    double peakMiB() const { return m_peakMiB; }
    double addedMiB() const { return m_addedMiB; }

private:
    static std::vector<double> sorted(std::vector<double> seconds) {
        std::sort(seconds.begin(), seconds.end());
        return seconds;
    }

    std::vector<double> m_seconds, m_cpuSeconds;
    double m_peakMiB = 0, m_addedMiB = 0;
};

// Stages stand in the order of their first run.
class CostTable {
public:
    StageCost run(const std::string& name, const std::function<void()>& stage) {
        const StageCost cost = measure(stage);
        add(name, cost);
        return cost;
    }
    void add(const std::string& name, StageCost cost) {
        if (m_samples.find(name) == m_samples.end()) m_order.push_back(name);
        m_samples[name].add(cost);
    }
    const Samples& operator[](const std::string& name) const { return m_samples.at(name); }

    void print() const {
        std::printf("| stage | median s | lowest | highest | CPU s | peak MiB | of it added |\n");
        std::printf("|---|---:|---:|---:|---:|---:|---:|\n");
        for (const std::string& name : m_order) {
            const Samples& samples = m_samples.at(name);
            std::printf("| %s | %.3f | %.3f | %.3f | %.3f | %.0f | %.0f |\n", name.c_str(), samples.median(),
                        samples.lowest(), samples.highest(), samples.medianCpu(), samples.peakMiB(),
                        samples.addedMiB());
        }
    }

private:
    std::vector<std::string> m_order;
    std::map<std::string, Samples> m_samples;
};

}  // namespace nounscope::bench
