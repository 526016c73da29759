#include "core/encode/starter_encoder.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <utility>

#include "core/encode/starter_features.h"
#include "core/encode/starter_picture.h"
#include "core/encode/word_sense.h"
#include "core/io/sha256.h"

namespace nounscope {

namespace {

// Pictures computed together: always the same shape, so the same sums. The last chunk is filled up with white.
constexpr std::int64_t chunk = 8;

at::Tensor unitRows(const at::Tensor& rows) {
    return rows / rows.norm(2, 1, true).clamp_min(1e-12);
}

// part(pictures) and part(their mirror images), averaged; computed chunk by chunk.
template <typename Part>
at::Tensor withMirror(const at::Tensor& batch, Part&& part) {
    const std::int64_t count = batch.size(0), chunks = (count + chunk - 1) / chunk;
    std::vector<at::Tensor> results(static_cast<std::size_t>(chunks));
    at::parallel_for(0, chunks, 1, [&](std::int64_t begin, std::int64_t end) {
        const c10::InferenceMode inference;
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t from = i * chunk, to = std::min(count, from + chunk);
            at::Tensor pictures = at::full({chunk, batch.size(1), batch.size(2), 3}, 255, at::kByte);
            pictures.slice(0, 0, to - from).copy_(batch.slice(0, from, to));
            const at::Tensor both = part(at::cat({pictures, pictures.flip(2)}, 0));
            results[static_cast<std::size_t>(i)] =
                unitRows(both.slice(0, 0, chunk) + both.slice(0, chunk)).slice(0, 0, to - from);
        }
    });
    return at::cat(results, 0);
}

}  // namespace

StarterEncoder::StarterEncoder(const std::filesystem::path& weights, const WordNet& wordNet)
    : StarterEncoder(weights, Safetensors::open(weights), wordNet) {}

StarterEncoder::StarterEncoder(const std::filesystem::path& file, const Safetensors& weights,
                               const WordNet& wordNet)
    : m_wordNet(wordNet),
      m_space(wordNet),
      m_mean(weights.tensor("text.mean", {WordNetSpace::width}).to(at::kFloat)),
      m_network(weights),
      m_patches(weights),
      m_ridge(weights, StarterFeatureLayout::width + m_patches.width()) {
    m_info.id = "starter";
    m_info.weightsSha256 = sha256OfFile(file);
    m_info.precision = "fp32";
    m_info.preprocessing = "starter-picture-1 64";
    m_info.nounsAreCheap = true;
    m_info.width = WordNetSpace::width;
    m_info.temperature = 0.1;
    m_info.tau = 0.1;
    m_info.proxiesPerCluster = 6;
}

at::Tensor StarterEncoder::prepare(const cv::Mat& picture) const {
    const cv::Mat small = starterPicture(picture);
    return at::from_blob(small.data, {small.rows, small.cols, 3}, at::kByte).clone();
}

at::Tensor StarterEncoder::encodeByNetwork(const at::Tensor& batch) const {
    return withMirror(batch, [this](const at::Tensor& pictures) {
        return unitRows(m_network.forward(pictures.permute({0, 3, 1, 2}).to(at::kFloat).div_(255)));
    });
}

at::Tensor StarterEncoder::encodeByRidge(const at::Tensor& batch) const {
    return withMirror(batch, [this](const at::Tensor& pictures) {
        return unitRows(m_ridge.forward(describePictures(pictures, m_patches)));
    });
}

at::Tensor StarterEncoder::encodePictures(const at::Tensor& batch, const Job& job) const {
    job.throwIfCancelled();
    const at::Tensor byNetwork = encodeByNetwork(batch);
    job.throwIfCancelled();
    return unitRows(byNetwork + encodeByRidge(batch));
}

NounEmbeddings StarterEncoder::encodeNouns(const NounList& nouns, const std::vector<std::string>&,
                                           const Job& job) const {
    StageProgress progress(job, "Embedding nouns", static_cast<std::int64_t>(nouns.words.size()));
    NounEmbeddings result;
    std::vector<std::int32_t> synsets;
    for (std::size_t i = 0; i < nouns.words.size(); ++i) {
        const std::int32_t synset = chooseSense(m_wordNet, nouns.words[i]);
        (synset < 0 ? result.unknown : result.rows).push_back(static_cast<std::int64_t>(i));
        if (synset >= 0) synsets.push_back(synset);
        progress.advance();
    }
    result.features = centred(m_space.vectors(synsets), m_mean);
    return result;
}

std::string StarterEncoder::knownPart(const std::string& phrase) const {
    return std::string(nounscope::knownPart(m_wordNet, phrase));
}

}  // namespace nounscope
