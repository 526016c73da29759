// Measures each step of the map of pictures, and how true the map is. RESULTS.md says what was found.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

#include "core/device.h"
#include "core/io/npy.h"
#include "core/map/nearest_neighbors.h"
#include "core/map/neighbor_graph.h"
#include "core/map/picture_map.h"
#include "core/map/principal_components.h"
#include "tests/bench/stage_cost.h"
#include "tests/map_quality.h"
#include "tests/synthetic_embeddings.h"

namespace nounscope::bench {
namespace {

template <class Stage>
StageCost report(const char* name, Stage&& stage) {
    const StageCost cost = measure(std::forward<Stage>(stage));
    std::printf("| %s | %.2f | %.2f | %.0f |\n", name, cost.seconds, cost.cpuSeconds, cost.addedMiB);
    std::fflush(stdout);
    return cost;
}

void run(const at::Tensor& rows, const MapSettings& settings, const std::string& out) {
    std::printf("| %lld x %lld | s | CPU s | MiB added |\n|---|---:|---:|---:|\n",
                static_cast<long long>(rows.size(0)), static_cast<long long>(rows.size(1)));
    std::shared_ptr<const MapLayout> flat, map;
    at::Tensor components;
    NeighborTable table;
    report("principal map", [&] { flat = principalMap(rows); });
    report("principal components", [&] { components = principalComponents(rows, settings.directions); });
    report("neighbours", [&] { table = nearestNeighbors(components, settings.neighbors); });
    report("graph", [&] { neighborGraph(table); });
    report("whole map", [&] { map = pictureMap(rows, settings); });
    const std::int64_t step = std::max<std::int64_t>(1, rows.size(0) / 300);
    for (const auto& [name, layout] : {std::pair("principal map", flat), std::pair("map", map)}) {
        const test::MapQuality quality = test::mapQuality(rows, *layout, settings.neighbors, step);
        std::printf("%s: trustworthiness %.3f, neighbours kept %.3f\n", name, quality.trustworthiness,
                    quality.kept);
    }
    if (out.empty()) return;
    std::ofstream file(out);
    for (const MapPoint& point : *map) file << point.x << ',' << point.y << '\n';
}

}  // namespace
}  // namespace nounscope::bench

int main(int argc, char** argv) {
    CLI::App app("Measures the map of pictures");
    nounscope::test::SyntheticSettings data;
    nounscope::MapSettings settings;
    std::string features, out;
    int threads = 0;
    data.nouns = 100;
    app.add_option("--pictures", data.images, "How many made-up ones")->capture_default_str();
    app.add_option("--width", data.width, "Numbers of each")->capture_default_str();
    app.add_flag("--hard", data.hard, "Classes that overlap, of unequal size");
    app.add_option("--features", features, "An .npy file in place of made-up ones");
    app.add_option("--neighbors", settings.neighbors)->capture_default_str();
    app.add_option("--epochs", settings.epochs, "0: chosen")->capture_default_str();
    app.add_option("--threads", threads, "0: all cores")->capture_default_str();
    app.add_option("--out", out, "Where the points go, x,y a line");
    CLI11_PARSE(app, argc, argv);
    nounscope::setThreads(threads);
    nounscope::bench::run(features.empty() ? nounscope::test::syntheticEmbeddings(data).images
                                           : nounscope::readFeatures(features),
                          settings, out);
}
