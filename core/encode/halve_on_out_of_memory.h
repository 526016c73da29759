// How much goes through a device at once is found by trying, from a fixed size down. The memory that a device calls
// free tells little: others use it too, and LibTorch's cache holds what is free for this process. And from a fixed
// size two runs do the same products, so get the same bits, wherever the memory suffices for it.
#pragma once

#include <cstdint>
#include <functional>

namespace nounscope {

// Calls attempt(size) until it returns, with half the size after each time that LibTorch ran out of memory in
// it. `attempt` keeps what it has finished and goes on from there. Returns the size that worked; below 1 the
// last error is passed on.
std::int64_t halveOnOutOfMemory(std::int64_t size, const std::function<void(std::int64_t)>& attempt);

}  // namespace nounscope
