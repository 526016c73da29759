#include "core/filter/logit_sums.h"

#include <vector>

#include "core/filter/logit_sums_kernel.h"

namespace nounscope {

#ifdef NOUNSCOPE_X86_KERNELS
extern const LogitSumsKernel logitSumsAvx2, logitSumsAvx512;
#endif

namespace {

const LogitSumsKernel& chooseKernel() {
#ifdef NOUNSCOPE_X86_KERNELS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq"))
        return logitSumsAvx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return logitSumsAvx2;
#endif
    static const LogitSumsKernel plain{splitNearestHere, sumOthersHere};
    return plain;
}

const LogitSumsKernel& kernel() {
    static const LogitSumsKernel& chosen = chooseKernel();
    return chosen;
}

}  // namespace

void splitNearest(const float* cosines, std::int64_t stride, std::int64_t count, std::int64_t centers,
                  float* others, LogitSums* sums) {
    kernel().split(cosines, stride, count, centers, others, sums);
}

void sumOthers(const float* others, std::int64_t count, std::int64_t centers,
               const LogitSumsSettings& settings, LogitSums* sums) {
    kernel().sum(others, count, centers, settings, sums);
}

void sumLogits(const float* cosines, std::int64_t stride, std::int64_t count, std::int64_t centers,
               const LogitSumsSettings& settings, LogitSums* sums) {
    std::vector<float> others(static_cast<std::size_t>(paddedCenters(centers)));
    for (std::int64_t row = 0; row < count; ++row) {
        kernel().split(cosines + row * stride, stride, 1, centers, others.data(), sums + row);
        kernel().sum(others.data(), 1, centers, settings, sums + row);
    }
}

}  // namespace nounscope
