// What a map of pictures is made of: an immutable value from the computing thread to the one that draws maps.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace nounscope {

struct MapInput {
    at::Tensor rows;                     // [N, W] float32 unit rows
    std::vector<std::int64_t> pictures;  // N, the number of each row's picture
};

}  // namespace nounscope
