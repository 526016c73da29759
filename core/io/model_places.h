// Where CLIP checkpoints lie on this machine: in folders a person names, in Hugging Face's cache, in the program's own
// folder of models.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace nounscope {

// The value of an environment variable, if it is set.
using Environment = std::function<std::optional<std::string>(const char*)>;

struct ModelPlaces {
    std::filesystem::path hubCache;   // Hugging Face's: models--ORG--NAME/snapshots/COMMIT below it
    std::filesystem::path ownFolder;  // ORG/NAME below it

    // hubCache: the first of HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME/hub, XDG_CACHE_HOME/huggingface/hub and
    // HOME/.cache/huggingface/hub that is set, as Hugging Face's own programs have it; ownFolder:
    // XDG_DATA_HOME/nounscope/models or HOME/.local/share/nounscope/models. Empty where nothing is set.
    static ModelPlaces fromEnvironment(const Environment& variable);
};

struct FoundModel {
    std::string id;                // "ORG/NAME"
    std::filesystem::path folder;  // with a config and weights, or with what is there of them
};

// "ORG/NAME" of letters, digits, '-', '_' and '.', neither part beginning with '.' or '-'.
bool isModelId(const std::string& text);

// What --model names: a folder, or an id looked up in the cache (the commit of refs/main, or the only one there is),
// then in the own folder; a place with weights comes before one without. Throws Error(Usage) for neither, Error(BadInput) that names the model,
// the places looked at and what to do.
std::filesystem::path findModel(const std::string& model, const ModelPlaces& places);

// Every model with a CLIP config in the cache or the own folder, by id; one that is in both is listed twice.
std::vector<FoundModel> listModels(const ModelPlaces& places);

}  // namespace nounscope
