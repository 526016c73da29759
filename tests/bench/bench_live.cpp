// What one step of a slider costs the computing thread: scores, kept nouns, histogram and ROC of a whole
// dictionary. Prints a Markdown table; RESULTS.md says what was found.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <numeric>

#include "core/device.h"
#include "core/filter/live_scores.h"
#include "core/filter/noun_selection.h"
#include "core/filter/score_histogram.h"
#include "core/filter/separability.h"

namespace nounscope::bench {
namespace {

struct Options {
    std::int64_t nouns = 146'347, width = 512, centers = 200;
    int positives = 1000;
    int steps = 30;
    int threads = 0;
};

// CPU time of all threads is what other work on the machine disturbs least.
struct Cost {
    double wall = 0, cpu = 0;  // ms
};

Cost cost(const std::function<void()>& work) {
    const std::clock_t cpuBegin = std::clock();
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - begin;
    return {wall.count(), 1000.0 * static_cast<double>(std::clock() - cpuBegin) / CLOCKS_PER_SEC};
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

at::Tensor unitRows(std::int64_t count, std::int64_t width) {
    const at::Tensor rows = at::randn({count, width});
    return rows / rows.norm(2, 1, true);
}

class Steps {
public:
    Steps(LiveScores& live, const std::vector<bool>& positive, int steps)
        : m_live(live), m_positive(positive), m_steps(steps) {}

    // change: the settings at a place 0 .. 1 along the slider. Not every slider changes scores, and with them the ROC.
    void measure(const char* slider, bool rescores,
                 const std::function<void(FilterSettings&, double)>& change) {
        std::vector<double> score, select, histogram, roc, wall, cpu;
        for (int step = 0; step < m_steps; ++step) {
            FilterSettings settings;
            change(settings, static_cast<double>(step) / m_steps);
            NounScores scores = rescores ? NounScores() : m_live.preview(settings);
            NounSelection selection;
            Cost all;
            const auto stage = [&](std::vector<double>& costs, const std::function<void()>& work) {
                const Cost one = cost(work);
                costs.push_back(one.cpu);
                all.wall += one.wall;
                all.cpu += one.cpu;
            };
            stage(score, [&] {
                if (rescores) scores = m_live.preview(settings);
            });
            stage(select, [&] { selection = selectNouns(scores, settings); });
            stage(histogram, [&] { scoreHistogram(scores.logScore, selection.selected, m_positive, 120); });
            stage(roc, [&] {
                if (rescores) separabilityFromPositives(scores.logScore, m_positive);
            });
            wall.push_back(all.wall);
            cpu.push_back(all.cpu);
        }
        std::printf("| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |\n", slider, median(score),
                    median(select), median(histogram), median(roc), median(cpu), median(wall),
                    *std::min_element(wall.begin(), wall.end()));
    }

private:
    LiveScores& m_live;
    const std::vector<bool>& m_positive;
    int m_steps;
};

void run(const Options& options) {
    const int threads = setThreads(options.threads);
    const c10::InferenceMode inference;
    at::manual_seed(1);
    const auto norms = std::make_shared<NounNorms>(unitRows(options.nouns, options.width));
    LiveScores live(norms, unitRows(options.centers, options.width));
    std::vector<bool> positive(static_cast<std::size_t>(options.nouns));
    for (int i = 0; i < options.positives; ++i)
        positive[static_cast<std::size_t>(i) * 101 % positive.size()] = true;

    std::printf("%ld nouns, %ld wide, %ld proxies, %d threads\n\n", static_cast<long>(options.nouns),
                static_cast<long>(options.width), static_cast<long>(options.centers), threads);
    const Cost curves = cost([&] { norms->drawCurves({}); });
    FilterSettings settings;
    const Cost first = cost([&] { live.score(settings); });
    settings.norm = 3.3;
    const Cost otherNorm = cost([&] { live.score(settings); });
    live.score({});
    std::printf("CPU: curves of the norms %.0f ms; exact scores at norm 2 %.0f ms, at 3.3 %.0f ms\n\n",
                curves.cpu, first.cpu, otherNorm.cpu);

    std::printf("| slider | CPU ms: score | select | histogram | ROC | all | wall ms | least |\n");
    std::printf("|---|---:|---:|---:|---:|---:|---:|---:|\n");
    Steps steps(live, positive, options.steps);
    steps.measure("temperature", true, [](FilterSettings& filter, double place) {
        filter.temperature = 0.01 * std::pow(20, place);
    });
    steps.measure("norm", true,
                  [](FilterSettings& filter, double place) { filter.norm = 0.1 * std::pow(160, place); });
    steps.measure("nouns per centre", false, [](FilterSettings& filter, double place) {
        filter.nounsPerCenter = 1 + static_cast<int>(49 * place);
    });
    steps.measure("rank cut", false,
                  [](FilterSettings& filter, double place) { filter.scoreCut = 0.001 + 0.9 * place; });
}

}  // namespace
}  // namespace nounscope::bench

int main(int argc, char** argv) {
    nounscope::bench::Options options;
    CLI::App app("What one step of a slider costs");
    app.option_defaults()->always_capture_default();
    app.add_option("--nouns", options.nouns, "nouns to make up");
    app.add_option("--dim", options.width, "width of their embeddings");
    app.add_option("--proxies", options.centers, "proxy centres");
    app.add_option("--positives", options.positives, "nouns taken for known positives");
    app.add_option("--steps", options.steps, "steps a slider; the table gives medians")
        ->check(CLI::PositiveNumber);
    app.add_option("--threads", options.threads, "0 = every core");
    CLI11_PARSE(app, argc, argv);
    nounscope::bench::run(options);
}
