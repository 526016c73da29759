// What CLIP's towers cost at their true sizes, with random weights: texts beside the padded path, pictures in
// every precision, and how long the first embedding takes.
#include <ATen/ATen.h>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>

#include "core/device.h"
#include "core/encode/clip_encoder.h"
#include "core/encode/prompt_templates.h"
#include "core/io/noun_sources.h"
#include "core/io/wordnet.h"
#include "tests/bench/stage_cost.h"
#include "tests/checkpoint_folder.h"
#include "tests/plain_towers.h"
#include "tests/random_clip.h"

namespace nounscope::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string tokenizer;
    std::string size = "B/32";
    std::int64_t nouns = 2000, plainNouns = 0, pictures = 64;
    int threads = 0;
};

double worstCosine(const at::Tensor& a, const at::Tensor& b) {
    return at::cosine_similarity(a.to(at::kDouble), b.to(at::kDouble), 1, 1e-30).min().item<double>();
}

// `count` of the everyday nouns, evenly spread.
NounList someNouns(std::int64_t count) {
    const NounList all = everydayNouns(WordNet::load(WordNet::findDirectory()));
    NounList some;
    for (std::int64_t i = 0; i < count; ++i)
        some.words.push_back(
            all.words[static_cast<std::size_t>(i) * all.words.size() / static_cast<std::size_t>(count)]);
    some.glosses.resize(some.words.size());
    return some;
}

struct PaddedRun {
    NounList nouns;
    at::Tensor features;  // [nouns, D] means over the templates
    StageCost cost;
};

PaddedRun runPadded(const BpeTokenizer& tokenizer, const TextWeights& weights, const TextShape& shape,
                    NounList nouns) {
    PaddedRun padded{std::move(nouns), {}, {}};
    padded.cost = measure([&] {
        for (const std::string& prompt : ensembleTemplates()) {
            std::vector<Tokens> texts;
            for (const std::string& noun : padded.nouns.words) {
                std::string text = prompt;
                texts.push_back(tokenizer.encode(text.replace(text.find("{}"), 2, noun), 77));
            }
            const at::Tensor features = test::encodePlainly(weights, shape, texts);
            padded.features = padded.features.defined() ? padded.features + features : features;
        }
    });
    return padded;
}

void compareTexts(const ClipEncoder& encoder, const NounList& nouns, const PaddedRun& padded) {
    const StageCost own = measure([&] { encoder.encodeNouns(nouns, ensembleTemplates(), {}); });
    const at::Tensor features = encoder.encodeNouns(padded.nouns, ensembleTemplates(), {}).features;
    const std::size_t all = nouns.words.size(), some = padded.nouns.words.size();
    const double share = static_cast<double>(all) / static_cast<double>(some);
    std::printf(
        "  texts: %zu nouns x 7 templates %.2f s (CPU %.2f); %zu of them padded, fp32: %.2f s (CPU %.2f); "
        "ratio %.1f (CPU %.1f), least cosine %.8f\n",
        all, own.seconds, own.cpuSeconds, some, padded.cost.seconds, padded.cost.cpuSeconds,
        share * padded.cost.seconds / own.seconds, share * padded.cost.cpuSeconds / own.cpuSeconds,
        worstCosine(features, padded.features));
}

void run(const Options& options) {
    const int threads = setThreads(options.threads);
    const ClipArchitecture architecture = options.size == "L/14" ? test::vitL14() : test::vitB32();
    const ClipWeights weights = test::randomClipWeights(architecture, 42);
    const fs::path folder = fs::temp_directory_path() / ("nounscope-bench-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    test::writeHuggingFaceFolder(folder, architecture, weights);
    for (const char* name : {"vocab.json", "merges.txt"})
        fs::copy_file(fs::path(options.tokenizer) / name, folder / name,
                      fs::copy_options::overwrite_existing);
    const CheckpointFiles files = findCheckpointFiles(folder);
    const c10::Device cpu(c10::kCPU);
    std::printf("ViT-%s, random weights, %d threads\n", options.size.c_str(), threads);

    std::vector<Precision> precisions = {Precision::Float32};
    for (const Precision precision : fastPrecisions(cpu)) precisions.push_back(precision);
    const std::int64_t side = architecture.vision.imageSize;
    const at::Tensor pictures = at::randn({options.pictures, 3, side, side});
    const NounList nouns = someNouns(options.nouns);
    const PaddedRun padded =
        runPadded(BpeTokenizer::open(files.vocabulary, files.merges), weights.text, architecture.text,
                  someNouns(options.plainNouns > 0 ? options.plainNouns : options.nouns));
    at::Tensor reference;
    StageCost referenceCost;
    for (const Precision precision : precisions) {
        std::unique_ptr<ClipEncoder> encoder;
        const StageCost first = measure([&] {
            encoder = std::make_unique<ClipEncoder>("bench", files, precision, cpu);
            encoder->encodePictures(pictures.narrow(0, 0, 1), {});
        });
        at::Tensor features;
        const StageCost cost = measure([&] { features = encoder->encodePictures(pictures, {}); });
        if (precision == Precision::Float32) {
            reference = features;
            referenceCost = cost;
        }
        std::printf(
            "%s\n  pictures: first embedding after %.2f s, then %.1f a second (%.1f a CPU second), %.2f x "
            "fp32 "
            "(CPU %.2f x), least cosine %.6f\n",
            precisionName(precision).c_str(), first.seconds,
            static_cast<double>(options.pictures) / cost.seconds,
            static_cast<double>(options.pictures) / cost.cpuSeconds, referenceCost.seconds / cost.seconds,
            referenceCost.cpuSeconds / cost.cpuSeconds, worstCosine(features, reference));
        compareTexts(*encoder, nouns, padded);
    }
    fs::remove_all(folder);
}

}  // namespace
}  // namespace nounscope::bench

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    nounscope::bench::Options options;
    CLI::App app("Seconds of CLIP's towers with random weights, beside their plain forms");
    app.option_defaults()->always_capture_default();
    app.add_option("--tokenizer", options.tokenizer, "Folder with CLIP's vocab.json and merges.txt")
        ->required();
    app.add_option("--size", options.size, "B/32 or L/14")->check(CLI::IsMember({"B/32", "L/14"}));
    app.add_option("--nouns", options.nouns, "nouns to embed");
    app.add_option("--plain-nouns", options.plainNouns, "of which the padded path embeds this many; 0: all");
    app.add_option("--pictures", options.pictures, "pictures to embed");
    app.add_option("--threads", options.threads, "0 = every core");
    CLI11_PARSE(app, argc, argv);
    try {
        nounscope::bench::run(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_clip: %s\n", error.what());
        return 1;
    }
}
