#include "core/encode/prompt_templates.h"

#include <string_view>

#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

std::vector<std::string> ensembleTemplates() {
    return {"itap of a {}.",           "a bad photo of the {}.",
            "a origami {}.",           "a photo of the large {}.",
            "a {} in a video game.",   "art of the {}.",
            "a photo of the small {}."};
}

std::vector<std::string> rawTemplates() {
    return {"{}"};
}

std::vector<std::string> readTemplates(const std::filesystem::path& file) {
    std::vector<std::string> templates;
    TextLines lines(file, readUtf8File(file));
    for (std::string_view line; lines.next(line);) {
        if (line.empty()) continue;
        if (line.find("{}") == std::string_view::npos || line.find("{}") != line.rfind("{}"))
            lines.fail("a template holds \"{}\" once, where the noun goes");
        templates.emplace_back(line);
    }
    if (templates.empty()) throw Error(ErrorKind::BadInput, file.string() + " holds no template");
    return templates;
}

}  // namespace nounscope
