#include "core/io/report.h"

#include <sys/resource.h>

#include <nlohmann/json.hpp>

#include "core/device.h"
#include "core/io/atomic_file.h"
#include "core/io/settings_json.h"
#include "core/version.h"

namespace nounscope {

namespace {

using Json = nlohmann::ordered_json;

std::int64_t peakMemoryBytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{usage.ru_maxrss} * 1024;
}

Json modelJson(const std::optional<EncoderInfo>& encoder) {
    if (!encoder) return nullptr;
    return {{"id", encoder->id},
            {"weights_sha256", encoder->weightsSha256},
            {"precision", encoder->precision},
            {"preprocessing", encoder->preprocessing},
            {"width", encoder->width}};
}

Json metricsJson(const InternalMetrics& internal, const std::optional<ExternalMetrics>& external) {
    Json metrics{{"silhouette", internal.silhouette},
                 {"davies_bouldin", internal.daviesBouldin},
                 {"calinski_harabasz", internal.calinskiHarabasz}};
    if (external) {
        metrics["acc"] = external->acc;
        metrics["nmi"] = external->nmi;
        metrics["ari"] = external->ari;
    }
    return metrics;
}

Json filterJson(const FilterQuality& quality) {
    Json json = quality.shape ? separabilityJson(*quality.shape) : Json::object();
    if (quality.stability) json["stability"] = *quality.stability;
    return json;
}

}  // namespace

std::vector<std::string> unknownNouns(const RunInputs& inputs) {
    std::vector<std::string> unknown;
    std::size_t next = 0;
    for (std::size_t i = 0; i < inputs.nouns.words.size(); ++i)
        if (next < inputs.nounRows.size() && inputs.nounRows[next] == static_cast<std::int64_t>(i))
            ++next;
        else
            unknown.push_back(inputs.nouns.words[i]);
    return unknown;
}

Json separabilityJson(const BlindSeparability& shape) {
    Json mixture = Json::array();
    for (const GaussianComponent& component : shape.mixture)
        mixture.push_back(
            {{"weight", component.weight}, {"mean", component.mean}, {"deviation", component.deviation}});
    return {{"mixture", mixture},
            {"separation", shape.separation},
            {"cut", shape.cut},
            {"share_below_cut", shape.shareBelow},
            {"valley_depth", shape.valleyDepth},
            {"infinite_scores", shape.infinite}};
}

std::string reportText(const RunReport& report, const RunInputs& inputs, const FilterResult& filtered,
                       const ClusterResult& clustered) {
    MethodSettings resolved = report.settings;
    resolved.clusters.clusters = filtered.kChoice.k;
    resolved.proxies.count = static_cast<int>(filtered.centers.size(0));
    const std::vector<std::string> unknown = unknownNouns(inputs);
    Json json{
        {"program", {{"name", "NounScope"}, {"version", programVersion()}, {"libtorch", libTorchVersion()}}},
        {"device", report.device},
        {"threads", report.threads},
        {"blas", detectBlas().library},
        {"images", report.images},
        {"nouns", report.nouns},
        {"model", modelJson(report.encoder)},
        {"seed", resolved.seed},
        {"settings", settingsJson(resolved, report.pictures)},
        {"counts",
         {{"images", inputs.items.size()},
          {"images_failed", inputs.items.size() - inputs.imageRows.size()},
          {"images_reused", report.reuse.images},
          {"nouns", inputs.nouns.words.size()},
          {"nouns_unknown", unknown.size()},
          {"nouns_reused", report.reuse.nouns},
          {"nouns_selected", filtered.selection.indices.size()}}},
        {"metrics", metricsJson(clustered.metrics, report.external)},
        {"filter_quality", filterJson(report.filterQuality)}};
    json["stages"] = Json::array();
    for (const StageTime& stage : report.stages)
        json["stages"].push_back({{"stage", stage.stage}, {"seconds", stage.seconds}});
    json["peak_memory_bytes"] = peakMemoryBytes();
    json["k_curve_images"] = filtered.kChoice.imagesUsed;
    json["k_curve"] = Json::array();
    for (const KCurvePoint& point : filtered.kChoice.curve)
        json["k_curve"].push_back({{"k", point.k}, {"silhouette", point.silhouette}});
    json["nouns_unknown"] = unknown;

    // A path that is not UTF-8 must not spoil the report of a finished run.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

void writeReport(const std::filesystem::path& file, const std::string& text) {
    AtomicFile out(file);
    out.stream() << text;
    out.commit();
}

}  // namespace nounscope
