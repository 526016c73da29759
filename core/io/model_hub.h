// Fetches a CLIP checkpoint from a Hugging Face hub, when a person asks for it and never otherwise.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/download.h"
#include "core/io/model_places.h"

namespace nounscope {

struct HubSettings {
    std::string endpoint = "https://huggingface.co";
    std::string revision = "main";  // branch, tag, commit or refs/pr/N
    bool offline = false;           // nothing may be fetched
    DownloadSettings download;      // with the token

    // HF_ENDPOINT, HF_HUB_OFFLINE (1, on, yes, true) and HF_TOKEN.
    static HubSettings fromEnvironment(const Environment& variable);
};

struct HubFile {
    std::string name;
    ExpectedFile expected;
};

// Which of a repository's files make a checkpoint: config, preprocessor, tokenizer and safetensors weights, shards
// included, in Hugging Face's layout or else OpenCLIP's. Throws Error(BadInput) naming the model when there is none,
// and why not when its weights are pickle only.
std::vector<HubFile> checkpointFilesOf(const std::string& id, const std::vector<HubFile>& repository);

// Downloads the checkpoint of an id ("ORG/NAME") to places.ownFolder/ORG/NAME and returns that folder, which appears
// whole or not at all; until then everything is in the hidden ".NAME.COMMIT.part" beside it, where a later call goes
// on. Throws Error(Usage) for what is no id, or offline; Error(Io) where the folder is there already, the disk is too
// small, or as download() does; Error(BadInput) as above; Cancelled.
std::filesystem::path fetchModel(const std::string& id, const ModelPlaces& places,
                                 const HubSettings& settings, const Job& job);

}  // namespace nounscope
