#include "core/encode/clip_checkpoint.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/encode/safetensors.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

using Sizes = std::vector<std::int64_t>;

// All tensors of all shards; remembers which were asked for.
class Tensors {
public:
    explicit Tensors(const std::vector<std::filesystem::path>& files) {
        for (const auto& file : files) m_shards.push_back({file, Safetensors::open(file)});
    }

    bool has(const std::string& name) const { return find(name) != m_shards.end(); }

    at::Tensor take(const std::string& name, const Sizes& shape) {
        m_taken.insert(name);
        const auto found = find(name);
        const Shard& shard = found == m_shards.end() ? m_shards.front() : *found;
        const at::Tensor tensor = shard.tensors.tensor(name, shape);
        if (!tensor.is_floating_point())
            throw Error(ErrorKind::BadInput, shard.file.string() + ": tensor \"" + name + "\" holds " +
                                                 c10::toString(tensor.scalar_type()) +
                                                 " where weights are floating-point numbers");
        return tensor;
    }

    // What nobody asked for says that the model is another one than it seems, but for what it only needs in
    // training.
    void expectAllTaken() const {
        const auto isKnown = [](const std::string& name) {
            const auto endsWith = [&](const std::string& end) {
                return name.size() >= end.size() &&
                       name.compare(name.size() - end.size(), end.size(), end) == 0;
            };
            return name == "logit_scale" || endsWith("position_ids") || endsWith("attn_mask");
        };
        for (const Shard& shard : m_shards)
            for (const std::string& name : shard.tensors.names())
                if (m_taken.count(name) == 0 && !isKnown(name))
                    throw Error(ErrorKind::BadInput,
                                shard.file.string() + ": tensor \"" + name +
                                    "\" has no place in the model that its configuration describes");
    }

private:
    struct Shard {
        std::filesystem::path file;
        Safetensors tensors;
    };

    std::vector<Shard>::const_iterator find(const std::string& name) const {
        return std::find_if(m_shards.begin(), m_shards.end(),
                            [&](const Shard& shard) { return shard.tensors.contains(name); });
    }

    std::vector<Shard> m_shards;
    std::set<std::string> m_taken;
};

// What both layouts share: how a norm or a linear layer of some name is stored.
class Reader {
public:
    Reader(Tensors& tensors, const ClipArchitecture& architecture)
        : m_tensors(tensors), m_architecture(architecture) {}

    NormWeights norm(const std::string& name, std::int64_t width) {
        return {m_tensors.take(name + ".weight", {width}), m_tensors.take(name + ".bias", {width})};
    }
    LinearWeights linear(const std::string& name, std::int64_t outputs, std::int64_t inputs) {
        return {m_tensors.take(name + ".weight", {outputs, inputs}),
                m_tensors.take(name + ".bias", {outputs})};
    }
    at::Tensor take(const std::string& name, const Sizes& shape) { return m_tensors.take(name, shape); }
    bool has(const std::string& name) const { return m_tensors.has(name); }

    Sizes patches() const {
        const VisionShape& vision = m_architecture.vision;
        return {vision.transformer.width, 3, vision.patchSize, vision.patchSize};
    }

private:
    Tensors& m_tensors;
    const ClipArchitecture& m_architecture;
};

template <typename ReadBlock>
std::vector<BlockWeights> readBlocks(const std::string& prefix, const TransformerShape& shape,
                                     ReadBlock&& readBlock) {
    std::vector<BlockWeights> blocks;
    for (std::int64_t i = 0; i < shape.layers; ++i)
        blocks.push_back(readBlock(prefix + std::to_string(i) + "."));
    return blocks;
}

ClipWeights readHuggingFace(Reader& reader, const ClipArchitecture& architecture) {
    const auto blocks = [&](const std::string& tower, const TransformerShape& shape) {
        return readBlocks(tower + ".encoder.layers.", shape, [&](const std::string& at) {
            const std::int64_t width = shape.width;
            BlockWeights block;
            block.attentionNorm = reader.norm(at + "layer_norm1", width);
            for (const char* part : {"q_proj", "k_proj", "v_proj"})
                block.queryKeyValue.push_back(reader.linear(at + "self_attn." + part, width, width));
            block.attentionOut = reader.linear(at + "self_attn.out_proj", width, width);
            block.mlpNorm = reader.norm(at + "layer_norm2", width);
            block.up = reader.linear(at + "mlp.fc1", shape.mlpWidth, width);
            block.down = reader.linear(at + "mlp.fc2", width, shape.mlpWidth);
            return block;
        });
    };
    const std::int64_t pixels = architecture.vision.transformer.width,
                       words = architecture.text.transformer.width;
    const std::string image = "vision_model.embeddings.", text = "text_model.embeddings.";
    ClipWeights weights;
    weights.vision.patches = reader.take(image + "patch_embedding.weight", reader.patches());
    weights.vision.classToken = reader.take(image + "class_embedding", {pixels});
    weights.vision.positions =
        reader.take(image + "position_embedding.weight", {architecture.vision.tokens(), pixels});
    weights.vision.before = reader.norm("vision_model.pre_layrnorm", pixels);  // spelt so in every such file
    weights.vision.blocks = blocks("vision_model", architecture.vision.transformer);
    weights.vision.after = reader.norm("vision_model.post_layernorm", pixels);
    weights.vision.projection = reader.take("visual_projection.weight", {architecture.width, pixels});
    weights.text.tokens = reader.take(text + "token_embedding.weight", {architecture.text.vocabulary, words});
    weights.text.positions =
        reader.take(text + "position_embedding.weight", {architecture.text.context, words});
    weights.text.blocks = blocks("text_model", architecture.text.transformer);
    weights.text.after = reader.norm("text_model.final_layer_norm", words);
    weights.text.projection = reader.take("text_projection.weight", {architecture.width, words});
    return weights;
}

ClipWeights readOpenClip(Reader& reader, const ClipArchitecture& architecture) {
    const auto blocks = [&](const std::string& tower, const TransformerShape& shape) {
        return readBlocks(tower + "transformer.resblocks.", shape, [&](const std::string& at) {
            const std::int64_t width = shape.width;
            BlockWeights block;
            block.attentionNorm = reader.norm(at + "ln_1", width);
            block.queryKeyValue = {{reader.take(at + "attn.in_proj_weight", {3 * width, width}),
                                    reader.take(at + "attn.in_proj_bias", {3 * width})}};
            block.attentionOut = reader.linear(at + "attn.out_proj", width, width);
            block.mlpNorm = reader.norm(at + "ln_2", width);
            block.up = reader.linear(at + "mlp.c_fc", shape.mlpWidth, width);
            block.down = reader.linear(at + "mlp.c_proj", width, shape.mlpWidth);
            return block;
        });
    };
    const std::int64_t pixels = architecture.vision.transformer.width,
                       words = architecture.text.transformer.width;
    ClipWeights weights;
    weights.vision.patches = reader.take("visual.conv1.weight", reader.patches());
    weights.vision.classToken = reader.take("visual.class_embedding", {pixels});
    weights.vision.positions =
        reader.take("visual.positional_embedding", {architecture.vision.tokens(), pixels});
    weights.vision.before = reader.norm("visual.ln_pre", pixels);
    weights.vision.blocks = blocks("visual.", architecture.vision.transformer);
    weights.vision.after = reader.norm("visual.ln_post", pixels);
    weights.vision.projection = reader.take("visual.proj", {pixels, architecture.width}).t();
    // A model with "custom_text" keeps the same tower in a module of its own.
    const std::string text = reader.has("text.token_embedding.weight") ? "text." : "";
    weights.text.tokens = reader.take(text + "token_embedding.weight", {architecture.text.vocabulary, words});
    weights.text.positions = reader.take(text + "positional_embedding", {architecture.text.context, words});
    weights.text.blocks = blocks(text, architecture.text.transformer);
    weights.text.after = reader.norm(text + "ln_final", words);
    weights.text.projection = reader.take(text + "text_projection", {words, architecture.width}).t();
    return weights;
}

}  // namespace

ClipWeights readClipWeights(const CheckpointFiles& files, const ClipArchitecture& architecture) {
    Tensors tensors(files.weights);
    Reader reader(tensors, architecture);
    ClipWeights weights = files.layout == CheckpointLayout::HuggingFace
                              ? readHuggingFace(reader, architecture)
                              : readOpenClip(reader, architecture);
    tensors.expectAllTaken();
    return weights;
}

}  // namespace nounscope
