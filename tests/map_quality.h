// How true a map is to the rows it was made from, by brute force.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

#include "core/model/map_layout.h"

namespace nounscope::test {

inline at::Tensor toTensor(const MapLayout& layout) {
    at::Tensor points = at::empty({static_cast<std::int64_t>(layout.size()), 2});
    float* out = points.data_ptr<float>();
    for (const MapPoint& point : layout) {
        *out++ = point.x;
        *out++ = point.y;
    }
    return points;
}

struct MapQuality {
    double trustworthiness = 0;  // 0 .. 1; 1: whoever is near on the map is near in the data
    double kept = 0;             // share of each row's nearest that are among its nearest on the map
};

// Venna and Kaski, "Neighborhood preservation in nonlinear projection methods", ICANN 2001, with `near` neighbours;
// over every `step`-th row. rows [N, D]. Cost and memory: N (D + log N) and 32 N bytes for each row looked at.
inline MapQuality mapQuality(const at::Tensor& rows, const MapLayout& layout, std::int64_t near,
                             std::int64_t step = 1) {
    const std::int64_t total = rows.size(0);
    const at::Tensor points = toTensor(layout);
    const auto ranksFrom = [&](const at::Tensor& all,
                               std::int64_t i) {  // of each row: 0 itself, 1 its nearest
        at::Tensor distances = (all - all[i]).square().sum(1);
        distances[i] = -1;
        return distances.argsort().argsort();
    };
    double penalty = 0, kept = 0, looked = 0;
    for (std::int64_t i = 0; i < total; i += step, ++looked) {
        const at::Tensor ranks = ranksFrom(rows, i);
        const at::Tensor isNear = ranksFrom(points, i).le(near).logical_and(ranks.gt(0));
        penalty += (ranks.masked_select(isNear) - near).clamp_min(0).sum().item<double>();
        kept += ranks.masked_select(isNear).le(near).sum().item<double>();
    }
    const auto n = static_cast<double>(total), k = static_cast<double>(near);
    return {1 - 2 * penalty / (looked * k * (2 * n - 3 * k - 1)), kept / (looked * k)};
}

}  // namespace nounscope::test
