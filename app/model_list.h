// The models that a person can choose: those on this machine, and those that can be fetched.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/io/model_places.h"

namespace nounscope {

struct InstalledModel {
    std::string id;  // "ORG/NAME", or the folder
    std::filesystem::path folder;
    std::string architecture;  // "ViT-B/32, 224 px"
    std::string dtype;         // in which the weights are stored: "fp32", "fp16", "bf16"
    std::int64_t bytes = 0;    // of the weights
    double cost = 0;           // multiplications that a picture takes, in a unit of their own
    std::string problem;       // why it cannot be used; then only id and folder are known
};

// Reads configuration and the weights' header, not the weights.
InstalledModel describeModel(const std::string& id, const std::filesystem::path& folder);

// Every CLIP checkpoint found, by id, unusable ones too.
std::vector<InstalledModel> installedModels(const ModelPlaces& places);

// What to open where nothing was chosen, the best first: usable checkpoints, of which the one with the largest
// picture tower counts as the best, and at last the starter model, which is always there.
std::vector<std::string> modelsToTry(std::vector<InstalledModel> installed);

struct FetchableModel {
    const char* id;
    const char* architecture;
    int megabytes;
};

// Checkpoints with safetensors weights that suit most people, the quickest first; any other id can be fetched too.
const std::vector<FetchableModel>& fetchableModels();

// What an unfinished fetchModel() of this id has left on this machine; 0 where there is none.
std::int64_t fetchedBytes(const std::string& id, const ModelPlaces& places);

// "605 MB", "1.7 GB"
std::string sizeText(std::int64_t bytes);

}  // namespace nounscope
