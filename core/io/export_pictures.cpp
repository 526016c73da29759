#include "core/io/export_pictures.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/io/atomic_file.h"
#include "core/io/csv.h"
#include "core/io/export_names.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

std::string sizeText(std::uintmax_t bytes) {
    return std::to_string(bytes / 1'000'000 + 1) + " MB";
}

[[noreturn]] void fail(const fs::path& file, int code, const std::string& hint = "") {
    throw Error(ErrorKind::Io,
                file.string() + " cannot be written: " + std::generic_category().message(code) + hint);
}

void createFolder(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) fail(folder, failure.value());
}

// Gives the file its name unless that is taken, also where file systems cannot do it in one step.
void renameUnlessThere(const fs::path& from, const fs::path& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
    if (errno == EINVAL || errno == ENOSYS) {
        std::error_code failure;
        if (fs::symlink_status(to, failure).type() != fs::file_type::not_found) fail(to, EEXIST);
        if (std::rename(from.c_str(), to.c_str()) == 0) return;
    }
    const int code = errno;
    std::error_code ignored;
    fs::remove(from, ignored);
    fail(to, code);
}

// False where the original cannot be read; `reason` tells why.
bool copyPicture(const fs::path& from, const fs::path& to, std::string& reason) {
    const int readable = open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (readable < 0) {
        reason = std::generic_category().message(errno);
        return false;
    }
    close(readable);
    const fs::path hidden =
        to.parent_path() / ("." + to.filename().string() + "." + std::to_string(getpid()) + ".part");
    std::error_code failure, ignored;
    if (!fs::is_regular_file(from, ignored)) {
        reason = "it is no file";
        return false;
    }
    fs::copy_file(from, hidden, fs::copy_options::overwrite_existing, failure);
    if (failure) {
        fs::remove(hidden, ignored);
        fail(to, failure.value());
    }
    fs::last_write_time(hidden, fs::last_write_time(from, ignored), ignored);
    renameUnlessThere(hidden, to);
    return true;
}

bool linkPicture(const fs::path& from, const fs::path& to, PictureTransfer transfer, std::string& reason) {
    std::error_code failure;
    if (!fs::is_regular_file(from, failure)) {
        reason = failure ? failure.message() : "it is not there";
        return false;
    }
    if (transfer == PictureTransfer::SymbolicLink)
        fs::create_symlink(fs::absolute(from), to, failure);
    else
        fs::create_hard_link(fs::canonical(from), to, failure);
    if (failure)
        fail(to, failure.value(),
             failure == std::errc::cross_device_link
                 ? "; hard links must be on the pictures' disk: choose copies"
                 : "");
    return true;
}

void checkRoom(const ExportPlan& plan, const fs::path& out) {
    std::error_code failure;
    const fs::space_info space = fs::space(out, failure);
    if (!failure && space.available < static_cast<std::uintmax_t>(plan.bytes))
        throw Error(ErrorKind::Io, "The pictures take " + sizeText(static_cast<std::uintmax_t>(plan.bytes)) +
                                       ", and " + out.string() + " has room for " +
                                       sizeText(space.available));
}

void checkNamesAreFree(const ExportPlan& plan, const fs::path& out) {
    std::error_code ignored;
    const auto check = [&](const fs::path& name) {
        if (fs::symlink_status(out / name, ignored).type() != fs::file_type::not_found)
            throw Error(ErrorKind::Usage, (out / name).string() +
                                              " is there already, and nothing is overwritten; choose "
                                              "another folder, or an empty one");
    };
    check("exported.csv");
    if (plan.layout == PictureLayout::FiftyOne) check("labels.json");
    for (const ExportedPicture& picture : plan.pictures) check(picture.to);
}

void writeList(const ImageItems& items, const ExportPlan& plan, const std::vector<bool>& arrived,
               const fs::path& out) {
    CsvWriter csv(out / "exported.csv", {"filepath", "cluster_name", "file"});
    for (std::size_t i = 0; i < plan.pictures.size(); ++i) {
        if (!arrived[i]) continue;
        const ExportedPicture& picture = plan.pictures[i];
        csv.cell(utf8Path(items[static_cast<std::size_t>(picture.item)].path));
        csv.cell(plan.classes[static_cast<std::size_t>(picture.cluster)]).cell(picture.to.string());
        csv.endRow();
    }
    csv.commit();
}

void writeLabels(const ExportPlan& plan, const std::vector<bool>& arrived, const fs::path& out) {
    nlohmann::ordered_json json{{"classes", plan.classes}, {"labels", nlohmann::ordered_json::object()}};
    std::map<std::string, std::int64_t> labels;
    for (std::size_t i = 0; i < plan.pictures.size(); ++i)
        if (arrived[i]) labels[plan.pictures[i].to.stem().string()] = plan.pictures[i].cluster;
    json["labels"] = labels;
    AtomicFile file(out / "labels.json");
    file.stream() << json.dump(2) << '\n';
    file.commit();
}

}  // namespace

ExportPlan planExport(const ImageItems& items, const ClusterView& view, PictureLayout layout) {
    ExportPlan plan;
    plan.layout = layout;
    UniqueNames classNames;
    std::vector<fs::path> folders;
    std::vector<UniqueNames> taken(layout == PictureLayout::Folders ? view.names.size() : 1);
    for (const ClusterName& name : view.names) {
        // Folders are classes to those that read them, so that the two go by one name.
        plan.classes.push_back(
            classNames.unique(layout == PictureLayout::Folders ? fileName(name.name) : name.name));
        folders.push_back(layout == PictureLayout::Folders ? plan.classes.back() : "data");
    }
    std::error_code failure;
    for (std::size_t row = 0; row < view.imageRows.size(); ++row) {
        ExportedPicture picture;
        picture.item = view.imageRows[row];
        picture.cluster = view.clustering.assignment[row];
        const fs::path name =
            fileName(fs::path(items[static_cast<std::size_t>(picture.item)].path).filename().string());
        const std::string stem = name.stem().string(), ending = name.extension().string();
        // FiftyOne knows a picture by its name without the ending.
        picture.to = folders[static_cast<std::size_t>(picture.cluster)] /
                     (layout == PictureLayout::FiftyOne
                          ? taken[0].unique(stem) + ending
                          : taken[static_cast<std::size_t>(picture.cluster)].unique(stem, ending));
        const std::uintmax_t size =
            fs::file_size(items[static_cast<std::size_t>(picture.item)].file, failure);
        if (!failure) plan.bytes += static_cast<std::int64_t>(size);
        plan.pictures.push_back(std::move(picture));
    }
    return plan;
}

std::vector<ExportFailure> exportPictures(const ImageItems& items, const ExportPlan& plan,
                                          const fs::path& out, PictureTransfer transfer, const Job& job) {
    checkNamesAreFree(plan, out);
    if (transfer == PictureTransfer::Copy) checkRoom(plan, out);
    StageProgress progress(job, "Exporting pictures", static_cast<std::int64_t>(plan.pictures.size()));
    std::vector<ExportFailure> failures;
    std::vector<bool> arrived(plan.pictures.size());
    for (std::size_t i = 0; i < plan.pictures.size(); ++i) {
        const ExportedPicture& picture = plan.pictures[i];
        const fs::path& from = items[static_cast<std::size_t>(picture.item)].file;
        const fs::path to = out / picture.to;
        createFolder(to.parent_path());
        std::string reason;
        arrived[i] = transfer == PictureTransfer::Copy ? copyPicture(from, to, reason)
                                                       : linkPicture(from, to, transfer, reason);
        if (!arrived[i]) failures.push_back({picture.item, reason});
        progress.advance();
    }
    if (plan.layout == PictureLayout::FiftyOne) writeLabels(plan, arrived, out);
    writeList(items, plan, arrived, out);
    return failures;
}

}  // namespace nounscope
