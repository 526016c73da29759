// Measures every stage of the method beside two yardsticks in the same run: one matrix product of the two
// feature sets, and plain Lloyd iterations from the same starts. Prints Markdown tables; RESULTS.md says what
// was found.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <dlfcn.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <functional>

#include "core/cluster/cluster_names.h"
#include "core/cluster/clustering.h"
#include "core/cluster/kmeans_seeding.h"
#include "core/cluster/name_scores.h"
#include "core/cluster/spherical_kmeans.h"
#include "core/cluster/text_counterparts.h"
#include "core/device.h"
#include "core/filter/noun_score.h"
#include "core/filter/noun_selection.h"
#include "core/filter/proxy_centers.h"
#include "core/io/npy.h"
#include "core/measure/external_metrics.h"
#include "core/measure/internal_metrics.h"
#include "tests/bench/cost_table.h"
#include "tests/bench/plain_lloyd.h"
#include "tests/bench/stage_cost.h"
#include "tests/synthetic_embeddings.h"

namespace nounscope::bench {
namespace {

constexpr std::int64_t productBlock = 4096;  // nouns a block: the product is never whole in memory

struct Options {
    std::string folder;  // empty: made-up data
    test::SyntheticSettings data;
    MethodSettings method;
    int runs = 5;
    int threads = 0;
    bool withLloyd = true;
};

struct Features {
    at::Tensor images, nouns;
    std::vector<std::int32_t> labels;  // empty where unknown
};

Features loadFeatures(const Options& options) {
    if (options.folder.empty()) {
        const test::SyntheticEmbeddings made = test::syntheticEmbeddings(options.data);
        return {made.images, made.nouns, made.labels};
    }
    const std::filesystem::path folder = options.folder;
    Features features{readFeatures(folder / "images.npy"), readFeatures(folder / "nouns.npy"), {}};
    std::ifstream labels(folder / "labels.txt");
    features.labels.assign(std::istream_iterator<std::int32_t>(labels), {});
    return features;
}

// The yardsticks may use BLAS's own threads; core keeps BLAS at one and brings its own.
void setBlasThreads(int threads) {
    using SetThreads = void (*)(int);
    if (const auto set = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads")))
        set(threads);
}

void multiplyFeatureSets(const Features& features) {
    const c10::InferenceMode inference;
    at::Tensor product = at::empty({features.images.size(0), productBlock});
    for (std::int64_t begin = 0; begin < features.nouns.size(0); begin += productBlock) {
        const std::int64_t count = std::min(productBlock, features.nouns.size(0) - begin);
        at::Tensor block = product.narrow(1, 0, count);
        at::mm_out(block, features.images, features.nouns.narrow(0, begin, count).t());
    }
}

constexpr const char* wholeJob = "whole job";
constexpr const char* product = "product of the two feature sets";

struct MethodOutput {
    at::Tensor joined;  // [N, 2D], what the last k-means grouped
    KMeansResult clusters;
    Clustering clustering;
};

std::vector<std::string> madeUpWords(std::int64_t count) {
    std::vector<std::string> words;
    for (std::int64_t noun = 0; noun < count; ++noun) words.push_back("noun " + std::to_string(noun));
    return words;
}

MethodOutput runMethod(const Features& features, const MethodSettings& settings, CostTable& table) {
    MethodOutput output;
    at::Tensor centers, counterparts;
    NounScores scores;
    NounSelection selection;
    StageCost whole;
    const double before = PeakMemory::currentMiB();
    const auto stage = [&](const char* name, const std::function<void()>& work) {
        const StageCost cost = table.run(name, work);
        whole.seconds += cost.seconds;
        whole.cpuSeconds += cost.cpuSeconds;
        whole.peakMiB = std::max(whole.peakMiB, cost.peakMiB);
    };
    stage("proxy centres", [&] { centers = proxyCenters(features.images, settings.proxies, settings.seed); });
    stage("scores of all nouns", [&] { scores = scoreNouns(features.nouns, centers, settings.filter); });
    stage("selection", [&] { selection = selectNouns(scores, settings.filter); });
    stage("text counterparts", [&] {
        const at::Tensor chosen = features.nouns.index_select(0, at::tensor(selection.indices));
        counterparts = textCounterparts(features.images, chosen, settings.clusters.tau);
        output.joined = joinCounterparts(features.images, counterparts);
    });
    stage("k-means", [&] {
        const auto& [clusters, tau, restarts, maxIterations] = settings.clusters;
        output.clusters = sphericalKMeans(output.joined, {clusters, restarts, maxIterations, settings.seed});
    });
    stage("sizes, distances, medoids", [&] {
        output.clustering = describeClustering(output.joined, output.clusters, settings.clusters.tau);
    });
    stage("internal metrics",
          [&] { internalMetrics(output.joined, output.clustering.assignment, settings.clusters.clusters); });
    const std::vector<std::string> words = madeUpWords(features.nouns.size(0));
    stage("names", [&] {
        const at::Tensor closeness = nameScores(counterparts, features.nouns, output.clustering.assignment,
                                                settings.clusters.clusters);
        nameClusters(closeness, features.nouns, words, selection.indices, {}, nullptr);
    });
    whole.addedMiB = whole.peakMiB - before;
    table.add(wholeJob, whole);
    return output;
}

// The best objective and the time of plain Lloyd iterations from the program's own starts, beside the
// program's; both times include the k-means++ seeding.
void compareWithLloyd(const char* name, const at::Tensor& rows, const KMeansSettings& settings,
                      int blasThreads) {
    std::vector<std::vector<std::int64_t>> starts;
    const StageCost seeding =
        measure([&] { starts = seedKMeans(rows, settings.clusters, settings.restarts, settings.seed); });
    PlainLloydResult best;
    int fewest = settings.maxIterations, most = 0;
    setBlasThreads(blasThreads);
    const StageCost plainCost = measure([&] {
        for (const auto& start : starts) {
            const PlainLloydResult result = plainLloyd(rows, start, settings.maxIterations);
            fewest = std::min(fewest, result.iterations);
            most = std::max(most, result.iterations);
            if (result.objective > best.objective) best = result;
        }
    });
    setBlasThreads(1);
    KMeansResult own;
    const StageCost ownCost = measure([&] { own = sphericalKMeans(rows, settings); });
    const double plainSeconds = seeding.seconds + plainCost.seconds;
    std::printf("| %s | %.4f | %+.1e | %.2f | %.2f | %.2f | %.2f | %d to %d |\n", name, own.objective,
                own.objective / best.objective - 1, seeding.seconds, ownCost.seconds, plainSeconds,
                ownCost.seconds / plainSeconds, fewest, most);
}

void run(const Options& options) {
    const int threads = setThreads(options.threads);
    const Features features = loadFeatures(options);
    const auto& [filter, proxies, clusters, seed] = options.method;
    std::printf(
        "N %ld pictures, M %ld nouns, D %ld, %d proxies (%d restarts), %d clusters (%d restarts), %d "
        "threads\n\n",
        static_cast<long>(features.images.size(0)), static_cast<long>(features.nouns.size(0)),
        static_cast<long>(features.images.size(1)), proxies.count, proxies.restarts, clusters.clusters,
        clusters.restarts, threads);

    CostTable table;
    MethodOutput output;
    for (int i = 0; i < options.runs; ++i) {
        setBlasThreads(threads);
        table.run(product, [&] { multiplyFeatureSets(features); });
        setBlasThreads(1);
        output = runMethod(features, options.method, table);
    }
    table.print();
    std::printf("\nwhole job / product: %.2f of its time, %.2f of its CPU time\n",
                table[wholeJob].median() / table[product].median(),
                table[wholeJob].medianCpu() / table[product].medianCpu());
    if (features.labels.size() == output.clustering.assignment.size()) {
        const ExternalMetrics metrics = externalMetrics(output.clustering.assignment, features.labels);
        std::printf("ACC %.3f NMI %.3f ARI %.3f\n", metrics.acc, metrics.nmi, metrics.ari);
    }
    if (!options.withLloyd) return;

    std::printf(
        "\n| k-means | objective | beside plain | seeding s | own s | plain s | own / plain | iterations "
        "|\n");
    std::printf("|---|---:|---:|---:|---:|---:|---:|---:|\n");
    compareWithLloyd("proxies", features.images,
                     {proxies.count, proxies.restarts, proxies.maxIterations, seed}, threads);
    compareWithLloyd("clusters", output.joined,
                     {clusters.clusters, clusters.restarts, clusters.maxIterations, seed}, threads);
}

}  // namespace
}  // namespace nounscope::bench

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a long run shows what it has so far, through a pipe too
    nounscope::bench::Options options;
    options.method.proxies.count = 200;
    options.method.clusters.clusters = 20;

    CLI::App app(
        "Time and peak memory of every stage of the method, beside a matrix product and plain k-means");
    app.option_defaults()->always_capture_default();
    app.add_option("folder", options.folder,
                   "images.npy, nouns.npy and labels.txt from here instead of made-up data");
    app.add_option("--images", options.data.images, "pictures to make up");
    app.add_option("--nouns", options.data.nouns, "nouns to make up");
    app.add_option("--dim", options.data.width, "width of the features");
    app.add_option("--classes", options.data.classes, "classes of the made-up pictures");
    app.add_option("--spread", options.data.spread, "of the pictures around their class");
    app.add_option("--data-seed", options.data.seed, "of the made-up data");
    app.add_flag("--hard", options.data.hard, "overlapping classes of unequal size");
    app.add_option("--proxies", options.method.proxies.count, "proxy centres");
    app.add_option("--clusters", options.method.clusters.clusters, "clusters");
    app.add_option("--proxy-restarts", options.method.proxies.restarts, "k-means starts for the proxies");
    app.add_option("--restarts", options.method.clusters.restarts, "k-means starts for the clusters");
    app.add_option("--runs", options.runs, "repetitions; the table gives medians")
        ->check(CLI::PositiveNumber);
    app.add_option("--threads", options.threads, "0 = every core");
    app.add_flag("!--no-lloyd", options.withLloyd, "leave out the comparison with plain k-means");
    CLI11_PARSE(app, argc, argv);
    try {
        nounscope::bench::run(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_method: %s\n", error.what());
        return 1;
    }
}
