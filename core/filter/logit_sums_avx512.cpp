#include "core/filter/logit_sums_kernel.h"

namespace nounscope {

extern const LogitSumsKernel logitSumsAvx512;
const LogitSumsKernel logitSumsAvx512{splitNearestHere, sumOthersHere};

}  // namespace nounscope
