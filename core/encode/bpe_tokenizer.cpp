#include "core/encode/bpe_tokenizer.h"

#include <functional>
#include <mutex>
#include <queue>
#include <shared_mutex>
#include <utility>

#include "core/encode/clip_text.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view startMark = "<|startoftext|>", endMark = "<|endoftext|>";

std::uint64_t pairKey(std::int32_t left, std::int32_t right) {
    return static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
}

// The character that stands for a byte in the vocabulary: itself where Latin-1 prints it, else one from U+0100 up,
// in order.
std::array<std::string, 256> byteSymbols() {
    std::array<std::string, 256> symbols;
    unsigned next = 0x100;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool prints = (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte != 0xAD);
        const unsigned code = prints ? byte : next++;
        if (code < 0x80)
            symbols[byte] = static_cast<char>(code);
        else
            symbols[byte] = {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
    }
    return symbols;
}

}  // namespace

class BpeTokenizer::WordCache {
public:
    // Appends the word's tokens if it is known.
    bool find(const std::string& word, std::vector<std::int32_t>& tokens) const {
        const std::shared_lock lock(m_mutex);
        const auto found = m_words.find(word);
        if (found == m_words.end()) return false;
        tokens.insert(tokens.end(), found->second.begin(), found->second.end());
        return true;
    }

    void add(const std::string& word, const std::vector<std::int32_t>& tokens) {
        constexpr std::size_t mostWords = 1 << 16, longestWord = 64;
        if (word.size() > longestWord) return;
        const std::unique_lock lock(m_mutex);
        if (m_words.size() < mostWords) m_words.emplace(word, tokens);
    }

private:
    mutable std::shared_mutex m_mutex;
    std::unordered_map<std::string, std::vector<std::int32_t>> m_words;
};

BpeTokenizer BpeTokenizer::open(const fs::path& vocabJson, const fs::path& mergesTxt) {
    return BpeTokenizer(readBpeVocabulary(vocabJson, mergesTxt), vocabJson);
}

BpeTokenizer BpeTokenizer::open(const fs::path& tokenizerJson) {
    return BpeTokenizer(readBpeVocabulary(tokenizerJson), tokenizerJson);
}

BpeTokenizer BpeTokenizer::open(const CheckpointFiles& files) {
    return files.tokenizer.empty() ? open(files.vocabulary, files.merges) : open(files.tokenizer);
}

BpeTokenizer::BpeTokenizer(const BpeVocabulary& vocabulary, const fs::path& file)
    : m_size(static_cast<std::int64_t>(vocabulary.ids.size())), m_cache(std::make_unique<WordCache>()) {
    const auto id = [&](const std::string& token) {
        const auto found = vocabulary.ids.find(token);
        if (found == vocabulary.ids.end())
            throw Error(ErrorKind::BadInput, file.string() + " lacks the token \"" + token +
                                                 "\", so it is not CLIP's vocabulary; fetch it anew.");
        return found->second;
    };
    m_start = id(std::string(startMark));
    m_end = id(std::string(endMark));
    const auto symbols = byteSymbols();
    for (std::size_t byte = 0; byte < symbols.size(); ++byte) {
        m_byteTokens[byte] = id(symbols[byte]);
        m_lastByteTokens[byte] = id(symbols[byte] + "</w>");
    }
    m_merges.reserve(vocabulary.merges.size());
    std::int32_t rank = 0;
    for (const auto& [left, right] : vocabulary.merges)
        m_merges[pairKey(id(left), id(right))] = {rank++, id(left + right)};
}

BpeTokenizer::~BpeTokenizer() = default;
BpeTokenizer::BpeTokenizer(BpeTokenizer&&) noexcept = default;
BpeTokenizer& BpeTokenizer::operator=(BpeTokenizer&&) noexcept = default;

std::vector<std::int32_t> BpeTokenizer::encode(std::string_view utf8, int context) const {
    if (context < 2)
        throw Error(ErrorKind::Usage, "A context of " + std::to_string(context) +
                                          " tokens has no room for start and end: give 2 or more.");
    const auto longest = static_cast<std::size_t>(context);
    const std::string clean = cleanClipText(utf8);
    std::vector<std::int32_t> tokens{m_start};
    std::size_t position = 0;
    for (std::string_view word = nextClipWord(clean, position); !word.empty() && tokens.size() < longest;
         word = nextClipWord(clean, position)) {
        const std::string key(word);
        if (m_cache->find(key, tokens)) continue;
        const std::vector<std::int32_t> added = encodeWord(word);
        m_cache->add(key, added);
        tokens.insert(tokens.end(), added.begin(), added.end());
    }
    tokens.resize(std::min(tokens.size(), longest - 1));
    tokens.push_back(m_end);
    return tokens;
}

const BpeTokenizer::Merge* BpeTokenizer::findMerge(std::int32_t left, std::int32_t right) const {
    const auto found = m_merges.find(pairKey(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

// Rank by rank, every pair of that rank from left to right. A queue instead of passes over the word, so that a
// hostile word of megabytes takes seconds, not years.
std::vector<std::int32_t> BpeTokenizer::encodeWord(std::string_view word) const {
    if (word == startMark) return {m_start};
    if (word == endMark) return {m_end};

    constexpr std::int32_t merged = -1;
    const std::size_t none = word.size();
    std::vector<std::int32_t> tokens;
    std::vector<std::size_t> before(none), after(none);
    for (std::size_t i = 0; i < none; ++i) {
        const auto byte = static_cast<unsigned char>(word[i]);
        tokens.push_back(i + 1 == none ? m_lastByteTokens[byte] : m_byteTokens[byte]);
        before[i] = i == 0 ? none : i - 1;
        after[i] = i + 1;
    }

    using Candidate = std::pair<std::int32_t, std::size_t>;  // rank, where its left token stands
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> candidates;
    const auto consider = [&](std::size_t left) {
        if (left == none || after[left] == none) return;
        if (const Merge* merge = findMerge(tokens[left], tokens[after[left]]))
            candidates.emplace(merge->rank, left);
    };
    for (std::size_t i = 0; i < none; ++i) consider(i);

    std::vector<std::size_t> pass;
    while (!candidates.empty()) {
        const std::int32_t rank = candidates.top().first;
        for (pass.clear(); !candidates.empty() && candidates.top().first == rank; candidates.pop())
            pass.push_back(candidates.top().second);
        for (const std::size_t left : pass) {
            const std::size_t right = after[left];
            if (tokens[left] == merged || right == none) continue;
            const Merge* const merge = findMerge(tokens[left], tokens[right]);
            if (!merge || merge->rank != rank) continue;  // a neighbour has changed meanwhile
            tokens[left] = merge->result;
            tokens[right] = merged;
            after[left] = after[right];
            if (after[left] != none) before[after[left]] = left;
            consider(before[left]);
            consider(left);
        }
    }

    std::vector<std::int32_t> result;
    for (const std::int32_t token : tokens)
        if (token != merged) result.push_back(token);
    return result;
}

}  // namespace nounscope
