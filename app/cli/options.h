// The options that several subcommands share, each group in one place: its names, help, defaults and checks.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/encode/embed_images.h"
#include "core/encode/encoder.h"
#include "core/model/settings.h"

namespace nounscope {

// --device, --threads, --quiet, --json-progress
struct ComputeOptions {
    std::string device = "auto";
    int threads = 0;
    bool quiet = false;
    bool jsonProgress = false;

    void addTo(CLI::App& command);
    void addProgressTo(CLI::App& command);  // --quiet and --json-progress alone
};

// --model, --precision, --templates
struct ModelOptions {
    std::string model = "starter";
    std::string precision = "auto";
    std::string templates = "ensemble";

    void addTo(CLI::App& command);
    void addTemplatesTo(CLI::App& command);
};

// --exclude, --orientation, --alpha, --max-pixels, --batch
struct PictureOptions {
    PictureSettings settings;
    int batch = EmbedOptions().batch;

    void addTo(CLI::App& command);
    void addReadingTo(CLI::App& command);  // --orientation, --alpha and --max-pixels alone
};

// --cache, --no-cache: where embeddings are kept between runs
struct CacheOptions {
    std::string folder;  // empty: the person's cache folder
    bool off = false;

    void addTo(CLI::App& command);
    void addFolderTo(CLI::App& command);

    // The store's database; empty where there is to be none. Throws Error(Usage) where no folder is given and
    // the system names none.
    std::filesystem::path file() const;
};

// --image-embeddings, --noun-embeddings, --proxy-centers: features from elsewhere
struct FeatureOptions {
    std::string images, nouns, proxyCenters;

    void addTo(CLI::App& command);
};

// --pins, --bans
struct WishOptions {
    std::string pins, bans;

    void addTo(CLI::App& command);
};

// Every knob of the method. What a preset or the encoder may also set is optional: given options win over the
// preset, the preset over the encoder's defaults.
class MethodOptions {
public:
    void addFilterTo(CLI::App& command);    // scoring and selecting nouns, proxy centres, seed
    void addClustersTo(CLI::App& command);  // k-means of the pictures

    // Throws Error(Usage) for a value out of range.
    MethodSettings resolve(const EncoderInfo& encoder) const;

private:
    MethodSettings m_settings;
    std::string m_preset;
    std::optional<double> m_temperature, m_tau;
    std::optional<int> m_proxies, m_nounsPerCenter, m_clusters;
};

}  // namespace nounscope
