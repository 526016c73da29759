#include "core/io/json_file.h"

#include <nlohmann/json.hpp>

#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

nlohmann::json readJsonFile(const std::filesystem::path& file, std::uintmax_t limit) {
    const std::string text = readUtf8File(file, limit);
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        throw Error(ErrorKind::BadInput, file.string() + " is no valid JSON: there is a mistake at byte " +
                                             std::to_string(error.byte) + ". Fetch the file anew.");
    } catch (const nlohmann::json::out_of_range&) {
        throw Error(ErrorKind::BadInput, file.string() + " holds a number too large to be read.");
    }
}

}  // namespace nounscope
