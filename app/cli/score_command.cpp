#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/inputs.h"
#include "app/output_folder.h"
#include "core/io/npy.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct ScoreOptions {
    FeatureOptions features;
    std::string nouns;
    std::string out = "nounscope-out";
    WishOptions wishes;
    MethodOptions method;
    ComputeOptions compute;
};

void runScore(const ScoreOptions& options, Interrupt& interrupt) {
    if (options.features.images.empty() && options.features.proxyCenters.empty())
        throw Error(ErrorKind::Usage,
                    "score: give --proxy-centers, or --image-embeddings to find centres in");
    const MethodSettings settings = options.method.resolve({});
    checkOutputFolder(options.out, {});
    RunContext context(options.compute, interrupt);

    Run run;
    readNounFeatures(options.features.nouns, options.nouns, context, run);
    if (!options.features.images.empty()) readImageFeatures(options.features.images, context, run);
    if (!options.features.proxyCenters.empty())
        run.features.proxyCenters = readFeatures(options.features.proxyCenters).to(context.device());
    const NounWishes wishes = readWishes(options.wishes, run, context);
    const FilterResult filtered = filterNouns(run.features, settings, wishes, run.times, context.job());

    const fs::path file = fs::absolute(options.out).lexically_normal() / "nouns.csv";
    {
        const auto writing = context.holdWhileWriting();
        createOutputFolder(file.parent_path());
        writeNounScores(file, run.inputs, filtered.scores, filtered.selection);
    }
    std::printf("%zu of %zu nouns selected by %lld proxy centres\nWritten: %s\n",
                filtered.selection.indices.size(), run.inputs.nouns.words.size(),
                static_cast<long long>(filtered.centers.size(0)), file.c_str());
}

}  // namespace

void addScoreCommand(CLI::App& app, Interrupt& interrupt) {
    const auto options = std::make_shared<ScoreOptions>();
    CLI::App& command =
        *app.add_subcommand("score", "Score and select nouns from features, without clustering");
    command.add_option("--nouns", options->nouns, "The nouns, one a row of --noun-embeddings")
        ->type_name("FILE")
        ->required();
    command.add_option("--out", options->out, "Folder for nouns.csv")
        ->type_name("DIR")
        ->capture_default_str();
    options->features.addTo(command);
    command.get_option("--noun-embeddings")->required();
    options->method.addFilterTo(command);
    options->wishes.addTo(command);
    options->compute.addTo(command);
    command.footer(
        "Writes nouns.csv.\n\n"
        "Examples:\n"
        "  nounscope-cli score --noun-embeddings T.npy --nouns nouns.txt --proxy-centers W.npy --out scores\n"
        "  nounscope-cli score --noun-embeddings T.npy --nouns nouns.txt --image-embeddings X.npy --clusters "
        "10");
    command.callback([options, &interrupt] { runScore(*options, interrupt); });
}

}  // namespace nounscope
