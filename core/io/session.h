// A run and what a person made of it, as one value: what a session file keeps, so that it opens without computing anything.
// Features are not in it: they stand in the embedding store, and only what changes the clusters needs them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/encode/encoder.h"
#include "core/io/result_files.h"
#include "core/model/arranged_view.h"
#include "core/model/arrangement.h"
#include "core/model/cluster_view.h"
#include "core/model/settings.h"
#include "core/pipeline.h"

namespace nounscope {

struct PictureFolder {
    std::string name;              // what its pictures' paths begin with; empty where it is the only one
    std::filesystem::path folder;  // absolute
};

struct Session {
    std::vector<PictureFolder> folders;  // none where the features came from elsewhere
    RunInputs inputs;
    PictureSettings pictures;
    std::optional<EncoderInfo>
        encoder;             // what tells it from others; none where the features came from elsewhere
    std::string nounSource;  // a list's name or file, as given
    std::vector<std::string> templates;
    MethodSettings settings;  // as a person left them, "auto" included
    NounWishes wishes;
    FilterResult filtered;
    ClusterView run;         // as clustered
    Arrangement edits;       // over `run`
    GroupMeasures measures;  // of `edits`
    std::string report;      // report.json of the run, whole
};

// The folders below which `items` were found, as scanImageFolders names them.
std::vector<PictureFolder> pictureFolders(const std::vector<std::filesystem::path>& roots);

// Indices of the folders that are not there, for a person to say where they are now.
std::vector<std::size_t> missingFolders(const Session& session);

// From now on the pictures of session.folders[index] are below `folder`. Throws Error(BadInput), and changes nothing, where
// none of up to 16 of them is.
void relocate(Session& session, std::size_t index, const std::filesystem::path& folder);

// assignments.csv, clusters.csv and nouns.csv as arranged, and report.json of the run, into a folder that exists.
void writeSessionResults(const std::filesystem::path& folder, const Session& session);

}  // namespace nounscope
