#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/run_context.h"
#include "app/environment.h"
#include "app/model_list.h"
#include "core/io/model_hub.h"
#include "core/io/model_places.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct FetchOptions {
    std::string id;
    std::string revision = "main";
    ComputeOptions compute;
};

void printModels() {
    const ModelPlaces places = ModelPlaces::fromEnvironment(environmentVariable);
    std::puts("starter\n    built in: for drawings, icons, cut-outs and a first look; weak on photographs");
    const std::vector<InstalledModel> models = installedModels(places);
    for (const InstalledModel& model : models) {
        const std::string what = model.problem.empty()
                                     ? model.architecture + ", " + sizeText(model.bytes) + ", " + model.dtype
                                     : "cannot be used: " + model.problem;
        std::printf("%s\n    %s, %s\n", model.id.c_str(), what.c_str(), model.folder.c_str());
    }
    if (models.empty()) std::puts("\nNo CLIP checkpoint is here yet; for photographs CLIP is the tool.");
    std::puts("\nCan be fetched, among many others, from huggingface.co:");
    for (const FetchableModel& model : fetchableModels())
        std::printf("  %-40s %s, %s\n", model.id, model.architecture,
                    sizeText(std::int64_t{model.megabytes} * 1'000'000).c_str());
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
