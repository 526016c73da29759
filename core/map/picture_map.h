// Pictures on a plane, alike ones together: the steps from features to the map, in order.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "core/model/map_layout.h"
#include "core/model/progress.h"
#include "core/model/settings.h"

namespace nounscope {

struct MapSettings {
    int neighbors =
        15;  // K: of each picture; more show the large shape, fewer the fine one. Never more than N - 1
    int directions = 64;  // W: principal components in which neighbours are looked for
    int epochs = 0;       // 0: 500 up to 10,000 pictures, 200 above
    std::uint64_t seed = defaultSeed;
};

// rows [N, D] float32, any device, N >= 1: the features' two principal components, as a map to begin with. Throws
// Error(BadInput) naming the row for a number that is not finite; Cancelled. The same at any number of threads.
// Cost about 2 N D^2 floating point operations: a second for 100,000 rows of 512.
std::shared_ptr<const MapLayout> principalMap(const at::Tensor& rows, const Job& job = {});

// The same pictures such that neighbours lie together (UMAP; see neighbor_graph.h and neighbor_layout.h), begun from
// the principal map. Tells `sink` of that and, ten times a second at most, of how it goes on. Throws as principalMap.
// Same rows, settings and seed give the same map at any number of threads. Cost beside the principal map: 2 N^2 W
// floating point operations for the neighbours, about 40 N interactions an epoch.
std::shared_ptr<const MapLayout> pictureMap(const at::Tensor& rows, const MapSettings& settings,
                                            const MapSink& sink = {}, const Job& job = {});

}  // namespace nounscope
