#include "core/io/session.h"

#include <algorithm>

#include "core/io/image_folder.h"
#include "core/io/report.h"
#include "core/io/session_folders.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

std::vector<PictureFolder> pictureFolders(const std::vector<fs::path>& roots) {
    const std::vector<std::string> names = rootNames(roots);
    std::vector<PictureFolder> folders;
    for (std::size_t i = 0; i < roots.size(); ++i)
        folders.push_back({roots.size() > 1 ? names[i] : "", fs::absolute(roots[i]).lexically_normal()});
    return folders;
}

std::vector<std::size_t> missingFolders(const Session& session) {
    std::vector<std::size_t> missing;
    std::error_code ignored;
    for (std::size_t i = 0; i < session.folders.size(); ++i)
        if (!fs::is_directory(session.folders[i].folder, ignored)) missing.push_back(i);
    return missing;
}

void relocate(Session& session, std::size_t index, const fs::path& folder) {
    const PictureFolder moved{session.folders.at(index).name, fs::absolute(folder).lexically_normal()};
    if (picturesFound(moved, session.inputs.items) == 0)
        throw Error(ErrorKind::BadInput, "None of the session's pictures is in " + folder.string() +
                                             "; choose the folder that was " +
                                             session.folders[index].folder.string());
    session.folders[index] = moved;
    placeItems(session.folders, session.inputs.items);
}

void writeSessionResults(const fs::path& folder, const Session& session) {
    const ClusterView view = arrangedView(session.run, session.edits, session.measures);
    RunInputs inputs = session.inputs;
    inputs.imageRows = view.imageRows;
    writeAssignments(folder / "assignments.csv", inputs, view.clustering, view.names);
    writeClusters(folder / "clusters.csv", inputs, view.clustering, view.names);
    writeNounScores(folder / "nouns.csv", inputs, session.filtered.scores, session.filtered.selection);
    writeReport(folder / "report.json", session.report);
}

}  // namespace nounscope
