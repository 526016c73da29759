// How near embedding pictures comes to what the cores could do at most: decoding, resizing and the tower are
// each measured alone on one thread, then together as a run does them. Prints Markdown; RESULTS.md says what
// was found.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "core/device.h"
#include "core/encode/embed_images.h"
#include "core/encode/image_transform.h"
#include "core/encode/vision_tower.h"
#include "core/io/image_decode.h"
#include "tests/bench/core_demand.h"
#include "tests/bench/stage_cost.h"
#include "tests/random_clip.h"

namespace nounscope::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string folder = "/tmp/nounscope-bench-pictures";
    int pictures = 1000;
    int different = 50;
    int batch = 32;
    int threads = 0;
    int runs = 3;
    std::string precision = "fp32";
    bool withStore = false;
};

// Sizes of cameras and phones of 20 years, up to 12 megapixels, and of the web.
const cv::Size sizes[] = {{4000, 3000}, {4032, 3024}, {3264, 2448}, {2592, 1944}, {2048, 1536},
                          {1920, 1080}, {1600, 1200}, {1280, 960},  {1024, 768},  {640, 480}};

// Like a photograph in what it costs: soft shapes of every scale, and a sensor's noise.
cv::Mat photograph(cv::Size size, cv::RNG& random) {
    cv::Mat picture(size, CV_32FC3, cv::Scalar::all(128));
    for (int cells = 3, strength = 60; cells < size.width / 2; cells *= 3, strength = strength * 2 / 3) {
        cv::Mat shapes(std::max(2, cells * size.height / size.width), cells, CV_32FC3);
        random.fill(shapes, cv::RNG::NORMAL, 0, strength);
        cv::resize(shapes, shapes, size, 0, 0, cv::INTER_CUBIC);
        picture += shapes;
    }
    cv::Mat noise(size, CV_32FC3), bytes;
    random.fill(noise, cv::RNG::NORMAL, 0, 7);
    cv::Mat(picture + noise).convertTo(bytes, CV_8UC3);
    return bytes;
}

ImageItems makePictures(const Options& options) {
    cv::RNG random(42);
    fs::create_directories(options.folder);
    std::vector<fs::path> files;
    for (int i = 0; i < options.different; ++i) {
        const cv::Size size = sizes[static_cast<std::size_t>(i) % std::size(sizes)];
        files.push_back(fs::path(options.folder) / (std::to_string(i) + ".jpg"));
        if (fs::exists(files.back())) continue;
        const bool upright = random.uniform(0, 4) == 0;
        cv::imwrite(files.back().string(),
                    photograph(upright ? cv::Size(size.height, size.width) : size, random),
                    {cv::IMWRITE_JPEG_QUALITY, random.uniform(80, 96)});
    }
    ImageItems items;
    for (int i = 0; i < options.pictures; ++i) {
        const fs::path& file = files[static_cast<std::size_t>(i % options.different)];
        items.push_back({std::to_string(i) + "/" + file.filename().string(), file, ""});
    }
    return items;
}

// ViT-B/32's picture side with random weights.
class RandomVitB32 : public Encoder {
public:
    explicit RandomVitB32(Precision precision) : m_precision(precision), m_tower(tower(precision)) {}

    EncoderInfo info() const override {
        EncoderInfo info;
        info.id = "ViT-B/32, random weights";
        info.precision = precisionName(m_precision);
        info.width = 512;
        return info;
    }
    at::Tensor prepare(const cv::Mat& picture) const override {
        return transformImage(toRgb(picture, AlphaMode::White), {});
    }
    at::Tensor encodePictures(const at::Tensor& batch, const Job& job) const override {
        return m_tower.encode(batch, job);
    }
    NounEmbeddings encodeNouns(const NounList&, const std::vector<std::string>&, const Job&) const override {
        return {};
    }

private:
    static VisionTower tower(Precision precision) {
        const ClipArchitecture architecture = test::vitB32();
        return {test::randomClipWeights(architecture, 42).vision, architecture.vision, precision,
                c10::Device(c10::kCPU)};
    }

    Precision m_precision;
    VisionTower m_tower;
};

struct Alone {
    double decode = 0, resize = 0, tower = 0;  // core-seconds a picture
    double sum() const { return decode + resize + tower; }
};

// On one thread, over every different picture.
Alone measureAlone(const ImageItems& items, const Encoder& encoder, const Options& options) {
    const c10::InferenceMode inference;
    Alone alone;
    std::vector<at::Tensor> inputs;
    for (int i = 0; i < options.different; ++i) {
        cv::Mat picture;
        alone.decode +=
            measure([&] { picture = decodeImage(items[static_cast<std::size_t>(i)].file, {}); }).cpuSeconds;
        alone.resize += measure([&] { inputs.push_back(encoder.prepare(picture)); }).cpuSeconds;
    }
    const at::Tensor batch = at::stack(inputs);
    setThreads(1);
    encoder.encodePictures(batch.narrow(0, 0, 2), {});
    alone.tower = measure([&] { encoder.encodePictures(batch, {}); }).cpuSeconds;
    setThreads(options.threads);
    for (double* part : {&alone.decode, &alone.resize, &alone.tower}) *part /= options.different;
    return alone;
}

void run(const Options& options) {
    const int threads = setThreads(options.threads);
    const int cores = std::min<int>(threads, static_cast<int>(std::thread::hardware_concurrency()));
    ImageItems items = makePictures(options);
    const RandomVitB32 encoder(
        parsePrecision(options.precision, c10::Device(c10::kCPU)).value_or(Precision::Float32));
    EmbedOptions embedding{options.threads, options.batch};
    std::printf(
        "%d JPEGs (%d different) of up to 12 megapixels, ViT-B/32 in %s, %d cores, batches of %d\n\n"
        "| decode ms | resize ms | tower ms | most a second | reached | share | of CPU time | cores wanted "
        "|\n"
        "|---:|---:|---:|---:|---:|---:|---:|---:|\n",
        options.pictures, options.different, encoder.info().precision.c_str(), cores, options.batch);
    for (int i = 0; i < options.runs; ++i) {
        const Alone alone = measureAlone(items, encoder, options);
        std::optional<EmbeddingStore> store;
        if (options.withStore) {
            fs::remove_all(fs::path(options.folder) / "store");
            embedding.store = &store.emplace(fs::path(options.folder) / "store" / "store.sqlite");
        }
        CoreDemand demand(cores);
        const StageCost together = measure([&] { embedImages(items, encoder, {}, embedding); });
        const double wanted = demand.stop();
        const double most = cores / alone.sum(), reached = options.pictures / together.seconds;
        std::printf("| %.1f | %.1f | %.1f | %.2f | %.2f | %.2f | %.2f | %.2f |\n", 1000 * alone.decode,
                    1000 * alone.resize, 1000 * alone.tower, most, reached, reached / most,
                    alone.sum() * options.pictures / (together.cpuSeconds - demand.cpuSeconds()), wanted);
    }
}

}  // namespace
}  // namespace nounscope::bench

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    nounscope::bench::Options options;
    CLI::App app("How much of the cores embedding pictures uses");
    app.option_defaults()->always_capture_default();
    app.add_option("--folder", options.folder, "the JPEGs are made here once");
    app.add_option("--pictures", options.pictures, "to embed")->check(CLI::PositiveNumber);
    app.add_option("--different", options.different, "JPEGs to make; each is embedded several times")
        ->check(CLI::PositiveNumber);
    app.add_option("--batch", options.batch, "pictures an encoder call");
    app.add_option("--threads", options.threads, "0 = every core");
    app.add_option("--runs", options.runs, "repetitions")->check(CLI::PositiveNumber);
    app.add_option("--precision", options.precision, "of the tower: fp32, bf16 or int8");
    app.add_flag("--store", options.withStore, "write everything to an empty embedding store");
    CLI11_PARSE(app, argc, argv);
    try {
        nounscope::bench::run(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_pictures: %s\n", error.what());
        return 1;
    }
}
