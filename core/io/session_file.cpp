#include "core/io/session_file.h"

#include <nlohmann/json.hpp>

#include "core/io/atomic_file.h"
#include "core/io/session_json.h"
#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr std::uintmax_t maxBytes = std::uintmax_t{1} << 29;  // some 2,000,000 pictures
constexpr int maxDepth = 8;

// Every level costs memory many times its byte, so this is asked before anything is built.
bool isTooDeep(const std::string& text) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\') ++i;
            if (c == '"') quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > maxDepth) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
    throw Error(ErrorKind::BadInput, file.string() + " " + why);
}

Json parse(const fs::path& file) {
    const std::string text = readUtf8File(file, maxBytes);
    if (isTooDeep(text)) refuse(file, "is no NounScope session");
    try {
        return Json::parse(text);
    } catch (const Json::exception&) {
        refuse(file, "is no NounScope session, or it was cut short");
    }
}

}  // namespace

void saveSession(const fs::path& file, const Session& session) {
    // Who saves through a link wants the file that it leads to replaced, not the link.
    std::error_code failure;
    const fs::path real = fs::weakly_canonical(fs::absolute(file), failure);
    AtomicFile out(failure ? file : real);
    // A pattern that is not UTF-8 must not lose the session.
    out.stream()
        << sessionToJson(session, failure ? file : real).dump(-1, ' ', false, Json::error_handler_t::replace)
        << '\n';
    out.commit();
}

Session openSession(const fs::path& file) {
    const Json json = parse(file);
    if (!json.is_object() || json.value("format", Json()) != "NounScope session")
        refuse(file, "is no NounScope session");
    const Json version = json.value("version", Json());
    if (!version.is_number_integer() || version < 1) refuse(file, "is damaged: it does not tell its version");
    if (version > sessionVersion)
        refuse(file, "was saved by a newer version of NounScope (format " + version.dump() +
                         ", this one reads " + std::to_string(sessionVersion) +
                         "); update NounScope to open it");
    return sessionFromJson(json, file);
}

}  // namespace nounscope
