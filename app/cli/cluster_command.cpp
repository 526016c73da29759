#include <cstdio>
#include <memory>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/inputs.h"
#include "app/output_folder.h"
#include "core/io/csv.h"
#include "core/io/labels.h"
#include "core/io/npy.h"
#include "core/io/report.h"
#include "core/io/session_file.h"
#include "core/measure/external_metrics.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct ClusterOptions {
    std::vector<std::string> folders;
    std::string nouns = "everyday";
    std::string labels;
    std::string out = "nounscope-out";
    std::string session;
    ModelOptions model;
    FeatureOptions features;
    PictureOptions pictures;
    WishOptions wishes;
    MethodOptions method;
    CacheOptions cache;
    ComputeOptions compute;
    int stability = 0;

    bool givenFeatures() const { return !features.images.empty(); }

    void validate() const {
        if (!givenFeatures()) checkModel(model);
        if (folders.empty() && !givenFeatures())
            throw Error(ErrorKind::Usage,
                        "cluster: give a folder of pictures, or --image-embeddings and --noun-embeddings");
        if (!folders.empty() && givenFeatures())
            throw Error(ErrorKind::Usage,
                        "cluster: give a folder of pictures or --image-embeddings, not both");
        if (givenFeatures() != !features.nouns.empty())
            throw Error(ErrorKind::Usage,
                        "cluster: --image-embeddings and --noun-embeddings go together: both must come "
                        "from the same model");
        if (givenFeatures() && (labels == "folders" || labels == "top"))
            throw Error(ErrorKind::Usage, "--labels " + labels +
                                              ": features have no folders; give a FILE with one label a row");
    }
};

std::vector<std::string> paths(const ImageItems& items) {
    std::vector<std::string> all;
    for (const ImageItem& item : items) all.push_back(utf8Path(item.path));
    return all;
}

// Where WordNet is not there, names are only poorer.
const WordNet* wordNetForNames(WordNetOnDemand& wordnet, RunContext& context) {
    std::string problem;
    const WordNet* const found = wordnet.find(problem);
    if (!found) context.note("Cluster names may hold synonyms. " + problem);
    return found;
}

std::vector<std::string> embeddedWords(const RunInputs& inputs) {
    std::vector<std::string> words;
    for (const std::int64_t row : inputs.nounRows)
        words.push_back(inputs.nouns.words[static_cast<std::size_t>(row)]);
    return words;
}

// Of the pictures that have a label and could be read; none where there is no such picture.
std::optional<ExternalMetrics> judge(const RunInputs& inputs, const Clustering& clustering) {
    std::vector<std::int32_t> assignment;
    std::vector<std::string> labels;
    if (inputs.labels.empty()) return std::nullopt;
    for (std::size_t row = 0; row < inputs.imageRows.size(); ++row) {
        const std::string& label = inputs.labels[static_cast<std::size_t>(inputs.imageRows[row])];
        if (label.empty()) continue;
        assignment.push_back(clustering.assignment[row]);
        labels.push_back(label);
    }
    if (labels.empty()) return std::nullopt;
    return externalMetrics(assignment, labelIds(labels));
}

// What the window and `export` open.
Session sessionOf(const ClusterOptions& options, const Run& run, const RunReport& report,
                  const NounWishes& wishes, const FilterResult& filtered, const ClusterResult& clustered,
                  const std::vector<ClusterName>& names) {
    Session session;
    session.folders = pictureFolders({options.folders.begin(), options.folders.end()});
    session.inputs = run.inputs;
    session.pictures = options.pictures.settings;
    session.encoder = report.encoder;
    session.nounSource = options.nouns;
    if (report.encoder) session.templates = loadTemplates(options.model.templates);
    session.settings = report.settings;
    session.wishes = wishes;
    session.filtered = filtered;
    session.run = clusterView(filtered, clustered, names, run.inputs.imageRows);
    session.edits = Arrangement(clustered.clustering, names);
    session.measures = {clustered.clustering.distance, clustered.clustering.confidence};
    session.report = reportText(report, run.inputs, filtered, clustered);
    return session;
}

void printSummary(const RunInputs& inputs, const Clustering& clustering,
                  const std::vector<ClusterName>& names, const std::optional<ExternalMetrics>& external,
                  const fs::path& out) {
    std::printf("%zu clusters of %zu pictures\n\n", names.size(), inputs.imageRows.size());
    std::printf("%9s %9s  %s\n", "cluster", "pictures", "name");
    for (std::size_t i = 0; i < names.size(); ++i)
        std::printf("%9zu %9lld  %s\n", i, static_cast<long long>(clustering.sizes[i]),
                    names[i].name.c_str());
    if (external)
        std::printf("\nAgreement with the labels: ACC %.3f  NMI %.3f  ARI %.3f\n", external->acc,
                    external->nmi, external->ari);
    std::printf("\nWritten: %s\n", (out / "assignments.csv").c_str());
    for (const char* name : {"clusters.csv", "nouns.csv", "report.json"})
        std::printf("         %s\n", (out / name).c_str());
}

void runCluster(const ClusterOptions& options, Interrupt& interrupt) {
    options.validate();
    options.method.resolve({});
    checkOutputFolder(options.out, options.folders);
    RunContext context(options.compute, interrupt);

    Run run;
    RunReport report;
    WordNetOnDemand wordnet;
    if (options.givenFeatures())
        readImageFeatures(options.features.images, context, run);
    else
        scanPictures(options.folders, options.pictures, context, run);
    if (!options.labels.empty()) run.inputs.labels = labelsFor(paths(run.inputs.items), options.labels);
    if (options.givenFeatures()) {
        readNounFeatures(options.features.nouns, options.nouns, context, run);
    } else {
        const std::unique_ptr<Encoder> encoder = loadEncoder(options.model, wordnet, context);
        report.encoder = encoder->info();
        run.inputs.nouns = loadNouns(options.nouns, wordnet, context);
        const std::unique_ptr<EmbeddingStore> store = openStore(options.cache, context);
        embedPictures(options.pictures, *encoder, store.get(), context, run);
        embedNouns(options.model, *encoder, store.get(), context, run);
    }
    if (!options.features.proxyCenters.empty())
        run.features.proxyCenters = readFeatures(options.features.proxyCenters).to(context.device());

    report.settings = options.method.resolve(report.encoder.value_or(EncoderInfo()));
    const NounWishes wishes = readWishes(options.wishes, run, context);
    const FilterResult filtered =
        filterNouns(run.features, report.settings, wishes, run.times, context.job());
    report.filterQuality =
        judgeFilter(run.features, filtered, report.settings, options.stability, run.times, context.job());
    const ClusterResult clustered =
        clusterImages(run.features, filtered, report.settings, run.times, context.job());
    const std::vector<ClusterName> names =
        nameImageClusters(run.features, filtered, clustered, embeddedWords(run.inputs), wishes,
                          wordNetForNames(wordnet, context), run.times);

    report.images = options.givenFeatures() ? std::vector{options.features.images} : options.folders;
    report.nouns = options.nouns;
    report.pictures = options.pictures.settings;
    report.device = context.device().str();
    report.threads = context.threads();
    report.stages = run.times;
    report.reuse = run.reuse;
    report.external = judge(run.inputs, clustered.clustering);

    const fs::path out = fs::absolute(options.out).lexically_normal();
    {
        const auto writing = context.holdWhileWriting();
        createOutputFolder(out);
        writeAssignments(out / "assignments.csv", run.inputs, clustered.clustering, names);
        writeNounScores(out / "nouns.csv", run.inputs, filtered.scores, filtered.selection);
        writeClusters(out / "clusters.csv", run.inputs, clustered.clustering, names);
        writeReport(out / "report.json", reportText(report, run.inputs, filtered, clustered));
        if (!options.session.empty())
            saveSession(options.session, sessionOf(options, run, report, wishes, filtered, clustered, names));
    }
    printSummary(run.inputs, clustered.clustering, names, report.external, out);
}

}  // namespace

void addClusterCommand(CLI::App& app, Interrupt& interrupt) {
    const auto options = std::make_shared<ClusterOptions>();
    CLI::App& command = *app.add_subcommand("cluster", "Group pictures and name the groups");
    command
        .add_option("IMAGES_DIR", options->folders, "Folders of pictures, searched with all folders below")
        ->type_name("");
    command
        .add_option("--nouns", options->nouns,
                    "wordnet (117,798 nouns), everyday (4,916 common concrete ones) or a FILE")
        ->type_name("NAME|FILE")
        ->capture_default_str();
    command.add_option("--out", options->out, "Folder for the results; never inside an image folder")
        ->type_name("DIR")
        ->capture_default_str();
    command
        .add_option("--labels", options->labels,
                    "Ground truth to compare with: folders (each picture's folder), top (the first folder of "
                    "its path), "
                    "or a FILE with one label a row")
        ->type_name("folders|top|FILE");
    command
        .add_option("--session", options->session,
                    "Also save all of it as a session, FILE.nounscope, to be arranged in the window or taken "
                    "up by export")
        ->type_name("FILE");
    options->model.addTo(command);
    options->model.addTemplatesTo(command);
    options->features.addTo(command);
    options->method.addFilterTo(command);
    command
        .add_option("--stability", options->stability,
                    "Also tell in report.json how stable the selected nouns are when the pictures are drawn "
                    "anew this "
                    "many times")
        ->check(CLI::Range(0, 1000).description(""))
        ->type_name("N")
        ->capture_default_str();
    options->wishes.addTo(command);
    options->method.addClustersTo(command);
    options->pictures.addTo(command);
    options->cache.addTo(command);
    options->compute.addTo(command);
    command.footer(
        "Writes assignments.csv, clusters.csv, nouns.csv and report.json.\n\n"
        "Examples:\n"
        "  nounscope-cli cluster Drawings --out results\n"
        "  nounscope-cli cluster Drawings --clusters 12 --labels top\n"
        "  nounscope-cli cluster --image-embeddings X.npy --noun-embeddings T.npy --nouns nouns.txt \\\n"
        "      --preset cifar10 --labels labels.txt");
    command.callback([options, &interrupt] { runCluster(*options, interrupt); });
}

}  // namespace nounscope
