#include "core/filter/logit_sums_kernel.h"

namespace nounscope {

void sumLogitsAvx2(const float* cosines, std::int64_t stride, std::int64_t count, std::int64_t centers,
                   const LogitSumsSettings& settings, LogitSums* sums, float* buffer) {
    sumLogitsHere(cosines, stride, count, centers, settings, sums, buffer);
}

}  // namespace nounscope
