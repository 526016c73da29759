// Names a file by its content: which weights made a result.
#pragma once

#include <filesystem>
#include <string>

namespace nounscope {

// SHA-256 of a file's bytes, 64 lower-case hex digits. Throws Error(Io) naming a file that cannot be read.
std::string sha256OfFile(const std::filesystem::path& file);

}  // namespace nounscope
