#include <nlohmann/json.hpp>

#include "core/io/base64.h"
#include "core/io/session_json.h"
#include "core/io/settings_json.h"
#include "core/io/text_lines.h"
#include "core/version.h"

namespace nounscope {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

// Paths are bytes: as text where they are UTF-8, which JSON must be.
Json bytesJson(const std::string& bytes) {
    if (findInvalidUtf8(bytes) == std::string::npos) return bytes;
    return {{"base64", toBase64(bytes)}};
}

Json foldersJson(const std::vector<PictureFolder>& folders, const fs::path& file) {
    const fs::path here = fs::absolute(file).lexically_normal().parent_path();
    Json json = Json::array();
    for (const PictureFolder& folder : folders)
        json.push_back({{"name", bytesJson(folder.name)},
                        {"relative", bytesJson(folder.folder.lexically_relative(here).string())},
                        {"absolute", bytesJson(folder.folder.string())}});
    return json;
}

Json picturesJson(const RunInputs& inputs) {
    Json paths = Json::array(), errors = Json::object();
    for (std::size_t i = 0; i < inputs.items.size(); ++i) {
        paths.push_back(bytesJson(inputs.items[i].path));
        if (!inputs.items[i].error.empty()) errors[std::to_string(i)] = bytesJson(inputs.items[i].error);
    }
    return {{"paths", std::move(paths)},
            {"errors", std::move(errors)},
            {"rows", inputs.imageRows},
            {"labels", inputs.labels}};
}

Json nounsJson(const Session& session) {
    const RunInputs& inputs = session.inputs;
    return {{"source", bytesJson(session.nounSource)},
            {"templates", session.templates},
            {"words", inputs.nouns.words},
            {"glosses", inputs.nouns.glosses},
            {"rows", inputs.nounRows},
            {"pinned", session.wishes.pinned},
            {"banned", session.wishes.banned}};
}

Json curveJson(const std::vector<KCurvePoint>& curve) {
    Json json = Json::array();
    for (const KCurvePoint& point : curve) json.push_back({{"k", point.k}, {"silhouette", point.silhouette}});
    return json;
}

Json filterJson(const FilterResult& filtered) {
    const at::Tensor centers = filtered.centers.cpu().contiguous();
    const std::string_view bytes(static_cast<const char*>(centers.data_ptr()), centers.nbytes());
    return {{"k", filtered.kChoice.k},
            {"k_curve", curveJson(filtered.kChoice.curve)},
            {"k_curve_images", filtered.kChoice.imagesUsed},
            {"proxies", centers.size(0)},
            {"width", centers.size(1)},
            {"centers", toBase64(bytes)},
            {"proxy", filtered.scores.proxy},
            {"confidence", filtered.scores.confidence},
            {"log_score", filtered.scores.logScore},
            {"selected", filtered.selection.indices}};
}

Json nameJson(const ClusterName& name) {
    return {{"name", name.name}, {"nouns", name.nouns}};
}

Json runJson(const ClusterView& run) {
    Json names = Json::array();
    for (const ClusterName& name : run.names) names.push_back(nameJson(name));
    return {{"cluster", run.clustering.assignment},
            {"distance", run.clustering.distance},
            {"confidence", run.clustering.confidence},
            {"names", std::move(names)},
            {"objective", run.clustering.objective},
            {"iterations", run.clustering.iterations},
            {"silhouette", run.metrics.silhouette},
            {"davies_bouldin", run.metrics.daviesBouldin},
            {"calinski_harabasz", run.metrics.calinskiHarabasz}};
}

Json editsJson(const Arrangement& edits, const GroupMeasures& measures) {
    Json clusters = Json::array();
    for (const ArrangedCluster& cluster : edits.clusters()) {
        Json json = nameJson(cluster.name);
        json["renamed"] = cluster.renamed;
        json["hidden"] = cluster.hidden;
        json["reviewed"] = cluster.reviewed;
        json["merged_into"] = cluster.mergedInto;
        json["split_from"] = cluster.splitFrom;
        clusters.push_back(std::move(json));
    }
    Json json{{"clusters", std::move(clusters)}, {"hidden", edits.hidden()}};
    if (edits.home() != edits.run()) json["home"] = edits.home();
    if (!edits.isRegrouped() && edits.home() == edits.run()) return json;
    json["cluster"] = edits.now();
    json["distance"] = measures.distance;
    json["confidence"] = measures.confidence;
    return json;
}

Json modelJson(const std::optional<EncoderInfo>& encoder) {
    if (!encoder) return nullptr;
    return {{"id", bytesJson(encoder->id)},
            {"weights_sha256", encoder->weightsSha256},
            {"precision", encoder->precision},
            {"preprocessing", encoder->preprocessing},
            {"width", encoder->width}};
}

}  // namespace

Json sessionToJson(const Session& session, const fs::path& file) {
    return {{"format", "NounScope session"},
            {"version", sessionVersion},
            {"program", programVersion()},
            {"folders", foldersJson(session.folders, file)},
            {"model", modelJson(session.encoder)},
            {"seed", session.settings.seed},
            {"settings", settingsJson(session.settings, session.pictures)},
            {"pictures", picturesJson(session.inputs)},
            {"nouns", nounsJson(session)},
            {"filter", filterJson(session.filtered)},
            {"run", runJson(session.run)},
            {"edits", editsJson(session.edits, session.measures)},
            {"report", session.report}};
}

}  // namespace nounscope
