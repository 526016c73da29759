// A session as JSON and back: the inside of a `.nounscope` file.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "core/io/session.h"

namespace nounscope {

inline constexpr int sessionVersion = 1;

// file: where it will lie; folders are told relative to it.
nlohmann::ordered_json sessionToJson(const Session& session, const std::filesystem::path& file);

// Throws Error(BadInput), naming file and field, for whatever sessionToJson would not have written.
Session sessionFromJson(const nlohmann::json& json, const std::filesystem::path& file);

}  // namespace nounscope
