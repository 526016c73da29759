// The fields of a JSON object of ours that somebody may have changed: each is of the expected kind, length and range, or an
// error names file and field.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace nounscope {

// Borrows the value, which must outlive it. Everything throws Error(BadInput), also where a field is not there.
class JsonFields {
public:
    static constexpr std::int64_t anyLength = -1;

    JsonFields(const std::filesystem::path& file, const nlohmann::json& object, std::string prefix = "");

    bool has(const char* name) const { return m_object.contains(name) && !m_object[name].is_null(); }
    const nlohmann::json& value(const char* name) const;
    const nlohmann::json& array(const char* name, std::int64_t length = anyLength) const;
    JsonFields object(const char* name) const;
    std::vector<JsonFields> objects(const char* name) const;
    auto entries() const { return m_object.items(); }  // key() and value() of each

    bool flag(const char* name) const;
    double number(const char* name, double least, double most) const;
    std::string text(const char* name) const;
    std::vector<std::string> texts(const char* name, std::int64_t length = anyLength) const;
    // Finite ones; null stands for minus infinity where that is allowed.
    std::vector<double> numbers(const char* name, std::int64_t length, bool minusInfinity = false) const;

    // least .. most, also for each entry of a list.
    std::int64_t integer(const char* name, std::int64_t least, std::int64_t most) const;
    template <class Integer>
    std::vector<Integer> integers(const char* name, std::int64_t length, std::int64_t least,
                                  std::int64_t most) const {
        std::vector<Integer> list;
        list.reserve(array(name, length).size());
        for (const nlohmann::json& entry : array(name))
            list.push_back(static_cast<Integer>(whole(name, entry, least, most)));
        return list;
    }
    // As integers, each larger than the one before.
    std::vector<std::int64_t> risingIntegers(const char* name, std::int64_t most) const;

    [[noreturn]] void fail(const char* name, const std::string& what) const;

private:
    std::int64_t whole(const char* name, const nlohmann::json& value, std::int64_t least,
                       std::int64_t most) const;

    const std::filesystem::path& m_file;
    const nlohmann::json& m_object;
    std::string m_prefix;  // "filter."
};

}  // namespace nounscope
