// Orders the scores of a dictionary within a frame, since a slider asks for it at every step.
#pragma once

#include <cstdint>
#include <vector>

namespace nounscope {

// Indices by rising score, equal scores by rising index. scores: anything but NaN, at most 2^32 of them. Pure,
// thread-safe. Cost: a radix sort by the upper 33 bits, O(n), and a comparison sort of what they leave equal.
std::vector<std::int64_t> orderByScore(const std::vector<double>& scores);

}  // namespace nounscope
