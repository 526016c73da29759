#include "core/io/settings_json.h"

#include "core/model/error.h"

namespace nounscope {

namespace {

constexpr std::int64_t mostCount = 1'000'000'000;

int count(const JsonFields& json, const char* name, std::int64_t least) {
    return static_cast<int>(json.integer(name, least, mostCount));
}

// One of two words -> whether it is the second.
bool isSecond(const JsonFields& json, const char* name, const char* first, const char* second) {
    const std::string word = json.text(name);
    if (word != first && word != second)
        json.fail(name, "is neither " + std::string(first) + " nor " + second);
    return word == second;
}

}  // namespace

nlohmann::ordered_json settingsJson(const MethodSettings& settings, const PictureSettings& pictures) {
    return {{"filter", filterName(settings.filter.kind)},
            {"temperature", settings.filter.temperature},
            {"norm", settings.filter.norm},
            {"nouns_per_center", settings.filter.nounsPerCenter},
            {"score_cut", settings.filter.scoreCut},
            {"proxies", settings.proxies.count},
            {"proxies_per_cluster", settings.proxies.perCluster},
            {"proxy_kind", settings.proxies.kind == ProxyKind::Learned ? "learned" : "centers"},
            {"proxy_restarts", settings.proxies.restarts},
            {"proxy_max_iterations", settings.proxies.maxIterations},
            {"clusters", settings.clusters.clusters},
            {"tau", settings.clusters.tau},
            {"restarts", settings.clusters.restarts},
            {"max_iterations", settings.clusters.maxIterations},
            {"orientation", pictures.orientation == Orientation::Stored ? "stored" : "exif"},
            {"alpha", pictures.alpha == AlphaMode::Drop ? "drop" : "white"},
            {"max_pixels", pictures.maxPixels},
            {"exclude", pictures.exclude}};
}

void readSettings(const JsonFields& json, MethodSettings& settings, PictureSettings& pictures) {
    try {
        settings.filter.kind = filterKindFromName(json.text("filter"));
    } catch (const Error& error) {
        json.fail("filter", std::string("is unknown: ") + error.what());
    }
    settings.filter.temperature = json.number("temperature", 0.002, 1);
    settings.filter.norm = json.number("norm", 0.1, 16);
    settings.filter.nounsPerCenter = count(json, "nouns_per_center", 1);
    settings.filter.scoreCut = json.number("score_cut", 0, 1);
    settings.proxies.count = count(json, "proxies", 0);
    settings.proxies.perCluster = count(json, "proxies_per_cluster", 1);
    settings.proxies.kind =
        isSecond(json, "proxy_kind", "centers", "learned") ? ProxyKind::Learned : ProxyKind::Centers;
    settings.proxies.restarts = count(json, "proxy_restarts", 1);
    settings.proxies.maxIterations = count(json, "proxy_max_iterations", 1);
    settings.clusters.clusters = count(json, "clusters", 0);
    settings.clusters.tau = json.number("tau", 0.0005, 1);
    settings.clusters.restarts = count(json, "restarts", 1);
    settings.clusters.maxIterations = count(json, "max_iterations", 1);
    pictures.orientation =
        isSecond(json, "orientation", "exif", "stored") ? Orientation::Stored : Orientation::Exif;
    pictures.alpha = isSecond(json, "alpha", "white", "drop") ? AlphaMode::Drop : AlphaMode::White;
    pictures.maxPixels = json.integer("max_pixels", 1, std::int64_t{1} << 60);
    pictures.exclude = json.texts("exclude");
    try {
        settings.validate();
    } catch (const Error& error) {
        json.fail("settings", std::string("cannot be used: ") + error.what());
    }
}

}  // namespace nounscope
