// How strongly neighbours belong together, whatever the density around them. Source: McInnes, Healy, Melville,
// "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction", 2018 (arXiv 1802.03426), section 3.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/map/nearest_neighbors.h"

namespace nounscope {

// Undirected: each edge stands at both of its ends, with one weight.
struct NeighborGraph {
    std::vector<std::size_t> begins;    // N + 1: row i's edges are begins[i] .. begins[i + 1] - 1
    std::vector<std::int32_t> targets;  // rising in each row, never the row itself
    std::vector<float> weights;         // 0 .. 1
};

// Row i's view of its neighbour j: v_ij = exp(-max(0, d_ij - rho_i) / sigma_i), rho_i the least distance above 0,
// sigma_i such that a row's views sum to log2 K. An edge's weight is v_ij + v_ji - v_ij v_ji. The same at any number
// of threads. Cost about 64 N K exponentials.
NeighborGraph neighborGraph(const NeighborTable& table);

}  // namespace nounscope
