#include "core/io/noun_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_set>

#include "core/io/csv.h"
#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string trimmed(const std::string& text) {
    constexpr char space[] = " \t\r\n\v\f";
    const std::size_t begin = text.find_first_not_of(space);
    if (begin == std::string::npos) return "";
    return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

std::vector<std::string> readJsonStrings(const fs::path& file) {
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(readUtf8File(file));
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorKind::BadInput, file.string() + " is not valid JSON: " + error.what());
    }
    if (!json.is_array())
        throw Error(ErrorKind::BadInput, file.string() + " must be a JSON array of strings.");
    std::vector<std::string> strings;
    for (const nlohmann::json& entry : json) {
        if (!entry.is_string())
            throw Error(ErrorKind::BadInput, file.string() + " must be a JSON array of strings: entry " +
                                                 std::to_string(strings.size()) + " is a " +
                                                 entry.type_name() + ".");
        strings.push_back(entry.get<std::string>());
    }
    return strings;
}

// Index of the first column headed by one of two names, or -1.
int findColumn(const std::vector<std::string>& header, std::string_view name, std::string_view otherName) {
    const auto found = std::find_if(header.begin(), header.end(), [&](const std::string& cell) {
        const std::string heading = lowerCase(trimmed(cell));
        return heading == name || heading == otherName;
    });
    return found == header.end() ? -1 : static_cast<int>(found - header.begin());
}

NounList readCsvNouns(const fs::path& file) {
    CsvReader reader(file);
    NounList nouns;
    std::vector<std::string> row;
    if (!reader.next(row)) return nouns;

    const int word = findColumn(row, "word", "noun");
    const int gloss = word < 0 ? -1 : findColumn(row, "definition", "gloss");
    bool isHeader = word >= 0;
    do {
        if (!isHeader) {
            nouns.words.push_back(row[static_cast<std::size_t>(std::max(word, 0))]);
            nouns.glosses.push_back(gloss < 0 ? "" : trimmed(row[static_cast<std::size_t>(gloss)]));
        }
        isHeader = false;
    } while (reader.next(row));
    return nouns;
}

}  // namespace

NounFile readNouns(const fs::path& file, NounEntries entries) {
    NounList read;
    if (lowerCase(file.extension().string()) == ".csv")
        read = readCsvNouns(file);
    else
        read.words = readTexts(file);
    read.glosses.resize(read.words.size());

    NounFile result;
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < read.words.size(); ++i) {
        std::string word = trimmed(read.words[i]);
        if (entries == NounEntries::Distinct) {
            if (word.empty()) continue;
            if (!seen.insert(word).second) {
                ++result.repeated;
                continue;
            }
        }
        result.nouns.words.push_back(std::move(word));
        result.nouns.glosses.push_back(std::move(read.glosses[i]));
    }
    if (result.nouns.words.empty()) throw Error(ErrorKind::BadInput, file.string() + " holds no noun.");
    return result;
}

std::vector<std::string> readTexts(const fs::path& file) {
    if (lowerCase(file.extension().string()) == ".json") return readJsonStrings(file);
    TextLines lines(file, readUtf8File(file));
    std::vector<std::string> texts;
    for (std::string_view line; lines.next(line);) texts.emplace_back(line);
    return texts;
}

}  // namespace nounscope
