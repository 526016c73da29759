#include "core/encode/checkpoint_files.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "core/io/json_file.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

bool isFile(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

std::string pickleIn(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string extension = entry.path().extension().string();
        if (extension == ".bin" || extension == ".pt" || extension == ".pth" || extension == ".ckpt")
            names.insert(entry.path().filename().string());
    }
    return names.empty() ? "" : *names.begin();
}

[[noreturn]] void failWithoutWeights(const fs::path& folder, const std::string& wanted) {
    const std::string pickle = pickleIn(folder);
    if (pickle.empty())
        throw Error(ErrorKind::BadInput,
                    folder.string() + " has no " + wanted + ": put the model's weights there");
    throw Error(
        ErrorKind::BadInput,
        folder.string() + " holds its weights only as " + pickle +
            ", a pickle: reading one runs whatever program it carries, so it is never opened here. Get " +
            wanted +
            ", the same weights as plain numbers: it lies beside it on the model's page at huggingface.co, "
            "or on "
            "that page's Community tab in the pull request that adds it");
}

// "model-00001-of-00002.safetensors" and so on.
std::vector<fs::path> readShards(const fs::path& index) {
    const nlohmann::json json = readJsonFile(index);
    const auto fail = [&](const std::string& what) {
        throw Error(ErrorKind::BadInput, index.string() + ": " + what + ". Fetch the file anew.");
    };
    if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object() ||
        json["weight_map"].empty())
        fail("\"weight_map\" does not tell which tensor is in which file");
    std::set<fs::path> shards;
    for (const auto& [tensor, value] : json["weight_map"].items()) {
        const fs::path name = value.is_string() ? value.get<std::string>() : "";
        if (name.empty() || name != name.filename() || name.extension() != ".safetensors")
            fail("tensor \"" + tensor + "\" is in " + value.dump() +
                 ", which is no .safetensors file of this folder");
        shards.insert(index.parent_path() / name);
    }
    for (const fs::path& shard : shards)
        if (!isFile(shard))
            throw Error(ErrorKind::BadInput, shard.string() + " is missing: " + index.filename().string() +
                                                 " lists it as a part of the weights");
    return {shards.begin(), shards.end()};
}

std::vector<fs::path> huggingFaceWeights(const fs::path& folder) {
    if (isFile(folder / "model.safetensors")) return {folder / "model.safetensors"};
    if (isFile(folder / "model.safetensors.index.json"))
        return readShards(folder / "model.safetensors.index.json");
    return {};
}

std::vector<fs::path> openClipWeights(const fs::path& folder) {
    for (const char* name : {"open_clip_model.safetensors", "open_clip_pytorch_model.safetensors"})
        if (isFile(folder / name)) return {folder / name};
    return {};
}

void findTokenizer(CheckpointFiles& files) {
    const fs::path vocabulary = files.folder / "vocab.json", merges = files.folder / "merges.txt";
    if (isFile(vocabulary) && isFile(merges)) {
        files.vocabulary = vocabulary;
        files.merges = merges;
    } else if (isFile(files.folder / "tokenizer.json")) {
        files.tokenizer = files.folder / "tokenizer.json";
    } else {
        throw Error(
            ErrorKind::BadInput,
            files.folder.string() + " has no " +
                (isFile(vocabulary) ? "merges.txt"
                 : isFile(merges)   ? "vocab.json"
                                    : "vocab.json and merges.txt") +
                " (nor tokenizer.json): put the model's tokenizer there. All CLIP models share that of "
                "openai/clip-vit-base-patch32");
    }
}

}  // namespace

CheckpointFiles findCheckpointFiles(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        throw Error(ErrorKind::BadInput,
                    folder.string() + " is no folder: give the folder of a CLIP checkpoint");
    const bool hasHuggingFace = isFile(folder / "config.json");
    const bool hasOpenClip = isFile(folder / "open_clip_config.json");

    CheckpointFiles files;
    files.folder = folder;
    files.preprocessor = folder / "preprocessor_config.json";
    if (hasHuggingFace) files.weights = huggingFaceWeights(folder);
    if (!files.weights.empty()) {
        files.config = folder / "config.json";
        if (!isFile(files.preprocessor))
            throw Error(ErrorKind::BadInput,
                        files.preprocessor.string() +
                            " is missing: without it nobody knows which pictures the model expects");
    } else if (hasOpenClip) {
        files.layout = CheckpointLayout::OpenClip;
        files.config = folder / "open_clip_config.json";
        files.weights = openClipWeights(folder);
        if (files.weights.empty()) failWithoutWeights(folder, "open_clip_model.safetensors");
        files.preprocessor.clear();
    } else if (hasHuggingFace) {
        failWithoutWeights(folder, "model.safetensors");
    } else {
        const std::string pickle = pickleIn(folder);
        throw Error(ErrorKind::BadInput,
                    folder.string() +
                        " is no CLIP checkpoint: it has neither config.json nor open_clip_config.json" +
                        (pickle.empty() ? "" : ", and " + pickle + " is a pickle, which is never opened"));
    }
    findTokenizer(files);
    return files;
}

}  // namespace nounscope
