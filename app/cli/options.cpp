#include "app/cli/options.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <charconv>

#include "app/environment.h"
#include "core/encode/encoder_settings.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

const char* const computing = "Computing";
const char* const pictures = "Pictures";
const char* const features = "Features from elsewhere (.npy, float, scaled to unit rows)";
const char* const filter = "Noun filter";
const char* const clusters = "Clusters";

// "auto" is 0.
int countOrAuto(const std::string& option, const std::string& text) {
    if (text == "auto") return 0;
    int count = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (failure == std::errc() && end == text.data() + text.size() && count >= 1) return count;
    throw Error(ErrorKind::Usage, option + " " + text + ": give a number from 1 up, or auto");
}

CLI::Option* addCount(CLI::App& command, const std::string& name, std::optional<int>& count,
                      const std::string& help, const std::string& type) {
    const auto set = [name, &count](const std::string& text) { count = countOrAuto(name, text); };
    return command.add_option_function<std::string>(name, set, help)->type_name(type)->default_str("auto");
}

}  // namespace

void ComputeOptions::addTo(CLI::App& command) {
    command.add_option("--device", device, "auto, cpu, cuda or cuda:NUMBER")
        ->type_name("NAME")
        ->capture_default_str()
        ->group(computing);
    command.add_option("--threads", threads, "Threads; 0 takes every core. Results do not depend on it")
        ->check(CLI::Range(0, 1024).description(""))
        ->type_name("N")
        ->capture_default_str()
        ->group(computing);
    addProgressTo(command);
}

void ComputeOptions::addProgressTo(CLI::App& command) {
    command.add_flag("--quiet", quiet, "No progress, no notes: errors only")->group(computing);
    command.add_flag("--json-progress", jsonProgress, "Progress as one JSON object a line")->group(computing);
}

void ModelOptions::addTo(CLI::App& command) {
    command
        .add_option(
            "--model", model,
            "What embeds pictures and nouns: starter, the folder of a CLIP checkpoint, or the id of one "
            "(nounscope-cli models lists them)")
        ->type_name("starter|DIR|ID")
        ->capture_default_str();
    command
        .add_option(
            "--precision", precision,
            "In which numbers a CLIP checkpoint computes: fp32, bf16, int8, on CUDA fp16; auto: the fastest "
            "that the processor has and the checkpoint bears")
        ->type_name("NAME")
        ->capture_default_str()
        ->group(computing);
}

void ModelOptions::addTemplatesTo(CLI::App& command) {
    command
        .add_option("--templates", templates,
                    "Prompts around each noun: ensemble (seven), raw (the noun alone) or a FILE with one "
                    "\"{}\" a line. "
                    "The starter encoder knows words, not sentences: it takes raw nouns whatever is chosen")
        ->type_name("NAME|FILE")
        ->capture_default_str();
}

void PictureOptions::addTo(CLI::App& command) {
    command
        .add_option("--exclude", settings.exclude, "Leave out paths that match this pattern; may be repeated")
        ->type_name("GLOB")
        ->group(pictures);
    addReadingTo(command);
    command.add_option("--batch", batch, "Pictures the encoder takes at once")
        ->check(CLI::Range(1, 65536).description(""))
        ->type_name("N")
        ->capture_default_str()
        ->group(pictures);
}

void PictureOptions::addReadingTo(CLI::App& command) {
    const std::map<std::string, Orientation> orientations{{"exif", Orientation::Exif},
                                                          {"stored", Orientation::Stored}};
    command
        .add_option("--orientation", settings.orientation, "exif turns pictures upright, stored leaves them")
        ->transform(CLI::CheckedTransformer(orientations).description(""))
        ->type_name("exif|stored")
        ->default_str("exif")
        ->group(pictures);
    const std::map<std::string, AlphaMode> alphas{{"white", AlphaMode::White}, {"drop", AlphaMode::Drop}};
    command
        .add_option("--alpha", settings.alpha, "Transparent pixels: put on white, or drop the alpha channel")
        ->transform(CLI::CheckedTransformer(alphas).description(""))
        ->type_name("white|drop")
        ->default_str("white")
        ->group(pictures);
    command.add_option("--max-pixels", settings.maxPixels, "Refuse larger pictures before they are decoded")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40).description(""))
        ->type_name("N")
        ->capture_default_str()
        ->group(pictures);
}

void CacheOptions::addTo(CLI::App& command) {
    addFolderTo(command);
    command.add_flag("--no-cache", off, "Neither use embeddings of earlier runs nor keep these")
        ->group(computing);
}

void CacheOptions::addFolderTo(CLI::App& command) {
    command.add_option("--cache", folder, "Folder of the embeddings kept between runs")
        ->type_name("DIR")
        ->default_str("$XDG_CACHE_HOME/nounscope or ~/.cache/nounscope")
        ->group(computing);
}

fs::path CacheOptions::file() const {
    constexpr const char* name = "embeddings.sqlite";
    if (off) return {};
    if (!folder.empty()) return fs::absolute(folder) / name;
    const auto place = [](const char* variable) {
        return fs::path(environmentVariable(variable).value_or(""));
    };
    // By the XDG specification a relative path counts for nothing.
    if (const fs::path cache = place("XDG_CACHE_HOME"); cache.is_absolute())
        return cache / "nounscope" / name;
    if (const fs::path home = place("HOME"); home.is_absolute()) return home / ".cache" / "nounscope" / name;
    throw Error(ErrorKind::Usage, "HOME is not set: name a folder with --cache, or choose --no-cache");
}

void FeatureOptions::addTo(CLI::App& command) {
    command.add_option("--image-embeddings", images, "Pictures embedded elsewhere, one a row")
        ->type_name("X.npy")
        ->group(features);
    command
        .add_option("--noun-embeddings", nouns,
                    "The nouns of --nouns FILE embedded by the same model, one a row")
        ->type_name("T.npy")
        ->group(features);
    command
        .add_option("--proxy-centers", proxyCenters,
                    "Proxy centres to score nouns against, one a row; else k-means")
        ->type_name("W.npy")
        ->group(features);
}

void WishOptions::addTo(CLI::App& command) {
    command.add_option("--pins", pins, "Nouns to use whatever their score, one a line")
        ->type_name("FILE")
        ->group(filter);
    command.add_option("--bans", bans, "Nouns never to use, one a line; wins over --pins")
        ->type_name("FILE")
        ->group(filter);
}

void MethodOptions::addFilterTo(CLI::App& command) {
    std::string presets;
    for (const std::string& name : presetNames()) presets += (presets.empty() ? "" : ", ") + name;
    command
        .add_option("--preset", m_preset,
                    "Settings published for CLIP ViT-B/32: " + presets + ". Options given win")
        ->type_name("NAME")
        ->group(filter);
    command
        .add_option_function<std::string>(
            "--filter",
            [this](const std::string& name) { m_settings.filter.kind = filterKindFromName(name); },
            "gradnorm, confidence, cosine, entropy or none")
        ->type_name("NAME")
        ->default_str("gradnorm")
        ->group(filter);
    command.add_option("--temperature", m_temperature, "Of the softmax over proxy centres, 0.002 to 1")
        ->type_name("T")
        ->default_str("0.04; 0.1 with starter")
        ->group(filter);
    command.add_option("--norm", m_settings.filter.norm, "Of the gradient, 0.1 to 16")
        ->type_name("Q")
        ->capture_default_str()
        ->group(filter);
    command.add_option("--nouns-per-center", m_nounsPerCenter, "Best nouns kept of each proxy centre")
        ->type_name("N")
        ->default_str(std::to_string(m_settings.filter.nounsPerCenter))
        ->group(filter);
    command
        .add_option("--score-cut", m_settings.filter.scoreCut,
                    "Keep only this fraction of all nouns, by rank")
        ->type_name("FRACTION")
        ->capture_default_str()
        ->group(filter);
    addCount(command, "--proxies", m_proxies, "Proxy centres that stand for the pictures", "N|auto")
        ->group(filter);
    const std::map<std::string, ProxyKind> kinds{{"centers", ProxyKind::Centers},
                                                 {"learned", ProxyKind::Learned}};
    command
        .add_option("--proxy-kind", m_settings.proxies.kind, "k-means centres, or weights learned from them")
        ->transform(CLI::CheckedTransformer(kinds).description(""))
        ->type_name("centers|learned")
        ->default_str("centers")
        ->group(filter);
    command
        .add_option("--proxy-restarts", m_settings.proxies.restarts, "k-means starts for the proxy centres")
        ->type_name("N")
        ->capture_default_str()
        ->group(filter);
    command.add_option("--seed", m_settings.seed, "Same seed, inputs and settings: same bytes")
        ->type_name("N")
        ->capture_default_str()
        ->group(computing);
    const auto setIterations = [this](const int& iterations) {
        m_settings.proxies.maxIterations = m_settings.clusters.maxIterations = iterations;
    };
    command
        .add_option_function<int>("--max-iterations", setIterations,
                                  "Of every k-means, which stops earlier by itself")
        ->type_name("N")
        ->default_str(std::to_string(m_settings.clusters.maxIterations))
        ->group(clusters);
    addCount(command, "--clusters", m_clusters, "Number of clusters; auto: the best mean silhouette",
             "K|auto")
        ->group(clusters);
}

void MethodOptions::addClustersTo(CLI::App& command) {
    command.add_option("--tau", m_tau, "Temperature of the text counterparts, 0.0005 to 1")
        ->type_name("T")
        ->default_str("0.01; 0.1 with starter")
        ->group(clusters);
    command.add_option("--restarts", m_settings.clusters.restarts, "k-means starts for the clusters")
        ->type_name("N")
        ->capture_default_str()
        ->group(clusters);
}

MethodSettings MethodOptions::resolve(const EncoderInfo& encoder) const {
    MethodSettings settings = m_settings;
    applyEncoderDefaults(encoder, settings);
    if (!m_preset.empty()) applyPreset(m_preset, settings);
    if (m_temperature) settings.filter.temperature = *m_temperature;
    if (m_tau) settings.clusters.tau = *m_tau;
    if (m_proxies) settings.proxies.count = *m_proxies;
    if (m_nounsPerCenter) settings.filter.nounsPerCenter = *m_nounsPerCenter;
    if (m_clusters) settings.clusters.clusters = *m_clusters;
    settings.validate();
    return settings;
}

}  // namespace nounscope
