#include <ATen/core/Tensor.h>
#include <ATen/ops/stack.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/environment.h"
#include "app/open_encoder.h"
#include "app/output_folder.h"
#include "core/encode/clip_config.h"
#include "core/encode/image_transform.h"
#include "core/io/image_decode.h"
#include "core/io/npy.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct PreprocessOptions {
    std::vector<std::string> pictures;
    std::string model;
    std::string out;
    PictureOptions reading;
};

// A picture without a row would shift all that follow, so the first bad one ends the run.
at::Tensor preprocess(const std::string& picture, const PictureSettings& settings,
                      const ImageTransformSettings& transform, const CancelToken& cancel) try {
    return transformImage(toRgb(decodeImage(picture, settings, {&cancel, {}}), settings.alpha), transform);
} catch (const Error& error) {
    throw Error(error.kind(), picture + ": " + error.what());
}

void runPreprocess(const PreprocessOptions& options, Interrupt& interrupt) {
    const fs::path out = fs::absolute(options.out).lexically_normal();
    requireExtension(out, ".npy");
    checkOutputFolder(out.parent_path(), {});
    const ImageTransformSettings transform =
        readClipConfig(findCheckpoint(options.model, ModelPlaces::fromEnvironment(environmentVariable)))
            .transform;

    std::vector<at::Tensor> pixels;
    for (const std::string& picture : options.pictures)
        pixels.push_back(preprocess(picture, options.reading.settings, transform, interrupt.token()));
    const auto writing = interrupt.holdWhileWriting();
    createOutputFolder(out.parent_path());
    writeNpy(out, at::stack(pixels));
    std::printf("%zu pictures preprocessed\nWritten: %s\n", pixels.size(), out.c_str());
}

}  // namespace

void addPreprocessCommand(CLI::App& app, Interrupt& interrupt) {
    const auto options = std::make_shared<PreprocessOptions>();
    CLI::App& command =
        *app.add_subcommand("preprocess", "Write the pixels that a CLIP checkpoint sees of pictures");
    command.add_option("IMAGE", options->pictures, "Picture files")->type_name("")->required();
    command.add_option("--model", options->model, "A CLIP checkpoint: folder or id")
        ->type_name("DIR|ID")
        ->required();
    command
        .add_option("--out", options->out,
                    "Pixels, float32 [pictures, 3, height, width], after mean and deviation")
        ->type_name("P.npy")
        ->required();
    options->reading.addReadingTo(command);
    command.footer(
        "Example:\n  nounscope-cli preprocess cat.jpg --model openai/clip-vit-large-patch14 --out cat.npy");
    command.callback([options, &interrupt] { runPreprocess(*options, interrupt); });
}

}  // namespace nounscope
