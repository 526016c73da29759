#include "core/encode/config_fields.h"

#include <cmath>
#include <utility>

#include "core/io/json_file.h"
#include "core/model/error.h"

namespace nounscope {

using nlohmann::json;

ConfigFields::ConfigFields(const std::filesystem::path& file) : ConfigFields(file, "", readJsonFile(file)) {
    if (!m_json.is_object())
        throw Error(ErrorKind::BadInput, file.string() + " holds no JSON object: it is no configuration");
}

ConfigFields::ConfigFields(std::filesystem::path file, std::string prefix, json fields)
    : m_file(std::move(file)), m_prefix(std::move(prefix)), m_json(std::move(fields)) {}

void ConfigFields::fail(const std::string& name, const std::string& what) const {
    std::string value =
        has(name) ? m_json[name].dump(-1, ' ', false, json::error_handler_t::replace) : "missing";
    if (value.size() > 60) value = value.substr(0, 60) + "...";
    throw Error(ErrorKind::BadInput,
                m_file.string() + ": \"" + m_prefix + name + "\" is " + value + ": " + what);
}

bool ConfigFields::has(const std::string& name) const {
    return m_json.contains(name) && !m_json[name].is_null();
}

ConfigFields ConfigFields::object(const std::string& name) const {
    if (has(name) && !m_json[name].is_object()) fail(name, "must be an object");
    return {m_file, m_prefix + name + ".", has(name) ? m_json[name] : json::object()};
}

std::int64_t ConfigFields::requiredInteger(const std::string& name, std::int64_t most) const {
    if (!has(name) || !m_json[name].is_number_integer() || m_json[name] < 1 || m_json[name] > most)
        fail(name, "must be an integer from 1 to " + std::to_string(most));
    return m_json[name].get<std::int64_t>();
}

std::int64_t ConfigFields::integer(const std::string& name, std::int64_t fallback, std::int64_t most) const {
    return has(name) ? requiredInteger(name, most) : fallback;
}

double ConfigFields::number(const std::string& name, double fallback, double least, double most) const {
    if (!has(name)) return fallback;
    const double value = m_json[name].is_number() ? m_json[name].get<double>() : std::nan("");
    if (!(value >= least && value <= most))
        fail(name, "must be a number from " + json(least).dump() + " to " + json(most).dump());
    return value;
}

std::vector<double> ConfigFields::numbers(const std::string& name,
                                          const std::vector<double>& fallback) const {
    if (!has(name)) return fallback;
    std::vector<double> values;
    if (m_json[name].is_array())
        for (const json& value : m_json[name])
            if (value.is_number()) values.push_back(value.get<double>());
    if (values.size() != fallback.size() || m_json[name].size() != fallback.size())
        fail(name, "must be a list of " + std::to_string(fallback.size()) + " numbers");
    return values;
}

std::string ConfigFields::text(const std::string& name, const std::string& fallback) const {
    if (!has(name)) return fallback;
    if (!m_json[name].is_string()) fail(name, "must be a text");
    return m_json[name].get<std::string>();
}

bool ConfigFields::flag(const std::string& name, bool fallback) const {
    if (!has(name)) return fallback;
    if (!m_json[name].is_boolean()) fail(name, "must be true or false");
    return m_json[name].get<bool>();
}

}  // namespace nounscope
