#include <ATen/ops/empty.h>

#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/filter/noun_sums.h"
#include "core/io/base64.h"
#include "core/io/json_fields.h"
#include "core/io/session_folders.h"
#include "core/io/session_json.h"
#include "core/io/settings_json.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr std::int64_t mostRows = std::int64_t{1} << 31;
constexpr double most = std::numeric_limits<double>::max();

std::int64_t count(const std::vector<std::string>& list) {
    return static_cast<std::int64_t>(list.size());
}

// A measure of quality, which has no value for every clustering.
double measure(const JsonFields& json, const char* name) {
    return json.value(name).is_null() ? std::numeric_limits<double>::quiet_NaN()
                                      : json.number(name, -most, most);
}

std::string bytesFrom(const JsonFields& json, const char* name, const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_object() && value.size() == 1 && value.contains("base64") && value["base64"].is_string())
        if (auto bytes = fromBase64(value["base64"].get_ref<const std::string&>())) return *std::move(bytes);
    json.fail(name, "holds what is neither text nor base64");
}

std::string bytesFrom(const JsonFields& json, const char* name) {
    return bytesFrom(json, name, json.value(name));
}

void readPictures(const JsonFields& json, Session& session) {
    ImageItems& items = session.inputs.items;
    for (const Json& path : json.array("paths")) items.push_back({bytesFrom(json, "paths", path), {}, {}});
    for (const auto& [index, error] : json.object("errors").entries()) {
        const bool isNumber =
            !index.empty() && index.size() < 10 && index.find_first_not_of("0123456789") == index.npos;
        if (!isNumber || std::stoul(index) >= items.size())
            json.fail("errors", "names a picture that is not there");
        items[std::stoul(index)].error = bytesFrom(json, "errors", error);
    }
    if (items.empty()) json.fail("paths", "is empty");
    session.inputs.imageRows = json.risingIntegers("rows", static_cast<std::int64_t>(items.size()) - 1);
    if (session.inputs.imageRows.empty()) json.fail("rows", "is empty");
    for (const std::int64_t row : session.inputs.imageRows)
        if (!items[static_cast<std::size_t>(row)].error.empty())
            json.fail("rows", "holds a picture with an error");
    session.inputs.labels = json.texts("labels");
    if (!session.inputs.labels.empty() && session.inputs.labels.size() != items.size())
        json.fail("labels", "has not one entry a picture");
    // Paths lead nowhere but below their folders; without folders they are names only.
    for (const ImageItem& item : items)
        if (!session.folders.empty() && !isSafePath(item))
            json.fail("paths", "holds \"" + item.path + "\", which is no path of a picture below its folder");
}

PictureFolder readFolder(const JsonFields& json, const fs::path& here, const ImageItems& items) {
    PictureFolder beside{bytesFrom(json, "name"), (here / bytesFrom(json, "relative")).lexically_normal()};
    const PictureFolder before{beside.name, fs::path(bytesFrom(json, "absolute")).lexically_normal()};
    if (!before.folder.is_absolute()) json.fail("absolute", "is no absolute path");
    if (beside.folder == before.folder) return before;
    return picturesFound(beside, items) > 0 && picturesFound(beside, items) >= picturesFound(before, items)
               ? beside
               : before;
}

void readNouns(const JsonFields& json, Session& session) {
    RunInputs& inputs = session.inputs;
    session.nounSource = bytesFrom(json, "source");
    session.templates = json.texts("templates");
    inputs.nouns.words = json.texts("words");
    inputs.nouns.glosses = json.texts("glosses");
    if (!inputs.nouns.glosses.empty() && inputs.nouns.glosses.size() != inputs.nouns.words.size())
        json.fail("glosses", "has not one entry a noun");
    inputs.nounRows = json.risingIntegers("rows", count(inputs.nouns.words) - 1);
    const auto last = static_cast<std::int64_t>(inputs.nounRows.size()) - 1;
    session.wishes.pinned = json.integers<std::int64_t>("pinned", JsonFields::anyLength, 0, last);
    session.wishes.banned = json.integers<std::int64_t>("banned", JsonFields::anyLength, 0, last);
}

at::Tensor readCenters(const JsonFields& json) {
    const std::int64_t proxies = json.integer("proxies", 1, 1 << 24),
                       width = json.integer("width", 1, 1 << 20);
    const auto bytes = fromBase64(json.text("centers"));
    // Before memory is asked for: the length must be true.
    if (!bytes || static_cast<std::int64_t>(bytes->size()) != proxies * width * 4)
        json.fail("centers", "is not as long as the proxies and their width want it");
    at::Tensor centers = at::empty({proxies, width}, at::kFloat);
    std::memcpy(centers.data_ptr(), bytes->data(), bytes->size());
    return centers;
}

std::vector<KCurvePoint> readCurve(const JsonFields& json) {
    std::vector<KCurvePoint> curve;
    for (const JsonFields& point : json.objects("k_curve"))
        curve.push_back(
            {static_cast<int>(point.integer("k", 1, mostRows / 2)), measure(point, "silhouette")});
    return curve;
}

void readFilter(const JsonFields& json, std::int64_t nouns, FilterResult& filtered) {
    filtered.kChoice.k = static_cast<int>(json.integer("k", 0, mostRows / 2));
    filtered.kChoice.curve = readCurve(json);
    filtered.kChoice.imagesUsed = json.integer("k_curve_images", 0, mostRows);
    filtered.centers = readCenters(json);
    filtered.scores.proxy = json.integers<std::int32_t>("proxy", nouns, 0, filtered.centers.size(0) - 1);
    filtered.scores.confidence = json.numbers("confidence", nouns);
    filtered.scores.logScore = json.numbers("log_score", nouns, true);
    filtered.scores.rank.resize(static_cast<std::size_t>(nouns));
    rankByScore(filtered.scores);
    filtered.selection.indices = json.risingIntegers("selected", nouns - 1);
    filtered.selection.selected.assign(static_cast<std::size_t>(nouns), false);
    for (const std::int64_t noun : filtered.selection.indices)
        filtered.selection.selected[static_cast<std::size_t>(noun)] = true;
}

ClusterName readName(const JsonFields& json) {
    ClusterName name{json.text("name"), json.texts("nouns")};
    if (name.name.empty()) json.fail("name", "is empty");
    return name;
}

void readRun(const JsonFields& json, Session& session) {
    const auto rows = static_cast<std::int64_t>(session.inputs.imageRows.size());
    ClusterView raw;
    for (const JsonFields& name : json.objects("names")) raw.names.push_back(readName(name));
    raw.clustering.assignment =
        json.integers<std::int32_t>("cluster", rows, 0, static_cast<std::int64_t>(raw.names.size()) - 1);
    raw.clustering.objective = json.number("objective", -most, most);
    raw.clustering.iterations = static_cast<int>(json.integer("iterations", 0, mostRows / 2));
    raw.metrics = {measure(json, "silhouette"), measure(json, "davies_bouldin"),
                   measure(json, "calinski_harabasz")};
    raw.imageRows = session.inputs.imageRows;
    raw.proxies = static_cast<int>(session.filtered.centers.size(0));
    raw.kCurve = session.filtered.kChoice.curve;
    const GroupMeasures measures{json.numbers("distance", rows), json.numbers("confidence", rows)};
    session.run = arrangedView(raw, Arrangement(raw.clustering, raw.names), measures);
    if (session.run.clustering.assignment != raw.clustering.assignment)
        json.fail("cluster", "is not numbered by size");
}

void readEdits(const JsonFields& json, const fs::path& file, Session& session) {
    std::vector<ArrangedCluster> clusters;
    const auto last = static_cast<std::int64_t>(json.array("clusters").size()) - 1;
    for (const JsonFields& entry : json.objects("clusters")) {
        ArrangedCluster cluster;
        cluster.name = readName(entry);
        cluster.renamed = entry.flag("renamed");
        cluster.hidden = entry.flag("hidden");
        cluster.reviewed = entry.flag("reviewed");
        cluster.mergedInto = static_cast<ClusterId>(entry.integer("merged_into", noCluster, last));
        cluster.splitFrom = static_cast<ClusterId>(entry.integer("split_from", noCluster, last));
        clusters.push_back(std::move(cluster));
    }
    const Clustering& run = session.run.clustering;
    const auto rows = static_cast<std::int64_t>(run.assignment.size());
    const auto membership = [&](const char* name) {
        return json.has(name) ? json.integers<ClusterId>(name, rows, 0, last) : run.assignment;
    };
    try {
        session.edits = Arrangement(run.assignment, membership("home"), membership("cluster"),
                                    json.risingIntegers("hidden", rows - 1), std::move(clusters));
    } catch (const Error& error) {
        throw Error(ErrorKind::BadInput, file.string() + " is damaged: " + error.what());
    }
    session.measures = {run.distance, run.confidence};
    if (json.has("cluster"))
        session.measures = {json.numbers("distance", rows), json.numbers("confidence", rows)};
}

std::optional<EncoderInfo> readModel(const JsonFields& json) {
    if (!json.has("model")) return std::nullopt;
    const JsonFields model = json.object("model");
    EncoderInfo info;
    info.id = bytesFrom(model, "id");
    info.weightsSha256 = model.text("weights_sha256");
    info.precision = model.text("precision");
    info.preprocessing = model.text("preprocessing");
    info.width = model.integer("width", 1, 1 << 20);
    return info;
}

}  // namespace

Session sessionFromJson(const Json& root, const fs::path& file) {
    const JsonFields json(file, root);
    Session session;
    const std::vector<JsonFields> folders = json.objects("folders");
    session.folders.resize(folders.size());
    readPictures(json.object("pictures"), session);
    const fs::path here = fs::absolute(file).lexically_normal().parent_path();
    for (std::size_t i = 0; i < folders.size(); ++i)
        session.folders[i] = readFolder(folders[i], here, session.inputs.items);
    placeItems(session.folders, session.inputs.items);
    session.encoder = readModel(json);
    if (!json.value("seed").is_number_unsigned()) json.fail("seed", "is no whole number");
    session.settings.seed = root["seed"].get<std::uint64_t>();
    readSettings(json.object("settings"), session.settings, session.pictures);
    readNouns(json.object("nouns"), session);
    readFilter(json.object("filter"), static_cast<std::int64_t>(session.inputs.nounRows.size()),
               session.filtered);
    readRun(json.object("run"), session);
    readEdits(json.object("edits"), file, session);
    session.run.clusters = session.filtered.kChoice.k;
    session.report = json.text("report");
    return session;
}

}  // namespace nounscope
