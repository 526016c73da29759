// Holds the computing part of core to plain float64 arithmetic on every device that is there, and times it:
// on a bare server this program is the whole test suite. Exit status 0: all within tolerance. Needs LibTorch
// only.
#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>

#include "core/cluster/spherical_kmeans.h"
#include "core/cluster/text_counterparts.h"
#include "core/device.h"
#include "core/filter/noun_score.h"
#include "core/measure/internal_metrics.h"
#include "core/tiled_product.h"
#include "tests/device/check_report.h"
#include "tests/device/check_towers.h"
#include "tests/device/plain_reference.h"
#include "tests/synthetic_embeddings.h"

namespace nounscope::test {
namespace {

constexpr int clusters = 10;
constexpr double tau = 0.02;
constexpr std::int64_t selectedNouns = 200;
constexpr int timedRuns = 5;
const FilterSettings filter;

struct Inputs {
    at::Tensor images, nouns, centers;
    Inputs to(c10::Device device) const { return {images.to(device), nouns.to(device), centers.to(device)}; }
};

Inputs makeInputs(const SyntheticSettings& settings) {
    const SyntheticEmbeddings made = syntheticEmbeddings(settings);
    const std::int64_t step = settings.images / clusters;
    return {made.images, made.nouns, made.images.slice(0, 0, step * clusters, step).contiguous()};
}

// All that is compared, as the CPU sees it.
struct Results {
    at::Tensor product;
    NounScores scores;
    at::Tensor counterparts;
    KMeansResult kmeans;
    InternalMetrics metrics;
};

double largestDifference(const at::Tensor& a, const Rows& b) {
    const Rows rows = toRows(a);
    double largest = 0;
    for (std::size_t i = 0; i < b.size(); ++i)
        for (std::size_t d = 0; d < b[i].size(); ++d)
            largest = std::max(largest, std::abs(rows[i][d] - b[i][d]));
    return largest;
}

double relativeDifference(double a, double b) {
    return std::abs(a - b) / std::max(std::abs(b), 1e-300);
}

struct Stage {
    const char* name;
    std::function<void(const Inputs&, Results&)>
        run;  // ends with values on the CPU, so the device has finished
};

std::vector<Stage> stages() {
    return {
        {"matrix product",
         [](const Inputs& in, Results& out) { out.product = tiledProduct(in.images, in.centers).cpu(); }},
        {"noun scores",
         [](const Inputs& in, Results& out) { out.scores = scoreNouns(in.nouns, in.centers, filter); }},
        {"text counterparts",
         [](const Inputs& in, Results& out) {
             out.counterparts = textCounterparts(in.images, in.nouns.narrow(0, 0, selectedNouns), tau).cpu();
         }},
        {"k-means", [](const Inputs& in,
                       Results& out) { out.kmeans = sphericalKMeansFrom(in.images, in.centers, 300); }},
        {"internal metrics",
         [](const Inputs& in, Results& out) {
             out.metrics = internalMetrics(in.images, out.kmeans.assignment, clusters);
         }},
    };
}

Results compute(const Inputs& inputs) {
    Results results;
    for (const Stage& stage : stages()) stage.run(inputs, results);
    return results;
}

void compareWithPlain(const Inputs& inputs, const Results& results, Report& report) {
    const Rows images = toRows(inputs.images), nouns = toRows(inputs.nouns), centers = toRows(inputs.centers);
    Rows product;
    for (const auto& image : images) {
        product.emplace_back();
        for (const auto& center : centers) product.back().push_back(dot(image, center));
    }
    report.check("matrix product", largestDifference(results.product, product), 1e-6);

    const std::vector<double> logScores = plainLogScores(nouns, centers, filter.temperature, filter.norm);
    double largest = 0;
    for (std::size_t noun = 0; noun < logScores.size(); ++noun)
        largest = std::max(largest, std::abs(results.scores.logScore[noun] - logScores[noun]));
    report.check("log-scores of the nouns", largest, 1e-6 / filter.temperature + 5e-6);

    const Rows selected(nouns.begin(), nouns.begin() + selectedNouns);
    report.check("text counterparts",
                 largestDifference(results.counterparts, plainCounterparts(images, selected, tau)), 1e-4);

    const PlainClusters plain = plainKMeans(images, centers);
    double moved = 0;
    for (std::size_t i = 0; i < images.size(); ++i)
        moved += plain.assignment[i] != results.kmeans.assignment[i];
    report.check("k-means: share of rows elsewhere", moved / static_cast<double>(images.size()), 1e-3);
    report.check("k-means: objective, relative",
                 relativeDifference(results.kmeans.objective, plain.objective), 1e-6);

    const InternalMetrics metrics = plainInternalMetrics(images, results.kmeans.assignment, clusters);
    report.check("silhouette", std::abs(results.metrics.silhouette - metrics.silhouette), 1e-6);
    report.check("Davies-Bouldin", std::abs(results.metrics.daviesBouldin - metrics.daviesBouldin), 1e-6);
    report.check("Calinski-Harabasz, relative",
                 relativeDifference(results.metrics.calinskiHarabasz, metrics.calinskiHarabasz), 1e-6);
}

void compareWithCpu(const Results& device, const Results& cpu, Report& report) {
    report.check("matrix product", (device.product - cpu.product).abs().max().item<double>(), 1e-6);
    double largest = 0;
    for (std::size_t noun = 0; noun < cpu.scores.logScore.size(); ++noun)
        largest = std::max(largest, std::abs(device.scores.logScore[noun] - cpu.scores.logScore[noun]));
    report.check("log-scores of the nouns", largest, 1e-6 / filter.temperature + 5e-6);
    report.check("text counterparts", (device.counterparts - cpu.counterparts).abs().max().item<double>(),
                 1e-4);
    report.check("k-means: objective, relative",
                 relativeDifference(device.kmeans.objective, cpu.kmeans.objective), 1e-4);
    report.check("silhouette", std::abs(device.metrics.silhouette - cpu.metrics.silhouette), 1e-3);
}

// The first run, which warms caches and the device up, does not count.
std::vector<double> medianSeconds(const Inputs& inputs) {
    Results results = compute(inputs);
    std::vector<double> medians;
    for (const Stage& stage : stages()) {
        std::vector<double> seconds;
        for (int run = 0; run < timedRuns; ++run) {
            const auto begin = std::chrono::steady_clock::now();
            stage.run(inputs, results);
            seconds.push_back(
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
        }
        std::nth_element(seconds.begin(), seconds.begin() + timedRuns / 2, seconds.end());
        medians.push_back(seconds[timedRuns / 2]);
    }
    return medians;
}

bool run(const SyntheticSettings& timed, bool withTowers) {
    const int threads = setThreads(0);
    std::vector<c10::Device> devices{c10::Device(c10::kCPU)};
    if (at::globalContext().hasCUDA())
        devices.push_back(chooseDevice("cuda"));
    else
        std::printf("No CUDA device is present: only the CPU is checked.\n");

    Report report;
    const Inputs small = makeInputs({1500, 3000, 96, clusters, 1.1, false, 3});
    std::vector<Results> results;
    for (const c10::Device device : devices) {
        std::printf("%s against plain float64 arithmetic\n", device.str().c_str());
        results.push_back(compute(small.to(device)));
        compareWithPlain(small, results.back(), report);
        checkTowers(device, report);
    }

    const Inputs large = makeInputs(timed);
    std::vector<std::vector<double>> seconds;
    std::vector<Results> largeResults;
    for (const c10::Device device : devices) {
        const Inputs inputs = large.to(device);
        largeResults.push_back(compute(inputs));
        seconds.push_back(medianSeconds(inputs));
    }
    for (std::size_t i = 1; i < devices.size(); ++i) {
        std::printf("%s against cpu\n", devices[i].str().c_str());
        compareWithCpu(largeResults[i], largeResults[0], report);
    }

    std::printf("Median milliseconds: %ld pictures, %ld nouns, width %ld, %d CPU threads, BLAS %s\n",
                static_cast<long>(timed.images), static_cast<long>(timed.nouns),
                static_cast<long>(timed.width), threads, detectBlas().library.c_str());
    for (std::size_t stage = 0; stage < seconds[0].size(); ++stage) {
        std::printf("  %-20s", stages()[stage].name);
        for (std::size_t i = 0; i < devices.size(); ++i)
            std::printf("  %s %9.2f", devices[i].str().c_str(), 1000 * seconds[i][stage]);
        std::printf("\n");
    }
    if (withTowers)
        for (const c10::Device device : devices) timeTowers(device);
    return report.allWithin();
}

}  // namespace
}  // namespace nounscope::test

int main(int argc, char** argv) {
    nounscope::test::SyntheticSettings timed{3000, 5000, 256, nounscope::test::clusters, 1.1, false, 3};
    const bool full = argc == 2 && std::strcmp(argv[1], "--full") == 0;
    if (full) {
        timed.images = 10'000;
        timed.nouns = 82'115;
        timed.width = 512;
    } else if (argc > 1) {
        std::fprintf(stderr,
                     "usage: core_device_check [--full]\n  --full  time 10,000 x 512 pictures, 82,115 nouns "
                     "and CLIP's towers\n");
        return 2;
    }
    try {
        return nounscope::test::run(timed, full) ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "core_device_check: %s\n", error.what());
        return 1;
    }
}
