// Which files of a folder are a CLIP checkpoint, in the two layouts that people have.
#pragma once

#include <filesystem>
#include <vector>

namespace nounscope {

enum class CheckpointLayout {
    HuggingFace,  // config.json, model.safetensors or model.safetensors.index.json
    OpenClip,     // open_clip_config.json, open_clip_model.safetensors or open_clip_pytorch_model.safetensors
};

struct CheckpointFiles {
    std::filesystem::path folder;
    CheckpointLayout layout = CheckpointLayout::HuggingFace;
    std::filesystem::path config;
    std::vector<std::filesystem::path> weights;  // at least one; shards in the order of their names
    std::filesystem::path vocabulary, merges;    // vocab.json and merges.txt: both, or empty and
    std::filesystem::path tokenizer;             // tokenizer.json, else empty
    std::filesystem::path preprocessor;          // preprocessor_config.json; empty: the config says it all
};

// A folder with both layouts is read as Hugging Face's. Throws Error(BadInput) naming the folder, what is
// missing from it, and for a checkpoint that comes as pickle only why that is never opened.
CheckpointFiles findCheckpointFiles(const std::filesystem::path& folder);

}  // namespace nounscope
