// Writes CLIP checkpoints as people have them, in either layout, from weights made for a test.
#pragma once

#include <ATen/ops/cat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/encode/clip_architecture.h"
#include "core/encode/clip_weights.h"
#include "core/encode/safetensors.h"

namespace nounscope::test {

using NamedTensors = std::map<std::string, at::Tensor>;

inline void writeJson(const std::filesystem::path& file, const nlohmann::json& json) {
    std::ofstream(file) << json;
}

inline void addPair(NamedTensors& tensors, const std::string& name, const at::Tensor& weight,
                    const at::Tensor& bias) {
    tensors[name + ".weight"] = weight;
    tensors[name + ".bias"] = bias;
}

inline void addHuggingFaceBlocks(NamedTensors& tensors, const std::string& tower,
                                 const std::vector<BlockWeights>& blocks) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::string at = tower + ".encoder.layers." + std::to_string(i) + ".";
        const BlockWeights& block = blocks[i];
        addPair(tensors, at + "layer_norm1", block.attentionNorm.weight, block.attentionNorm.bias);
        const char* const parts[] = {"q_proj", "k_proj", "v_proj"};
        for (std::size_t part = 0; part < 3; ++part)
            addPair(tensors, at + "self_attn." + parts[part], block.queryKeyValue[part].weight,
                    block.queryKeyValue[part].bias);
        addPair(tensors, at + "self_attn.out_proj", block.attentionOut.weight, block.attentionOut.bias);
        addPair(tensors, at + "layer_norm2", block.mlpNorm.weight, block.mlpNorm.bias);
        addPair(tensors, at + "mlp.fc1", block.up.weight, block.up.bias);
        addPair(tensors, at + "mlp.fc2", block.down.weight, block.down.bias);
    }
}

inline NamedTensors huggingFaceTensors(const ClipWeights& weights) {
    const VisionWeights& vision = weights.vision;
    const TextWeights& text = weights.text;
    NamedTensors tensors;
    tensors["vision_model.embeddings.patch_embedding.weight"] = vision.patches;
    tensors["vision_model.embeddings.class_embedding"] = vision.classToken;
    tensors["vision_model.embeddings.position_embedding.weight"] = vision.positions;
    addPair(tensors, "vision_model.pre_layrnorm", vision.before.weight, vision.before.bias);
    addPair(tensors, "vision_model.post_layernorm", vision.after.weight, vision.after.bias);
    addHuggingFaceBlocks(tensors, "vision_model", vision.blocks);
    tensors["visual_projection.weight"] = vision.projection;
    tensors["text_model.embeddings.token_embedding.weight"] = text.tokens;
    tensors["text_model.embeddings.position_embedding.weight"] = text.positions;
    addPair(tensors, "text_model.final_layer_norm", text.after.weight, text.after.bias);
    addHuggingFaceBlocks(tensors, "text_model", text.blocks);
    tensors["text_projection.weight"] = text.projection;
    return tensors;
}

inline void addOpenClipBlocks(NamedTensors& tensors, const std::string& tower,
                              const std::vector<BlockWeights>& blocks) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::string at = tower + "transformer.resblocks." + std::to_string(i) + ".";
        const BlockWeights& block = blocks[i];
        std::vector<at::Tensor> rows, biases;
        for (const LinearWeights& part : block.queryKeyValue) {
            rows.push_back(part.weight);
            biases.push_back(part.bias);
        }
        addPair(tensors, at + "ln_1", block.attentionNorm.weight, block.attentionNorm.bias);
        tensors[at + "attn.in_proj_weight"] = at::cat(rows);
        tensors[at + "attn.in_proj_bias"] = at::cat(biases);
        addPair(tensors, at + "attn.out_proj", block.attentionOut.weight, block.attentionOut.bias);
        addPair(tensors, at + "ln_2", block.mlpNorm.weight, block.mlpNorm.bias);
        addPair(tensors, at + "mlp.c_fc", block.up.weight, block.up.bias);
        addPair(tensors, at + "mlp.c_proj", block.down.weight, block.down.bias);
    }
}

inline NamedTensors openClipTensors(const ClipWeights& weights) {
    const VisionWeights& vision = weights.vision;
    const TextWeights& text = weights.text;
    NamedTensors tensors;
    tensors["visual.conv1.weight"] = vision.patches;
    tensors["visual.class_embedding"] = vision.classToken;
    tensors["visual.positional_embedding"] = vision.positions;
    addPair(tensors, "visual.ln_pre", vision.before.weight, vision.before.bias);
    addPair(tensors, "visual.ln_post", vision.after.weight, vision.after.bias);
    addOpenClipBlocks(tensors, "visual.", vision.blocks);
    tensors["visual.proj"] = vision.projection.t();
    tensors["token_embedding.weight"] = text.tokens;
    tensors["positional_embedding"] = text.positions;
    addPair(tensors, "ln_final", text.after.weight, text.after.bias);
    addOpenClipBlocks(tensors, "", text.blocks);
    tensors["text_projection"] = text.projection.t();
    return tensors;
}

inline nlohmann::json huggingFaceTower(const TransformerShape& shape) {
    return {{"hidden_size", shape.width},
            {"num_hidden_layers", shape.layers},
            {"num_attention_heads", shape.heads},
            {"intermediate_size", shape.mlpWidth},
            {"hidden_act", shape.activation == Activation::Gelu ? "gelu" : "quick_gelu"}};
}

inline nlohmann::json huggingFaceConfig(const ClipArchitecture& architecture) {
    nlohmann::json config = {{"model_type", "clip"}, {"projection_dim", architecture.width}};
    config["text_config"] = huggingFaceTower(architecture.text.transformer);
    config["text_config"]["max_position_embeddings"] = architecture.text.context;
    config["text_config"]["vocab_size"] = architecture.text.vocabulary;
    config["vision_config"] = huggingFaceTower(architecture.vision.transformer);
    config["vision_config"]["image_size"] = architecture.vision.imageSize;
    config["vision_config"]["patch_size"] = architecture.vision.patchSize;
    return config;
}

inline nlohmann::json openClipConfig(const ClipArchitecture& architecture) {
    const TransformerShape &vision = architecture.vision.transformer, &text = architecture.text.transformer;
    return {{"model_cfg",
             {{"embed_dim", architecture.width},
              {"quick_gelu", text.activation == Activation::QuickGelu},
              {"vision_cfg",
               {{"image_size", architecture.vision.imageSize},
                {"patch_size", architecture.vision.patchSize},
                {"width", vision.width},
                {"layers", vision.layers},
                {"head_width", vision.width / vision.heads},
                {"mlp_ratio", static_cast<double>(vision.mlpWidth) / static_cast<double>(vision.width)}}},
              {"text_cfg",
               {{"context_length", architecture.text.context},
                {"vocab_size", architecture.text.vocabulary},
                {"width", text.width},
                {"heads", text.heads},
                {"layers", text.layers},
                {"mlp_ratio", static_cast<double>(text.mlpWidth) / static_cast<double>(text.width)}}}}}};
}

inline nlohmann::json preprocessor(std::int64_t side) {
    return {{"size", side}, {"crop_size", side}};
}

// 512 byte symbols and the two marks: every text becomes its bytes.
inline void writeByteTokenizer(const std::filesystem::path& folder) {
    nlohmann::json vocabulary;
    int id = 0;
    const auto add = [&](const std::string& symbol) { vocabulary[symbol] = id++; };
    for (const char* const end : {"", "</w>"}) {
        int unprintable = 256;
        for (int byte = 0; byte < 256; ++byte) {
            const bool printable = (byte > 32 && byte < 127) || (byte > 160 && byte != 173);
            const int point = printable ? byte : unprintable++;
            std::string symbol;
            if (point < 128) {
                symbol += static_cast<char>(point);
            } else {
                symbol += static_cast<char>(0xC0 | (point >> 6));
                symbol += static_cast<char>(0x80 | (point & 63));
            }
            add(symbol + end);
        }
    }
    add("<|startoftext|>");
    add("<|endoftext|>");
    writeJson(folder / "vocab.json", vocabulary);
    std::ofstream(folder / "merges.txt") << "#version: 0.2\n";
}

inline void writeHuggingFaceFolder(const std::filesystem::path& folder, const ClipArchitecture& architecture,
                                   const ClipWeights& weights, at::ScalarType dtype = at::kFloat) {
    NamedTensors tensors = huggingFaceTensors(weights);
    for (auto& [name, tensor] : tensors) tensor = tensor.to(dtype);
    writeJson(folder / "config.json", huggingFaceConfig(architecture));
    writeJson(folder / "preprocessor_config.json", preprocessor(architecture.vision.imageSize));
    writeSafetensors(folder / "model.safetensors", tensors);
    writeByteTokenizer(folder);
}

inline void writeOpenClipFolder(const std::filesystem::path& folder, const ClipArchitecture& architecture,
                                const ClipWeights& weights) {
    writeJson(folder / "open_clip_config.json", openClipConfig(architecture));
    writeSafetensors(folder / "open_clip_model.safetensors", openClipTensors(weights));
    writeByteTokenizer(folder);
}

}  // namespace nounscope::test
