#include "core/encode/bpe_vocabulary.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "core/io/json_file.h"
#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::int64_t mostTokens = 1 << 24;  // far more than any text model has

[[noreturn]] void fail(const fs::path& file, const std::string& problem) {
    throw Error(ErrorKind::BadInput,
                file.string() + ": " + problem + "; fetch the tokenizer's files of this checkpoint anew.");
}

std::string inQuotes(std::string_view token) {
    constexpr std::size_t longest = 60;
    return "\"" + std::string(token.substr(0, longest)) + (token.size() > longest ? "...\"" : "\"");
}

void addToken(const fs::path& file, const std::string& token, const json& id, BpeVocabulary& vocabulary) {
    if (!id.is_number_integer() || id < 0 || id >= mostTokens)
        fail(file, "token " + inQuotes(token) + " has the id " + std::string(id.dump(), 0, 40) +
                       ", which is no number from 0 to " + std::to_string(mostTokens - 1));
    const auto [known, isNew] = vocabulary.ids.emplace(token, id.get<std::int32_t>());
    if (!isNew && known->second != id.get<std::int32_t>())
        fail(file, "token " + inQuotes(token) + " has two ids, " + std::to_string(known->second) + " and " +
                       id.dump());
}

void addTokens(const fs::path& file, const json& ids, BpeVocabulary& vocabulary) {
    if (!ids.is_object()) fail(file, "there is no list of ids by token");
    vocabulary.ids.reserve(ids.size());
    for (const auto& [token, id] : ids.items()) addToken(file, token, id, vocabulary);
}

void checkIds(const fs::path& file, const BpeVocabulary& vocabulary) {
    const std::size_t count = vocabulary.ids.size();
    std::vector<const std::string*> tokens(count);
    for (const auto& [token, id] : vocabulary.ids) {
        const auto index = static_cast<std::size_t>(id);
        if (index >= count)
            fail(file, "token " + inQuotes(token) + " has the id " + std::to_string(id) +
                           ", but there are only " + std::to_string(count) + " tokens");
        if (tokens[index])
            fail(file, "tokens " + inQuotes(*tokens[index]) + " and " + inQuotes(token) +
                           " have the same id " + std::to_string(id));
        tokens[index] = &token;
    }
}

// `merge`: two tokens with a space between them.
void addMerge(const fs::path& file, std::string_view merge, BpeVocabulary& vocabulary) {
    const std::size_t space = merge.find(' ');
    if (space == std::string_view::npos || merge.find(' ', space + 1) != std::string_view::npos)
        fail(file, "the merge " + inQuotes(merge) + " is not two tokens with a space between them");
    const std::string first(merge.substr(0, space)), second(merge.substr(space + 1));
    for (const std::string& token : {first, second, first + second})
        if (vocabulary.ids.count(token) == 0)
            fail(file, "the merge " + inQuotes(merge) + " needs the token " + inQuotes(token) +
                           ", which the vocabulary lacks");
    vocabulary.merges.emplace_back(first, second);
}

}  // namespace

BpeVocabulary readBpeVocabulary(const fs::path& vocabJson, const fs::path& mergesTxt) {
    BpeVocabulary vocabulary;
    addTokens(vocabJson, readJsonFile(vocabJson), vocabulary);
    checkIds(vocabJson, vocabulary);
    TextLines lines(mergesTxt, readUtf8File(mergesTxt));
    for (std::string_view line; lines.next(line);) {
        const bool isVersion = lines.number() == 1 && line.compare(0, 8, "#version") == 0;
        if (!isVersion && !line.empty()) addMerge(mergesTxt, line, vocabulary);
    }
    return vocabulary;
}

BpeVocabulary readBpeVocabulary(const fs::path& tokenizerJson) {
    const json tokenizer = readJsonFile(tokenizerJson);
    const auto member = [&](const json& object, const char* name) {
        const auto found = object.find(name);
        return found == object.end() ? json() : *found;
    };
    const json model = member(tokenizer, "model");
    if (!model.is_object() || member(model, "end_of_word_suffix") != "</w>" ||
        member(model, "type") == "Unigram" || member(model, "type") == "WordPiece")
        fail(tokenizerJson, "this is no tokenizer of CLIP, which is a BPE whose words end in \"</w>\"");

    BpeVocabulary vocabulary;
    addTokens(tokenizerJson, member(model, "vocab"), vocabulary);
    const json added = member(tokenizer, "added_tokens");
    for (const json& token : added) {
        const json content = token.is_object() ? member(token, "content") : json();
        if (!content.is_string()) fail(tokenizerJson, "an added token has no content");
        addToken(tokenizerJson, content.get<std::string>(), member(token, "id"), vocabulary);
    }
    checkIds(tokenizerJson, vocabulary);

    const json merges = member(model, "merges");
    if (!merges.is_array()) fail(tokenizerJson, "there is no list of merges");
    for (const json& merge : merges) {
        // "a b", or since 2024 ["a", "b"]
        const bool isPair =
            merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string();
        if (!isPair && !merge.is_string())
            fail(tokenizerJson, "the merge " + std::string(merge.dump(), 0, 60) + " is not two tokens");
        addMerge(tokenizerJson,
                 isPair ? merge[0].get<std::string>() + " " + merge[1].get<std::string>()
                        : merge.get<std::string>(),
                 vocabulary);
    }
    return vocabulary;
}

}  // namespace nounscope
