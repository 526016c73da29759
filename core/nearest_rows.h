// Which rows lie nearest to a vector: pictures to a word, words to a picture.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace nounscope {

struct NearestRows {
    std::vector<std::int64_t> rows;  // nearest first; of equally near ones the lower row
    std::vector<double> cosines;     // an entry a row
};

// query [D] and rows [N, D], float32 unit rows on one device: at most `limit` of the rows, or all. Same bytes
// whatever the number of threads. Cost 2 N D, and N log N. Thread-safe.
NearestRows nearestRows(const at::Tensor& query, const at::Tensor& rows, std::int64_t limit);

}  // namespace nounscope
