#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/inputs.h"
#include "app/output_folder.h"
#include "core/io/csv.h"
#include "core/io/npy.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct EmbedImagesOptions {
    std::vector<std::string> folders;
    std::string out;
    ModelOptions model;
    PictureOptions pictures;
    CacheOptions cache;
    ComputeOptions compute;
};

// filepath,row,status,error: which row of the features is which picture.
void writeRows(const fs::path& file, const RunInputs& inputs) {
    CsvWriter csv(file, {"filepath", "row", "status", "error"});
    std::int64_t row = 0;
    for (const ImageItem& item : inputs.items) {
        csv.cell(utf8Path(item.path));
        if (item.error.empty())
            csv.cell(row++).cell("ok").cell("");
        else
            csv.cell("").cell("failed").cell(item.error);
        csv.endRow();
    }
    csv.commit();
}

void runEmbedImages(const EmbedImagesOptions& options, Interrupt& interrupt) {
    const fs::path features = fs::absolute(options.out).lexically_normal();
    const fs::path rows = fs::path(features).replace_extension(".csv");
    checkModel(options.model);
    requireExtension(features, ".npy");
    checkOutputFolder(features.parent_path(), options.folders);
    RunContext context(options.compute, interrupt);

    WordNetOnDemand wordnet;
    const std::unique_ptr<Encoder> encoder = loadEncoder(options.model, wordnet, context);
    Run run;
    scanPictures(options.folders, options.pictures, context, run);
    const std::unique_ptr<EmbeddingStore> store = openStore(options.cache, context);
    embedPictures(options.pictures, *encoder, store.get(), context, run);
    {
        const auto writing = context.holdWhileWriting();
        createOutputFolder(features.parent_path());
        writeNpy(features, run.features.images);
        writeRows(rows, run.inputs);
    }
    std::printf("%lld pictures embedded\nWritten: %s\n         %s\n",
                static_cast<long long>(run.features.images.size(0)), features.c_str(), rows.c_str());
}

}  // namespace

void addEmbedImagesCommand(CLI::App& app, Interrupt& interrupt) {
    const auto options = std::make_shared<EmbedImagesOptions>();
    CLI::App& command = *app.add_subcommand("embed-images", "Write the features of pictures to a file");
    command
        .add_option("IMAGES_DIR", options->folders, "Folders of pictures, searched with all folders below")
        ->type_name("")
        ->required();
    command
        .add_option("--out", options->out,
                    "Features, float32 unit rows; beside it X.csv says which row is which picture")
        ->type_name("X.npy")
        ->required();
    options->model.addTo(command);
    options->pictures.addTo(command);
    options->cache.addTo(command);
    options->compute.addTo(command);
    command.footer("Example:\n  nounscope-cli embed-images Drawings --out features/drawings.npy");
    command.callback([options, &interrupt] { runEmbedImages(*options, interrupt); });
}

}  // namespace nounscope
