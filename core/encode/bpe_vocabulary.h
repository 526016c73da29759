// What a checkpoint's tokenizer files say, checked whole: names of tokens and the merges that lead to them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace nounscope {

struct BpeVocabulary {
    std::unordered_map<std::string, std::int32_t> ids;        // every number from 0 to ids.size() - 1 once
    std::vector<std::pair<std::string, std::string>> merges;  // the first one counts most; results are in ids
};

// Both throw Error(BadInput) that names the file and the token, id, merge or line at fault: ids that are negative,
// huge, given twice or left out; merges of unknown tokens or into one.

// A JSON object of ids by token, and one merge a line below an optional "#version".
BpeVocabulary readBpeVocabulary(const std::filesystem::path& vocabJson,
                                const std::filesystem::path& mergesTxt);

// Hugging Face's tokenizer.json of a byte-level BPE that marks the end of words by "</w>"; added tokens included.
BpeVocabulary readBpeVocabulary(const std::filesystem::path& tokenizerJson);

}  // namespace nounscope
