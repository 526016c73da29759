#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/inputs.h"
#include "app/output_folder.h"
#include "core/io/csv.h"
#include "core/io/export_pictures.h"
#include "core/io/npy.h"
#include "core/io/session_file.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t failuresTold = 5;

struct ExportOptions {
    std::string session;
    std::string out;
    std::vector<std::string> what{"tables"};
    std::string pictures = "copy";
    std::vector<std::string> folders;
    CacheOptions cache;
    ComputeOptions compute;

    bool wants(const char* part) const { return std::find(what.begin(), what.end(), part) != what.end(); }
    bool wantsFiles() const { return wants("pictures") || wants("fiftyone") || wants("features"); }

    PictureTransfer transfer() const {
        if (pictures == "copy") return PictureTransfer::Copy;
        return pictures == "hardlink" ? PictureTransfer::HardLink : PictureTransfer::SymbolicLink;
    }
};

// The pictures' folders as the session or --images has them, known to be there if pictures are wanted.
void findPictures(const ExportOptions& options, Session& session) {
    if (!options.folders.empty() && options.folders.size() != session.folders.size())
        throw Error(ErrorKind::Usage, "--images: the session has " + std::to_string(session.folders.size()) +
                                          " folders of pictures; give as many");
    for (std::size_t i = 0; i < options.folders.size(); ++i) relocate(session, i, options.folders[i]);
    if (!options.wantsFiles()) return;
    if (session.folders.empty())
        throw Error(ErrorKind::Usage,
                    options.session + " is of features from elsewhere: it has tables to export, no pictures");
    if (const auto missing = missingFolders(session); !missing.empty())
        throw Error(ErrorKind::BadInput, "The pictures are not in " +
                                             session.folders[missing.front()].folder.string() +
                                             " any more; say where with --images");
}

std::vector<std::string> paths(const std::vector<PictureFolder>& folders) {
    std::vector<std::string> all;
    for (const PictureFolder& folder : folders) all.push_back(folder.folder.string());
    return all;
}

void exportTo(const fs::path& out, PictureLayout layout, const ExportOptions& options, const Session& session,
              const ClusterView& view, RunContext& context) {
    const ImageItems& items = session.inputs.items;
    const ExportPlan plan = planExport(items, view, layout);
    createOutputFolder(out);
    const auto failures = exportPictures(items, plan, out, options.transfer(), context.job());
    for (std::size_t i = 0; i < std::min(failures.size(), failuresTold); ++i)
        context.note(utf8Path(items[static_cast<std::size_t>(failures[i].item)].path) + ": " +
                     failures[i].reason);
    if (failures.size() > failuresTold)
        context.note("... and " + std::to_string(failures.size() - failuresTold) +
                     " more could not be exported.");
    std::printf("%zu pictures in %zu groups: %s\n", plan.pictures.size() - failures.size(),
                plan.classes.size(), out.c_str());
}

// features.npy has a row for each picture with status ok in assignments.csv, in its order; features.csv tells which.
void exportFeatures(const fs::path& out, const ExportOptions& options, const Session& session,
                    const ClusterView& view, RunContext& context) {
    const EncoderInfo& made = *session.encoder;
    ModelOptions model;
    model.model = made.id;
    if (made.id != ModelOptions().model) model.precision = made.precision;
    checkModel(model);
    WordNetOnDemand wordnet;
    const std::unique_ptr<Encoder> encoder = loadEncoder(model, wordnet, context);
    if (encoder->info().weightsSha256 != made.weightsSha256)
        throw Error(ErrorKind::BadInput,
                    "The model " + made.id + " has other weights than when the session was made");
    Run run;
    PictureOptions pictures;
    pictures.settings = session.pictures;
    for (const std::int64_t item : view.imageRows)
        run.inputs.items.push_back(session.inputs.items[static_cast<std::size_t>(item)]);
    const std::unique_ptr<EmbeddingStore> store = openStore(options.cache, context);
    embedPictures(pictures, *encoder, store.get(), context, run);
    const auto writing = context.holdWhileWriting();
    writeNpy(out / "features.npy", run.features.images);
    CsvWriter csv(out / "features.csv", {"filepath", "row", "cluster", "cluster_name", "status", "error"});
    std::int64_t row = 0;
    for (std::size_t i = 0; i < run.inputs.items.size(); ++i) {
        const ImageItem& item = run.inputs.items[i];
        const std::int32_t cluster = view.clustering.assignment[i];
        csv.cell(utf8Path(item.path));
        item.error.empty() ? csv.cell(row++) : csv.cell("");
        csv.cell(cluster).cell(view.names[static_cast<std::size_t>(cluster)].name);
        csv.cell(item.error.empty() ? "ok" : "failed").cell(item.error);
        csv.endRow();
    }
    csv.commit();
    std::printf("Features: %s\n", (out / "features.npy").c_str());
}

void runExport(const ExportOptions& options, Interrupt& interrupt) {
    Session session = openSession(options.session);
    findPictures(options, session);
    const fs::path out = fs::absolute(options.out).lexically_normal();
    checkOutputFolder(out, paths(session.folders));
    RunContext context(options.compute, interrupt);
    const ClusterView view = arrangedView(session.run, session.edits, session.measures);
    createOutputFolder(out);
    if (options.wants("tables")) {
        const auto writing = context.holdWhileWriting();
        writeSessionResults(out, session);
        std::printf("Tables: %s\n", (out / "assignments.csv").c_str());
    }
    if (options.wants("pictures"))
        exportTo(out / "pictures", PictureLayout::Folders, options, session, view, context);
    if (options.wants("fiftyone"))
        exportTo(out / "fiftyone", PictureLayout::FiftyOne, options, session, view, context);
    if (options.wants("features")) exportFeatures(out, options, session, view, context);
}

}  // namespace

void addExportCommand(CLI::App& app, Interrupt& interrupt) {
    const auto options = std::make_shared<ExportOptions>();
    CLI::App& command = *app.add_subcommand("export", "Take what a person arranged out of a session");
    command
        .add_option("--session", options->session,
                    "A .nounscope file, saved by the window or by cluster --session")
        ->type_name("FILE")
        ->required();
    command.add_option("--out", options->out, "Folder for the results; never inside an image folder")
        ->type_name("DIR")
        ->required();
    command
        .add_option(
            "--what", options->what,
            "tables (assignments.csv, clusters.csv, nouns.csv, report.json), pictures (a folder a group, as "
            "ImageFolder reads them), fiftyone (data and labels.json), features (.npy and .csv); several "
            "with "
            "commas between them")
        ->delimiter(',')
        ->check(CLI::IsMember({"tables", "pictures", "fiftyone", "features"}).description(""))
        ->type_name("LIST")
        ->default_str("tables");
    command
        .add_option("--pictures", options->pictures,
                    "How pictures get there: copy, hardlink or symlink; never moved")
        ->check(CLI::IsMember({"copy", "hardlink", "symlink"}).description(""))
        ->type_name("HOW")
        ->capture_default_str();
    command
        .add_option("--images", options->folders,
                    "Where the pictures are now, if they have moved: one for each folder of the session")
        ->type_name("DIR");
    options->cache.addTo(command);
    options->compute.addTo(command);
    command.footer(
        "Hidden pictures are listed in assignments.csv with status hidden, and exported nowhere else.\n\n"
        "Examples:\n"
        "  nounscope-cli export --session birds.nounscope --out birds\n"
        "  nounscope-cli export --session birds.nounscope --out birds --what tables,pictures --pictures "
        "symlink");
    command.callback([options, &interrupt] { runExport(*options, interrupt); });
}

}  // namespace nounscope
