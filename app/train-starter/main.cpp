// nounscope-train-starter: rebuilds the encoder that ships with the program, and judges it.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <numeric>
#include <opencv2/core/utility.hpp>

#include "app/train-starter/evaluate.h"
#include "app/train-starter/evaluate_naming.h"
#include "app/train-starter/fit_ridge.h"
#include "app/train-starter/learn_patches.h"
#include "app/train-starter/train_network.h"
#include "core/device.h"
#include "core/encode/safetensors.h"
#include "core/io/resources.h"
#include "core/model/error.h"
#include "core/model/settings.h"

namespace {

using namespace nounscope;
namespace fs = std::filesystem;

CancelToken interrupted;  // set by the signal handler, which can reach nothing else

void interrupt(int) {
    interrupted.cancel();
}

struct Options {
    fs::path out, weights, stamps = "/usr/share/tuxpaint/stamps";
    bool evaluate = false, fullPrecision = false;
    int threads = 1, epochs = NetworkTraining().epochs;
    std::uint64_t seed = defaultSeed;
};

void printProgress(const Progress& progress) {
    const int left = static_cast<int>(progress.secondsLeft);
    std::fprintf(stderr, "\r%s %lld/%lld, %.0f a second", progress.stage.c_str(),
                 static_cast<long long>(progress.done), static_cast<long long>(progress.total),
                 progress.perSecond);
    if (left >= 0) std::fprintf(stderr, ", %d:%02d left   ", left / 60, left % 60);
    if (progress.done == progress.total) std::fputc('\n', stderr);
}

void evaluate(const fs::path& weights, const WordNet& wordNet, const Options& options, const Job& job) {
    const StarterEncoder encoder(weights, wordNet);
    const StampEmbeddings stamps =
        embedStamps(encoder, findResource("stamps.csv"), options.stamps, options.seed, job);
    std::cout << describe(judgeStarter(encoder, stamps, options.seed, job))
              << describe(judgeNaming(encoder, wordNet, stamps, options.seed, 5, job));
}

bool endsWith(const std::string& text, const std::string& end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// The network's weights as int8 with a scale for each output channel, other numbers as float16.
std::map<std::string, at::Tensor> asStored(const std::map<std::string, at::Tensor>& tensors) {
    std::map<std::string, at::Tensor> stored;
    for (const auto& [name, tensor] : tensors) {
        if (endsWith(name, ".weight")) {
            const at::Tensor largest = tensor.abs().flatten(1).amax(1).clamp_min(1e-6);
            std::vector<std::int64_t> perChannel(static_cast<std::size_t>(tensor.dim()), 1);
            perChannel[0] = tensor.size(0);
            const at::Tensor scale = largest.div(127).view(perChannel);
            stored[name] = tensor.div(scale).round_().to(at::kChar);
            stored[name.substr(0, name.size() - 6) + "scale"] = scale;
        } else {
            stored[name] = tensor.is_floating_point() ? tensor.to(at::kHalf) : tensor;
        }
    }
    return stored;
}

void train(const WordNet& wordNet, const Options& options, const Job& job) {
    const std::vector<TrainingPicture> pictures = gatherTrainingPictures(wordNet, {}, job);
    const LabelSpace labels = makeLabelSpace(wordNet, pictures);
    std::fprintf(stderr, "%zu pictures of %zu synsets\n", pictures.size(), labels.synsets.size());
    std::vector<std::int64_t> rows(pictures.size());
    std::iota(rows.begin(), rows.end(), 0);

    PatchLearning sampling;
    sampling.seed = options.seed;
    std::map<std::string, at::Tensor> tensors = learnPatches(pictures, sampling);
    const StarterPatches patches(tensors["patches.filters"], tensors["patches.offsets"]);
    RidgeFit ridge;
    ridge.seed = options.seed;
    tensors.merge(fitRidge(pictures, labels, patches, ridge, job));
    NetworkTraining training;
    training.seed = options.seed;
    training.epochs = options.epochs;
    training.bf16 = !options.fullPrecision;
    training.prefetch = options.threads > 1;
    tensors.merge(trainNetwork(pictures, labels, rows, training, job));
    tensors["text.mean"] = labels.mean;
    writeSafetensors(
        options.out, asStored(tensors),
        {{"command", "nounscope-train-starter --out starter.safetensors --epochs " +
                         std::to_string(options.epochs) + " --seed " + std::to_string(options.seed)},
         {"pictures", std::to_string(pictures.size())},
         {"synsets", std::to_string(labels.synsets.size())},
         {"sources", trainingSourceLicences()},
         {"license", "GPL-3.0-or-later"}});
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "Rebuilds NounScope's built-in encoder from pictures of Debian packages (install-deps.sh "
        "--training), or\n"
        "judges it on pictures it has never seen. The weights in the project were made with\n"
        "  nounscope-train-starter --out resources/starter.safetensors"};
    Options options;
    auto* out = app.add_option("--out", options.out, "Train, and write the weights to this file");
    auto* judge = app.add_flag("--evaluate", options.evaluate, "Print the figures on tuxpaint's stamps");
    app.add_option("--weights", options.weights,
                   "Weights to evaluate; those that ship with the program if not given");
    app.add_option("--stamps", options.stamps, "Folder of tuxpaint's stamps")->capture_default_str();
    app.add_option("--threads", options.threads, "2: prepare pictures beside the training; more help little")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    app.add_option("--epochs", options.epochs, "Looks at each training picture")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    app.add_option("--seed", options.seed, "Same seed, machine and threads: same weights")
        ->capture_default_str();
    app.add_flag("--full-precision", options.fullPrecision,
                 "Convolve in float32 where bfloat16 is not faster (processors without AVX-512 BF16)");
    CLI11_PARSE(app, argc, argv);
    if (!*out && !*judge) {
        std::cerr << app.help();
        return 2;
    }

    std::signal(SIGTERM, interrupt);
    // a shell that runs this in the background has SIGINT ignored, and means it
    if (std::signal(SIGINT, interrupt) == SIG_IGN) std::signal(SIGINT, SIG_IGN);
    try {
        setThreads(1);
        cv::setNumThreads(1);
        const Job job{&interrupted, printProgress};
        const WordNet wordNet = WordNet::load(WordNet::findDirectory());
        if (*out) train(wordNet, options, job);
        if (options.evaluate) {
            if (options.weights.empty())
                options.weights = *out ? options.out : findResource("starter.safetensors");
            evaluate(options.weights, wordNet, options, job);
        }
        return 0;
    } catch (const Cancelled&) {
        std::fputs("\nInterrupted; nothing was written.\n", stderr);
        return 130;
    } catch (const Error& error) {
        std::fprintf(stderr, "\n%s\n", error.what());
        return error.kind() == ErrorKind::Usage ? 2 : 3;
    }
}
