#include "core/io/labels.h"

#include <string_view>

#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

std::vector<std::string> readLabels(const std::string& file, std::size_t expected) {
    std::vector<std::string> labels;
    TextLines lines(file, readUtf8File(file));
    for (std::string_view line; lines.next(line);) labels.emplace_back(line);
    if (labels.size() != expected)
        throw Error(ErrorKind::BadInput, file + " has " + std::to_string(labels.size()) + " labels for " +
                                             std::to_string(expected) +
                                             " rows; write one label a line, in the order of the rows");
    return labels;
}

}  // namespace

std::vector<std::string> labelsFor(const std::vector<std::string>& paths, const std::string& source) {
    if (source != "folders" && source != "top") return readLabels(source, paths.size());
    std::vector<std::string> labels;
    labels.reserve(paths.size());
    for (const std::string& path : paths) {
        const std::size_t slash = source == "top" ? path.find('/') : path.rfind('/');
        labels.push_back(slash == std::string::npos ? "." : path.substr(0, slash));
    }
    return labels;
}

}  // namespace nounscope
