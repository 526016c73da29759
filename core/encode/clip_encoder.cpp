#include "core/encode/clip_encoder.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <locale>
#include <numeric>
#include <sstream>
#include <utility>

#include "core/encode/choose_precision.h"
#include "core/encode/clip_checkpoint.h"
#include "core/io/image_decode.h"
#include "core/io/sha256.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

std::string describe(const ImageTransformSettings& transform) {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << "clip 1: resize " << transform.resize
         << (transform.resample == Resample::Bicubic ? " bicubic" : " bilinear") << ", crop "
         << transform.crop << ", mean";
    for (const float value : transform.mean) text << ' ' << value;
    text << ", deviation";
    for (const float value : transform.deviation) text << ' ' << value;
    return text.str();
}

// Other tokens are other features, as other pixels are.
std::string describeTokenizer(const CheckpointFiles& files) {
    if (!files.tokenizer.empty()) return "; tokenizer " + sha256OfFile(files.tokenizer);
    return "; tokenizer " + sha256OfFile(files.vocabulary) + " " + sha256OfFile(files.merges);
}

at::Tensor unitRows(const at::Tensor& rows) {
    return rows.div(rows.norm(2, 1, true).clamp_min(1e-12));
}

}  // namespace

ClipEncoder::Checkpoint ClipEncoder::read(const CheckpointFiles& files) {
    Checkpoint checkpoint;
    checkpoint.config = readClipConfig(files);
    checkpoint.weights = readClipWeights(files, checkpoint.config.architecture);
    return checkpoint;
}

ClipEncoder::ClipEncoder(const std::string& id, const CheckpointFiles& files,
                         std::optional<Precision> precision, c10::Device device)
    : ClipEncoder(id, files, read(files), precision, device) {}

ClipEncoder::ClipEncoder(const std::string& id, const CheckpointFiles& files, const Checkpoint& checkpoint,
                         std::optional<Precision> precision, c10::Device device)
    : m_transform(checkpoint.config.transform),
      m_context(checkpoint.config.architecture.text.context),
      m_tokenizer(BpeTokenizer::open(files)),
      m_precision(precision ? *precision : bestPrecision(checkpoint, device)),
      m_vision(checkpoint.weights.vision, checkpoint.config.architecture.vision, m_precision, device),
      m_text(checkpoint.weights.text, checkpoint.config.architecture.text, m_precision, device) {
    const ClipArchitecture& architecture = checkpoint.config.architecture;
    if (m_tokenizer.size() > architecture.text.vocabulary)
        throw Error(ErrorKind::BadInput, files.folder.string() + ": the tokenizer knows " +
                                             std::to_string(m_tokenizer.size()) + " tokens, the model only " +
                                             std::to_string(architecture.text.vocabulary) +
                                             "; they belong to different models");
    const std::int64_t end = m_tokenizer.endToken(),
                       read = checkpoint.config.endToken.value_or(m_tokenizer.size() - 1);
    if (end != read)
        throw Error(ErrorKind::BadInput, files.config.string() +
                                             ": the model reads texts' features at token " +
                                             std::to_string(read) + ", the tokenizer ends texts with " +
                                             std::to_string(end) + "; they belong to different models");
    m_info.id = id;
    for (const auto& file : files.weights)
        m_info.weightsSha256 += (m_info.weightsSha256.empty() ? "" : " ") + sha256OfFile(file);
    m_info.precision = precisionName(m_precision);
    m_info.preprocessing = describe(m_transform) + describeTokenizer(files);
    m_info.width = architecture.width;
}

Precision ClipEncoder::bestPrecision(const Checkpoint& checkpoint, c10::Device device) const {
    std::vector<Tokens> texts;
    for (const char* text :
         {"a photo of a dog.", "itap of a red fire engine.", "art of the mountain.", "a", "1984",
          "a bad photo of the woman with a hat, who reads the newspaper on a bench in the rain"})
        texts.push_back(tokensOf(text));
    return choosePrecision(checkpoint.weights, checkpoint.config.architecture, texts, device,
                           fastPrecisions(device));
}

at::Tensor ClipEncoder::prepare(const cv::Mat& picture) const {
    return transformImage(toRgb(picture, AlphaMode::White), m_transform);
}

at::Tensor ClipEncoder::encodePictures(const at::Tensor& batch, const Job& job) const {
    return unitRows(m_vision.encode(batch, job));
}

NounEmbeddings ClipEncoder::encodeNouns(const NounList& nouns, const std::vector<std::string>& templates,
                                        const Job& job) const {
    const auto count = static_cast<std::int64_t>(nouns.words.size());
    StageProgress progress(job, "Embedding nouns", count * static_cast<std::int64_t>(templates.size()));
    at::Tensor sum = at::zeros({count, m_info.width});
    for (const std::string& prompt : templates) sum.add_(encodePrompts(nouns, prompt, progress, job));
    NounEmbeddings result;
    result.features = unitRows(sum);
    result.rows.resize(nouns.words.size());
    std::iota(result.rows.begin(), result.rows.end(), 0);
    return result;
}

Tokens ClipEncoder::tokensOf(const std::string& text) const {
    Tokens tokens = m_tokenizer.encode(text, static_cast<int>(m_context));
    tokens.erase(std::find(tokens.begin(), tokens.end(), m_tokenizer.endToken()) + 1, tokens.end());
    return tokens;
}

at::Tensor ClipEncoder::encodePrompts(const NounList& nouns, const std::string& prompt,
                                      StageProgress& progress, const Job& job) const {
    const std::size_t gap = std::min(prompt.find("{}"), prompt.size());
    const std::string before = prompt.substr(0, gap), after = prompt.substr(std::min(gap + 2, prompt.size()));
    Tokens beginning = tokensOf(before);
    beginning.pop_back();  // the end mark
    // Whether texts begin as their template does is seen, not taken for granted: a noun may merge with what
    // is before it, and a long beginning may have been cut off.
    std::vector<Tokens> usual, odd;
    std::vector<std::int64_t> usualRows, oddRows;
    for (std::size_t i = 0; i < nouns.words.size(); ++i) {
        Tokens tokens = tokensOf(before + nouns.words[i] + after);
        const bool begins = tokens.size() > beginning.size() &&
                            std::equal(beginning.begin(), beginning.end(), tokens.begin());
        if (begins)
            tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(beginning.size()));
        (begins ? usual : odd).push_back(std::move(tokens));
        (begins ? usualRows : oddRows).push_back(static_cast<std::int64_t>(i));
    }
    const auto finished = [&](std::int64_t texts) { progress.advance(texts); };
    at::Tensor features = at::empty({static_cast<std::int64_t>(nouns.words.size()), m_info.width});
    const TextPrefix prefix = m_text.remember(beginning);
    features.index_copy_(0, at::tensor(usualRows), m_text.encode(usual, prefix, job, finished));
    features.index_copy_(0, at::tensor(oddRows), m_text.encode(odd, {}, job, finished));
    return features;
}

}  // namespace nounscope
