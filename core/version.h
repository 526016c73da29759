// Which program computed a result, for reports and "nounscope-cli version".
#pragma once

#include <string>

namespace nounscope {

std::string programVersion();   // "0.1.0"
std::string libTorchVersion();  // "1.13.0", as compiled against

}  // namespace nounscope
