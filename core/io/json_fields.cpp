#include "core/io/json_fields.h"

#include <cmath>
#include <limits>
#include <utility>

#include "core/model/error.h"

namespace nounscope {

using Json = nlohmann::json;

JsonFields::JsonFields(const std::filesystem::path& file, const Json& object, std::string prefix)
    : m_file(file), m_object(object), m_prefix(std::move(prefix)) {
    if (!object.is_object())
        throw Error(ErrorKind::BadInput, file.string() + " is damaged: an object is missing");
}

const Json& JsonFields::value(const char* name) const {
    const auto found = m_object.find(name);
    if (found == m_object.end()) fail(name, "is missing");
    return *found;
}

const Json& JsonFields::array(const char* name, std::int64_t length) const {
    const Json& list = value(name);
    if (!list.is_array()) fail(name, "is no list");
    if (length != anyLength && static_cast<std::int64_t>(list.size()) != length)
        fail(name, "has " + std::to_string(list.size()) + " entries, not " + std::to_string(length));
    return list;
}

JsonFields JsonFields::object(const char* name) const {
    if (!value(name).is_object()) fail(name, "is no object");
    return {m_file, value(name), m_prefix + name + "."};
}

std::vector<JsonFields> JsonFields::objects(const char* name) const {
    std::vector<JsonFields> all;
    for (const Json& entry : array(name)) {
        if (!entry.is_object()) fail(name, "holds what is no object");
        all.emplace_back(m_file, entry, m_prefix + name + ".");
    }
    return all;
}

bool JsonFields::flag(const char* name) const {
    if (!value(name).is_boolean()) fail(name, "is neither true nor false");
    return value(name).get<bool>();
}

double JsonFields::number(const char* name, double least, double most) const {
    const Json& number = value(name);
    if (!number.is_number() || !(number.get<double>() >= least) || !(number.get<double>() <= most))
        fail(name, "is no number in its range");
    return number.get<double>();
}

std::string JsonFields::text(const char* name) const {
    if (!value(name).is_string()) fail(name, "is no text");
    return value(name).get<std::string>();
}

std::vector<std::string> JsonFields::texts(const char* name, std::int64_t length) const {
    std::vector<std::string> list;
    list.reserve(array(name, length).size());
    for (const Json& entry : array(name)) {
        if (!entry.is_string()) fail(name, "holds what is no text");
        list.push_back(entry.get_ref<const std::string&>());
    }
    return list;
}

std::vector<double> JsonFields::numbers(const char* name, std::int64_t length, bool minusInfinity) const {
    std::vector<double> list;
    list.reserve(array(name, length).size());
    for (const Json& entry : array(name)) {
        const double number =
            entry.is_number() ? entry.get<double>() : -std::numeric_limits<double>::infinity();
        if (!std::isfinite(number) && !(minusInfinity && entry.is_null()))
            fail(name, "holds what is no number");
        list.push_back(number);
    }
    return list;
}

std::int64_t JsonFields::integer(const char* name, std::int64_t least, std::int64_t most) const {
    return whole(name, value(name), least, most);
}

std::vector<std::int64_t> JsonFields::risingIntegers(const char* name, std::int64_t most) const {
    const auto list = integers<std::int64_t>(name, anyLength, 0, most);
    for (std::size_t i = 1; i < list.size(); ++i)
        if (list[i] <= list[i - 1]) fail(name, "is not in rising order");
    return list;
}

void JsonFields::fail(const char* name, const std::string& what) const {
    throw Error(ErrorKind::BadInput, m_file.string() + " is damaged: \"" + m_prefix + name + "\" " + what);
}

std::int64_t JsonFields::whole(const char* name, const Json& value, std::int64_t least,
                               std::int64_t most) const {
    const bool fits = value.is_number_unsigned()
                          ? most >= 0 && value.get<std::uint64_t>() <= static_cast<std::uint64_t>(most)
                          : value.is_number_integer() && value.get<std::int64_t>() <= most;
    if (!fits || value.get<std::int64_t>() < least)
        fail(name,
             "holds a number that is not from " + std::to_string(least) + " to " + std::to_string(most));
    return value.get<std::int64_t>();
}

}  // namespace nounscope
