// Where the files lie that the program ships with: weights, lists, the demo's ground truth.
#pragma once

#include <filesystem>
#include <string>

namespace nounscope {

// Path of a file below resources/. Looks, in this order, in $NOUNSCOPE_RESOURCES, ../share/nounscope beside the
// running program (installed) and the source tree it was built from (uninstalled).
// Throws Error(BadInput) that names the file and every folder looked in.
std::filesystem::path findResource(const std::string& name);

}  // namespace nounscope
