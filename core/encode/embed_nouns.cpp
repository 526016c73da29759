#include "core/encode/embed_nouns.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <utility>

#include "core/encode/resumed_progress.h"
#include "core/io/stored_nouns.h"

namespace nounscope {

namespace {

constexpr std::size_t chunkSize = 256;  // seconds of work with the largest text towers

// Encodes words[i] for each i of `missing` and puts the features where they belong; unknown words stay empty.
void encodeMissing(const std::vector<std::string>& words, const std::vector<std::size_t>& missing,
                   const std::vector<std::string>& templates, const Encoder& encoder, const Job& job,
                   std::vector<std::vector<float>>& features) {
    NounList asked;
    for (const std::size_t i : missing) asked.words.push_back(words[i]);
    asked.glosses.resize(missing.size());
    const NounEmbeddings answer = encoder.encodeNouns(asked, templates, job);
    const at::Tensor rows = answer.features.contiguous();
    const float* row = rows.data_ptr<float>();
    for (const std::int64_t index : answer.rows) {
        features[missing[static_cast<std::size_t>(index)]].assign(row, row + rows.size(1));
        row += rows.size(1);
    }
}

}  // namespace

EmbeddedNouns embedNouns(const NounList& nouns, const std::vector<std::string>& templates,
                         const Encoder& encoder, EmbeddingStore* store, const Job& job) {
    const EncoderInfo info = encoder.info();
    if (!store || info.nounsAreCheap) return {encoder.encodeNouns(nouns, templates, job), 0};

    const std::size_t count = nouns.words.size();
    StoredNouns stored(*store, info, templates);
    ResumedProgress progress(job, "Embedding nouns", static_cast<std::int64_t>(count));
    EmbeddedNouns result;
    at::Tensor all = at::empty({static_cast<std::int64_t>(count), info.width}, at::kFloat);
    float* next = all.data_ptr<float>();
    for (std::size_t begin = 0; begin < count; begin += chunkSize) {
        const std::size_t end = std::min(count, begin + chunkSize);
        const std::vector<std::string> words(nouns.words.begin() + static_cast<std::ptrdiff_t>(begin),
                                             nouns.words.begin() + static_cast<std::ptrdiff_t>(end));
        std::vector<std::vector<float>> features = stored.find(words);
        std::vector<std::size_t> missing;
        for (std::size_t i = 0; i < words.size(); ++i)
            if (features[i].empty()) missing.push_back(i);
        result.reused += static_cast<std::int64_t>(words.size() - missing.size());
        progress.skip(static_cast<std::int64_t>(words.size() - missing.size()));
        if (!missing.empty()) {
            const auto total = static_cast<std::int64_t>(missing.size());
            std::int64_t told = 0;
            const auto tell = [&](std::int64_t done) { progress.work(done - std::exchange(told, done)); };
            // The encoder counts this chunk, in steps of its own; the stage counts the list.
            const Job within{job.cancel, [&](const Progress& chunk) {
                                 if (chunk.total > 0) tell(chunk.done * total / chunk.total);
                             }};
            encodeMissing(words, missing, templates, encoder, within, features);
            std::vector<std::string> newWords;
            std::vector<std::vector<float>> newFeatures;
            for (const std::size_t i : missing)
                if (!features[i].empty()) {
                    newWords.push_back(words[i]);
                    newFeatures.push_back(features[i]);
                }
            stored.add(newWords, newFeatures);
            tell(total);
        }
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto index = static_cast<std::int64_t>(begin + i);
            (features[i].empty() ? result.embeddings.unknown : result.embeddings.rows).push_back(index);
            next = std::copy(features[i].begin(), features[i].end(), next);
        }
    }
    result.embeddings.features = all.narrow(0, 0, static_cast<std::int64_t>(result.embeddings.rows.size()));
    return result;
}

}  // namespace nounscope
