// Which device computes, with how many threads and which BLAS: decided once, at start-up.
#pragma once

#include <c10/core/Device.h>

#include <string>

namespace nounscope {

// "auto" (CUDA where there is one, else CPU), "cpu", "cuda", "cuda:1". Throws Error(Usage) for anything else,
// Error(BadInput) for a CUDA device that is not there.
c10::Device chooseDevice(const std::string& name);

// Sets the threads of LibTorch for this thread and those started later; 0 = every core this process may use.
// BLAS itself is kept at one thread: core splits matrix products in fixed tiles over LibTorch's threads, so that
// results do not depend on their number (see tiled_product.h). Returns the number set.
int setThreads(int threads);

// Keeps each BLAS call on the thread that makes it, for the whole process; nothing to do where BLAS has no such switch.
void useSingleThreadedBlas();

struct BlasInfo {
    std::string library;  // resolved path of the library that provides sgemm
    bool fast = false;    // OpenBLAS, BLIS or MKL; the reference BLAS is some 30 times slower
};
BlasInfo detectBlas();

}  // namespace nounscope
