// Every knob of a run: default, unit, range. One struct a stage, so that a stage can be rerun alone.
// Symbols as in the method: N images, M nouns, D width, K' proxy centres, K clusters.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nounscope {

inline constexpr std::uint64_t defaultSeed = 42;

enum class Orientation { Exif, Stored };  // apply the camera's turn, or take pixels as stored (parity with features)
enum class AlphaMode { White, Drop };     // composite on white, or drop alpha as PIL's convert("RGB") does

struct PictureSettings {
    Orientation orientation = Orientation::Exif;
    AlphaMode alpha = AlphaMode::White;
    std::int64_t maxPixels = 268'435'456;  // a picture with more is refused before its pixels are decoded; >= 1
    std::vector<std::string> exclude;      // glob patterns on the root-relative path, see path_pattern.h
};

enum class FilterKind { GradNorm, Confidence, Cosine, Entropy, None };

struct FilterSettings {
    FilterKind kind = FilterKind::GradNorm;
    double temperature = 0.04;  // T, 0.002 .. 1; divides the cosines before the softmax over centres
    double norm = 2;            // q of the gradient's L_q norm, 0.1 .. 16
    int nounsPerCenter = 5;     // >= 1, kept of each centre's nouns
    double scoreCut = 1;        // keep only this fraction of all nouns by rank, 0 < cut <= 1
};

enum class ProxyKind { Centers, Learned };

struct ProxySettings {
    int count = 0;       // K'; 0 chooses clamp(max(perCluster K, 30), 2, max(2, N / 3))
    int perCluster = 3;  // >= 1; the encoder's default, used where count is 0
    ProxyKind kind = ProxyKind::Centers;
    int restarts = 10;        // >= 1
    int maxIterations = 300;  // >= 1
};

struct ClusterSettings {
    int clusters = 0;         // K; 0 chooses it by mean silhouette
    double tau = 0.01;        // temperature of the text counterparts, 0.0005 .. 1
    int restarts = 20;        // >= 1
    int maxIterations = 300;  // >= 1
};

struct MethodSettings {
    FilterSettings filter;
    ProxySettings proxies;
    ClusterSettings clusters;
    std::uint64_t seed = defaultSeed;

    // Throws Error(Usage) that names the option, the value and the range.
    void validate() const;
};

// "gradnorm", "confidence", ...: the names of --filter. filterKindFromName throws Error(Usage) listing them.
const char* filterName(FilterKind kind);
FilterKind filterKindFromName(const std::string& name);

// Settings published for a data set with CLIP ViT-B/32 ("cifar10" ...), or "published" for the defaults.
// Only the fields a preset speaks of are changed. Throws Error(Usage) listing the presets.
void applyPreset(const std::string& name, MethodSettings& settings);
std::vector<std::string> presetNames();

}  // namespace nounscope
