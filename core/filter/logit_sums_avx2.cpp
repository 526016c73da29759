#include "core/filter/logit_sums_kernel.h"

namespace nounscope {

extern const LogitSumsKernel logitSumsAvx2;
const LogitSumsKernel logitSumsAvx2{splitNearestHere, sumOthersHere};

}  // namespace nounscope
