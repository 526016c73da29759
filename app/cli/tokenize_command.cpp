#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/cli/commands.h"
#include "app/environment.h"
#include "app/open_encoder.h"
#include "app/output_folder.h"
#include "core/encode/bpe_tokenizer.h"
#include "core/encode/clip_config.h"
#include "core/io/noun_file.h"
#include "core/io/npy.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct TokenizeOptions {
    std::string texts;
    std::string model;
    std::string out;
};

void runTokenize(const TokenizeOptions& options, Interrupt& interrupt) {
    const fs::path out = fs::absolute(options.out).lexically_normal();
    requireExtension(out, ".npy");
    checkOutputFolder(out.parent_path(), {});
    const CheckpointFiles files =
        findCheckpoint(options.model, ModelPlaces::fromEnvironment(environmentVariable));
    const std::int64_t context = readClipConfig(files).architecture.text.context;
    const BpeTokenizer tokenizer = BpeTokenizer::open(files);

    const std::vector<std::string> texts = readTexts(options.texts);
    at::Tensor tokens = at::zeros({static_cast<std::int64_t>(texts.size()), context}, at::kInt);
    auto* row = tokens.data_ptr<std::int32_t>();
    for (const std::string& text : texts) {
        interrupt.token().throwIfCancelled();
        const std::vector<std::int32_t> encoded = tokenizer.encode(text, static_cast<int>(context));
        std::copy(encoded.begin(), encoded.end(), row);
        row += context;
    }
    const auto writing = interrupt.holdWhileWriting();
    createOutputFolder(out.parent_path());
    writeNpy(out, tokens);
    std::printf("%zu texts tokenized\nWritten: %s\n", texts.size(), out.c_str());
}

}  // namespace

void addTokenizeCommand(CLI::App& app, Interrupt& interrupt) {
    const auto options = std::make_shared<TokenizeOptions>();
    CLI::App& command =
        *app.add_subcommand("tokenize", "Write the tokens that a CLIP checkpoint reads texts as");
    command.add_option("FILE", options->texts, "Texts, one a line, or a .json array of strings")
        ->type_name("")
        ->required();
    command.add_option("--model", options->model, "A CLIP checkpoint: folder or id")
        ->type_name("DIR|ID")
        ->required();
    command.add_option("--out", options->out, "Tokens, int32 [texts, context], 0 behind the end mark")
        ->type_name("K.npy")
        ->required();
    command.footer(
        "Example:\n  nounscope-cli tokenize texts.txt --model openai/clip-vit-large-patch14 --out "
        "tokens.npy");
    command.callback([options, &interrupt] { runTokenize(*options, interrupt); });
}

}  // namespace nounscope
