// The fields of a JSON configuration of others: each with its range, and a complaint that names file and
// field.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace nounscope {

// One JSON object. A field that is null counts as absent. Everything throws Error(BadInput) for a value of
// another kind or out of range.
class ConfigFields {
public:
    explicit ConfigFields(const std::filesystem::path& file);

    bool has(const std::string& name) const;
    bool isObject(const std::string& name) const { return has(name) && m_json[name].is_object(); }
    bool isFlag(const std::string& name) const { return has(name) && m_json[name].is_boolean(); }

    ConfigFields object(const std::string& name) const;  // one without fields where it is absent
    std::int64_t integer(const std::string& name, std::int64_t fallback,
                         std::int64_t most) const;  // 1 .. most
    std::int64_t requiredInteger(const std::string& name, std::int64_t most) const;
    double number(const std::string& name, double fallback, double least, double most) const;
    std::vector<double> numbers(const std::string& name,
                                const std::vector<double>& fallback) const;  // as many
    std::string text(const std::string& name, const std::string& fallback) const;
    bool flag(const std::string& name, bool fallback) const;

    // "FILE: "field" is VALUE: what"
    [[noreturn]] void fail(const std::string& name, const std::string& what) const;

private:
    ConfigFields(std::filesystem::path file, std::string prefix, nlohmann::json json);

    std::filesystem::path m_file;
    std::string m_prefix;  // "text_config."
    nlohmann::json m_json;
};

}  // namespace nounscope
