// Points on a plane such that neighbours in a graph come to lie together and others apart. Source: McInnes, Healy,
// Melville, "UMAP", 2018 (arXiv 1802.03426), section 3.2 and algorithm 5; but all points of an epoch move at once, by
// Adam's rule (Kingma and Ba 2015), so that threads change nothing.
#pragma once

#include <cstdint>

#include "core/map/neighbor_graph.h"
#include "core/model/map_layout.h"
#include "core/model/progress.h"

namespace nounscope {

struct NeighborLayoutSettings {
    int epochs = 200;
    std::uint64_t seed = 0;  // of the points that push each other away
};

// Moves the points, one a row of the graph, from where they begin, which decides how large groups lie to one another;
// some 10 units across is a good beginning. The same at any number of threads. Calls `sink` ten times a second at
// most, not with the final layout. Throws Cancelled. Cost: about 40 N K / 15 interactions an epoch; memory 40 bytes a
// point beside the graph.
MapLayout neighborLayout(const NeighborGraph& graph, MapLayout begin, const NeighborLayoutSettings& settings,
                         const MapSink& sink = {}, const Job& job = {});

}  // namespace nounscope
