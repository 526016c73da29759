#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/inputs.h"
#include "app/output_folder.h"
#include "core/encode/embed_nouns.h"
#include "core/io/noun_file.h"
#include "core/io/npy.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct EmbedTextsOptions {
    std::string texts;
    std::string out;
    ModelOptions model;
    CacheOptions cache;
    ComputeOptions compute;
};

void runEmbedTexts(const EmbedTextsOptions& options, Interrupt& interrupt) {
    const fs::path features = fs::absolute(options.out).lexically_normal();
    checkModel(options.model);
    requireExtension(features, ".npy");
    checkOutputFolder(features.parent_path(), {});
    RunContext context(options.compute, interrupt);

    WordNetOnDemand wordnet;
    const std::unique_ptr<Encoder> encoder = loadEncoder(options.model, wordnet, context);
    NounList texts;
    texts.words = readTexts(options.texts);
    texts.glosses.resize(texts.words.size());
    const std::unique_ptr<EmbeddingStore> store = openStore(options.cache, context);
    const NounEmbeddings embedded =
        embedNouns(texts, loadTemplates(options.model.templates), *encoder, store.get(), context.job())
            .embeddings;
    // A text without a row would shift all that follow.
    if (!embedded.unknown.empty()) {
        const auto first = static_cast<std::size_t>(embedded.unknown.front());
        throw Error(ErrorKind::BadInput, options.texts + ": the model knows nothing of " +
                                             std::to_string(embedded.unknown.size()) + " of its " +
                                             std::to_string(texts.words.size()) + " texts, first line " +
                                             std::to_string(first + 1) + ", \"" + texts.words[first] +
                                             "\"; take them out");
    }
    {
        const auto writing = context.holdWhileWriting();
        createOutputFolder(features.parent_path());
        writeNpy(features, embedded.features);
    }
    std::printf("%lld texts embedded\nWritten: %s\n", static_cast<long long>(embedded.features.size(0)),
                features.c_str());
}

}  // namespace

void addEmbedTextsCommand(CLI::App& app, Interrupt& interrupt) {
    const auto options = std::make_shared<EmbedTextsOptions>();
    CLI::App& command = *app.add_subcommand("embed-texts", "Write the features of nouns to a file");
    command.add_option("FILE", options->texts, "Texts, one a line, or a .json array of strings")
        ->type_name("")
        ->required();
    command.add_option("--out", options->out, "Features, float32 unit rows, in the order of the texts")
        ->type_name("T.npy")
        ->required();
    options->model.addTo(command);
    options->model.addTemplatesTo(command);
    options->cache.addTo(command);
    options->compute.addTo(command);
    command.footer("Example:\n  nounscope-cli embed-texts nouns.txt --out features/nouns.npy");
    command.callback([options, &interrupt] { runEmbedTexts(*options, interrupt); });
}

}  // namespace nounscope
