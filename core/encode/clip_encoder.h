// CLIP checkpoints as an Encoder: photographs and nouns into the space that the model was trained for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/encode/bpe_tokenizer.h"
#include "core/encode/checkpoint_files.h"
#include "core/encode/clip_config.h"
#include "core/encode/clip_weights.h"
#include "core/encode/encoder.h"
#include "core/encode/precision.h"
#include "core/encode/text_tower.h"
#include "core/encode/vision_tower.h"

namespace nounscope {

class ClipEncoder final : public Encoder {
public:
    // `id` is what reports call the model. Without a precision, the first of fastPrecisions() whose features
    // keep to the reference (see choosePrecision) is taken, else Float32. Weights stay in the mapped file
    // where it has the precision's dtype, and cost their size in that precision where it has not. Throws
    // Error(BadInput) naming the file at fault.
    ClipEncoder(const std::string& id, const CheckpointFiles& files, std::optional<Precision> precision,
                c10::Device device);

    EncoderInfo info() const override { return m_info; }

    // [3, S, S] float32 as the checkpoint's preprocessing has it; alpha is composited on white.
    at::Tensor prepare(const cv::Mat& picture) const override;

    at::Tensor encodePictures(const at::Tensor& batch, const Job& job) const override;

    // Every noun is known. Each is put into each template, the texts' embeddings are averaged as they come,
    // and the mean is normalised. A text longer than the context is cut off.
    NounEmbeddings encodeNouns(const NounList& nouns, const std::vector<std::string>& templates,
                               const Job& job) const override;

    const BpeTokenizer& tokenizer() const { return m_tokenizer; }
    std::int64_t context() const { return m_context; }

private:
    struct Checkpoint {
        ClipConfig config;
        ClipWeights weights;
    };

    static Checkpoint read(const CheckpointFiles& files);
    ClipEncoder(const std::string& id, const CheckpointFiles& files, const Checkpoint& checkpoint,
                std::optional<Precision> precision, c10::Device device);

    Precision bestPrecision(const Checkpoint& checkpoint, c10::Device device) const;
    Tokens tokensOf(const std::string& text) const;  // up to the first end mark: nothing after it counts
    at::Tensor encodePrompts(const NounList& nouns, const std::string& prompt, StageProgress& progress,
                             const Job& job) const;

    EncoderInfo m_info;
    ImageTransformSettings m_transform;
    std::int64_t m_context;
    BpeTokenizer m_tokenizer;
    Precision m_precision;
    VisionTower m_vision;
    TextTower m_text;
};

}  // namespace nounscope
