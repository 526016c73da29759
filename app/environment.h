// The one place where the programs read environment variables that core is told of.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace nounscope {

inline std::optional<std::string> environmentVariable(const char* name) {
    const char* const value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
}

}  // namespace nounscope
