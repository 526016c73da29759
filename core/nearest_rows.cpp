#include "core/nearest_rows.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <numeric>

#include "core/tiled_product.h"

namespace nounscope {

NearestRows nearestRows(const at::Tensor& query, const at::Tensor& rows, std::int64_t limit) {
    const at::Tensor cosines = tiledProduct(rows, query.reshape({1, -1})).cpu().contiguous();
    const float* cosine = cosines.data_ptr<float>();
    NearestRows nearest;
    nearest.rows.resize(static_cast<std::size_t>(rows.size(0)));
    std::iota(nearest.rows.begin(), nearest.rows.end(), 0);
    const auto end = nearest.rows.begin() + std::min(limit, rows.size(0));
    std::partial_sort(nearest.rows.begin(), end, nearest.rows.end(), [&](std::int64_t a, std::int64_t b) {
        return cosine[a] != cosine[b] ? cosine[a] > cosine[b] : a < b;
    });
    nearest.rows.erase(end, nearest.rows.end());
    for (const std::int64_t row : nearest.rows) nearest.cosines.push_back(cosine[row]);
    return nearest;
}

}  // namespace nounscope
