// The method's settings as JSON, the same in report.json and in a session.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/io/json_fields.h"
#include "core/model/settings.h"

namespace nounscope {

nlohmann::ordered_json settingsJson(const MethodSettings& settings, const PictureSettings& pictures);

// Takes them back; the seed is not among them. Throws Error(BadInput) for a value that is missing or out of its range.
void readSettings(const JsonFields& json, MethodSettings& settings, PictureSettings& pictures);

}  // namespace nounscope
