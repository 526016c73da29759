#include "core/model/settings.h"

#include <cmath>
#include <sstream>

#include "core/model/error.h"

namespace nounscope {

namespace {

// NaN fails too.
void checkRange(const char* option, double value, double low, double high) {
    if (value >= low && value <= high) return;
    std::ostringstream message;
    message << option << ' ' << value << " is out of range: choose ";
    if (std::isinf(high))
        message << low << " or more";
    else
        message << low << " to " << high;
    throw Error(ErrorKind::Usage, message.str());
}

struct NamedFilter {
    FilterKind kind;
    const char* name;
};
constexpr NamedFilter filters[] = {{FilterKind::GradNorm, "gradnorm"},
                                   {FilterKind::Confidence, "confidence"},
                                   {FilterKind::Cosine, "cosine"},
                                   {FilterKind::Entropy, "entropy"},
                                   {FilterKind::None, "none"}};

// The authors' settings per data set with CLIP ViT-B/32; 0 or less keeps what is set. See the method's sources.
struct Preset {
    const char* name;
    double temperature;
    int proxies;
    int nounsPerCenter;
    int clusters;
};
constexpr Preset presets[] = {{"published", 0.04, 0, 5, 0},     {"cifar10", 0.06, 250, 5, 10},
                              {"cifar20", 0.08, 200, 5, 20},    {"stl10", 0.08, 30, 5, 10},
                              {"imagenet10", 0.018, 50, 5, 10}, {"imagenet-dogs", 0.02, 50, 5, 15},
                              {"dtd", 0.08, 180, 5, 47},        {"ucf101", 0.02, 303, 5, 101},
                              {"imagenet1k", 0.02, 2000, 3, 1000}};

}  // namespace

void MethodSettings::validate() const {
    constexpr double unbounded = HUGE_VAL;
    checkRange("--temperature", filter.temperature, 0.002, 1);
    checkRange("--norm", filter.norm, 0.1, 16);
    checkRange("--nouns-per-center", filter.nounsPerCenter, 1, unbounded);
    if (!(filter.scoreCut > 0)) checkRange("--score-cut", filter.scoreCut, 1e-9, 1);
    checkRange("--score-cut", filter.scoreCut, 0, 1);
    checkRange("--proxies", proxies.count, 0, unbounded);
    checkRange("--proxy-restarts", proxies.restarts, 1, unbounded);
    checkRange("--max-iterations", proxies.maxIterations, 1, unbounded);
    checkRange("--clusters", clusters.clusters, 0, unbounded);
    checkRange("--tau", clusters.tau, 0.0005, 1);
    checkRange("--restarts", clusters.restarts, 1, unbounded);
    checkRange("--max-iterations", clusters.maxIterations, 1, unbounded);
}

const char* filterName(FilterKind kind) {
    for (const NamedFilter& filter : filters)
        if (filter.kind == kind) return filter.name;
    return "";
}

FilterKind filterKindFromName(const std::string& name) {
    std::string known;
    for (const NamedFilter& filter : filters) {
        if (name == filter.name) return filter.kind;
        known += (known.empty() ? "" : ", ") + std::string(filter.name);
    }
    throw Error(ErrorKind::Usage, "--filter " + name + " is unknown; choose one of " + known);
}

void applyPreset(const std::string& name, MethodSettings& settings) {
    std::string known;
    for (const Preset& preset : presets) {
        known += (known.empty() ? "" : ", ") + std::string(preset.name);
        if (name != preset.name) continue;
        settings.filter.temperature = preset.temperature;
        settings.filter.nounsPerCenter = preset.nounsPerCenter;
        settings.proxies.count = preset.proxies;
        if (preset.clusters > 0) settings.clusters.clusters = preset.clusters;
        return;
    }
    throw Error(ErrorKind::Usage, "--preset " + name + " is unknown; choose one of " + known);
}

std::vector<std::string> presetNames() {
    std::vector<std::string> names;
    for (const Preset& preset : presets) names.emplace_back(preset.name);
    return names;
}

}  // namespace nounscope
