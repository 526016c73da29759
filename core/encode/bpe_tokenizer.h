// Texts to the numbers that CLIP's text tower reads: byte-level BPE, token for token as OpenAI's original.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/encode/bpe_vocabulary.h"
#include "core/encode/checkpoint_files.h"

namespace nounscope {

// Thread-safe. Words met before are remembered (64 Ki of them), so that a dictionary through several templates costs
// little more than its distinct words: some 200,000 short texts a second on one core.
class BpeTokenizer {
public:
    // All throw Error(BadInput) that names file and value: see readBpeVocabulary; and for a vocabulary without one
    // of the 512 byte symbols or the marks "<|startoftext|>" and "<|endoftext|>".
    static BpeTokenizer open(const std::filesystem::path& vocabJson, const std::filesystem::path& mergesTxt);
    static BpeTokenizer open(const std::filesystem::path& tokenizerJson);
    static BpeTokenizer open(const CheckpointFiles& files);

    ~BpeTokenizer();
    BpeTokenizer(BpeTokenizer&&) noexcept;
    BpeTokenizer& operator=(BpeTokenizer&&) noexcept;

    // startToken(), the text's tokens, endToken(): 2 to `context` numbers, not padded. A longer text loses its end,
    // not the end mark. Bytes that are no UTF-8 count as U+FFFD. Throws Error(Usage) for a context below 2.
    std::vector<std::int32_t> encode(std::string_view utf8, int context) const;

    std::int32_t startToken() const { return m_start; }
    std::int32_t endToken() const { return m_end; }
    std::int64_t size() const { return m_size; }  // every token is below it

private:
    struct Merge {
        std::int32_t rank = 0;  // the lowest one in a word goes first
        std::int32_t result = 0;
    };
    class WordCache;

    BpeTokenizer(const BpeVocabulary& vocabulary, const std::filesystem::path& file);
    std::vector<std::int32_t> encodeWord(std::string_view word) const;
    const Merge* findMerge(std::int32_t left, std::int32_t right) const;

    std::array<std::int32_t, 256> m_byteTokens{}, m_lastByteTokens{};  // inside a word, at its end
    std::unordered_map<std::uint64_t, Merge> m_merges;                 // by left << 32 | right
    std::int32_t m_start = 0, m_end = 0;
    std::int64_t m_size = 0;
    std::unique_ptr<WordCache> m_cache;
};

}  // namespace nounscope
