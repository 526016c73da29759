#include "core/filter/logit_sums.h"

#include <vector>

#include "core/filter/logit_sums_kernel.h"

namespace nounscope {

#ifdef NOUNSCOPE_X86_KERNELS
void sumLogitsAvx2(const float*, std::int64_t, std::int64_t, std::int64_t, const LogitSumsSettings&,
                   LogitSums*, float*);
void sumLogitsAvx512(const float*, std::int64_t, std::int64_t, std::int64_t, const LogitSumsSettings&,
                     LogitSums*, float*);
#endif

namespace {

SumLogitsKernel chooseKernel() {
#ifdef NOUNSCOPE_X86_KERNELS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq"))
        return sumLogitsAvx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return sumLogitsAvx2;
#endif
    return sumLogitsHere;
}

}  // namespace

void sumLogits(const float* cosines, std::int64_t stride, std::int64_t count, std::int64_t centers,
               const LogitSumsSettings& settings, LogitSums* sums) {
    static const SumLogitsKernel kernel = chooseKernel();
    std::vector<float> buffer(static_cast<std::size_t>(centers + logitLanes));
    kernel(cosines, stride, count, centers, settings, sums, buffer.data());
}

}  // namespace nounscope
