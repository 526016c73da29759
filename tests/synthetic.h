// Small seeded data for tests of the method: unit rows in well or badly separated groups.
#pragma once

#include <ATen/ATen.h>

#include <random>

namespace nounscope::test {

inline at::Tensor unit(const at::Tensor& rows) {
    return rows / rows.norm(2, 1, true);
}

// [count, width] float32 unit rows of independent normal directions.
inline at::Tensor randomRows(std::int64_t count, std::int64_t width, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal;
    at::Tensor rows = at::empty({count, width}, at::kFloat);
    for (std::int64_t i = 0; i < rows.numel(); ++i) rows.data_ptr<float>()[i] = normal(generator);
    return unit(rows);
}

// Row i belongs to group i % groups; noise 0 repeats the group's direction.
inline at::Tensor groupedRows(std::int64_t count, std::int64_t width, int groups, double noise,
                              unsigned seed) {
    const at::Tensor directions = randomRows(groups, width, seed);
    const at::Tensor index = at::arange(count, at::kLong).remainder(groups);
    return unit(directions.index_select(0, index) + randomRows(count, width, seed + 1) * noise);
}

}  // namespace nounscope::test
