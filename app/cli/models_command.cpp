#include <cstdio>
#include <map>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/environment.h"
#include "app/cli/run_context.h"
#include "core/encode/checkpoint_files.h"
#include "core/encode/clip_config.h"
#include "core/io/model_hub.h"
#include "core/io/model_places.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct FetchOptions {
    std::string id;
    std::string revision = "main";
    ComputeOptions compute;
};

// "ViT-B/32": the published names go by the width of the picture's tower.
std::string architectureName(const VisionShape& vision) {
    static const std::map<std::int64_t, const char*> letters{
        {192, "Ti"}, {384, "S"}, {768, "B"}, {1024, "L"}, {1280, "H"}, {1408, "g"}, {1664, "bigG"}};
    const auto letter = letters.find(vision.transformer.width);
    return (letter == letters.end() ? "ViT, width " + std::to_string(vision.transformer.width) + ", "
                                    : "ViT-" + std::string(letter->second) + "/") +
           std::to_string(vision.patchSize) + ", " + std::to_string(vision.imageSize) + " px";
}

std::string describe(const fs::path& folder) try {
    const CheckpointFiles files = findCheckpointFiles(folder);
    std::uintmax_t bytes = 0;
    for (const fs::path& file : files.weights) bytes += fs::file_size(file);
    return architectureName(readClipConfig(files).architecture.vision) + ", " +
           std::to_string((bytes + 500'000) / 1'000'000) + " MB";
} catch (const Error& error) {
    return std::string("cannot be used: ") + error.what();
}

void printModels() {
    const ModelPlaces places = ModelPlaces::fromEnvironment(environmentVariable);
    std::puts("starter\n    built in: for drawings, icons, cut-outs and a first look; weak on photographs");
    const std::vector<FoundModel> models = listModels(places);
    for (const FoundModel& model : models)
        std::printf("%s\n    %s, %s\n", model.id.c_str(), describe(model.folder).c_str(),
                    model.folder.c_str());
    if (models.empty()) std::puts("\nNo CLIP checkpoint is here yet; for photographs CLIP is the tool.");
    std::printf(
        "\n--model takes an id above, or any folder with config.json, model.safetensors, "
        "preprocessor_config.json,\n"
        "vocab.json and merges.txt (or OpenCLIP's open_clip_config.json and open_clip_model.safetensors).\n"
        "Looked in %s (Hugging Face's cache)\n      and %s/ORG/NAME.\n"
        "nounscope-cli models fetch ORG/NAME downloads one there.\n",
        places.hubCache.c_str(), places.ownFolder.c_str());
}

void runFetch(const FetchOptions& options, Interrupt& interrupt) {
    RunContext context(options.compute, interrupt);
    HubSettings settings = HubSettings::fromEnvironment(environmentVariable);
    settings.revision = options.revision;
    const fs::path folder =
        fetchModel(options.id, ModelPlaces::fromEnvironment(environmentVariable), settings, context.job());
    std::printf("Fetched: %s\n", folder.c_str());
}

}  // namespace

void addModelsCommand(CLI::App& app, Interrupt& interrupt) {
    CLI::App& command =
        *app.add_subcommand("models", "List what --model can name, or fetch a CLIP checkpoint");
    const auto options = std::make_shared<FetchOptions>();
    CLI::App& fetch = *command.add_subcommand(
        "fetch", "Download a checkpoint from huggingface.co, or from HF_ENDPOINT; goes on where it stopped");
    fetch.add_option("ID", options->id, "Such as openai/clip-vit-large-patch14")->type_name("")->required();
    fetch.add_option("--revision", options->revision, "Branch, tag, commit or refs/pr/N")
        ->type_name("NAME")
        ->capture_default_str();
    options->compute.addProgressTo(fetch);
    fetch.callback([options, &interrupt] { runFetch(*options, interrupt); });
    command.callback([&command] {
        if (command.get_subcommands().empty()) printModels();
    });
}

}  // namespace nounscope
