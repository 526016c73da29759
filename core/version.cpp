#include "core/version.h"

#include <torch/version.h>

namespace nounscope {

std::string programVersion() {
    return NOUNSCOPE_VERSION;
}

std::string libTorchVersion() {
    return TORCH_VERSION;
}

}  // namespace nounscope
