// Matches clusters to classes one to one: the linear assignment problem behind clustering accuracy.
// Source: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment
// problems", Computing 38, 1987.
#pragma once

#include <cstdint>
#include <vector>

namespace nounscope {

// The one-to-one matching of rows to columns with the largest sum of weights.
// `weights` is [rows, columns] in C order. Returns one entry a row: its column, or -1 for the rows left over
// where there are more rows than columns. Throws Error(Usage) when the number of weights is not rows x
// columns. Exact for integer weights. Cost: O(s^2 l), s the smaller and l the larger of the two numbers;
// pure, thread-safe.
std::vector<std::int64_t> linearAssignment(const std::vector<std::int64_t>& weights, std::int64_t rows,
                                           std::int64_t columns);

}  // namespace nounscope
