// Pictures into folders by cluster, as people and training programs want them. The originals are only read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/model/cluster_view.h"
#include "core/model/image_item.h"
#include "core/model/progress.h"

namespace nounscope {

enum class PictureLayout {
    Folders,   // CLUSTER_NAME/picture.png: what is called ImageFolder layout
    FiftyOne,  // data/picture.png and labels.json: FiftyOneImageClassificationDataset
};

enum class PictureTransfer { Copy, HardLink, SymbolicLink };

struct ExportedPicture {
    std::int64_t item = 0;     // index into the items
    std::int64_t cluster = 0;  // number in the view
    std::filesystem::path to;  // relative to the folder exported into
};

// What is going to be written, known before anything is.
struct ExportPlan {
    PictureLayout layout = PictureLayout::Folders;
    std::vector<ExportedPicture> pictures;  // in the items' order
    std::vector<std::string> classes;       // the clusters' names, each once
    std::int64_t bytes = 0;                 // of the pictures that are there
};

// Every picture of the view. Folder and file names are made fit for any file system; names that would fall together, upper and
// lower case not told apart, get " (2)", " (3)", ... Reads the sizes of the files.
ExportPlan planExport(const ImageItems& items, const ClusterView& view, PictureLayout layout);

struct ExportFailure {
    std::int64_t item = 0;
    std::string reason;
};

// Writes the plan below `out`, which must exist, and beside the pictures exported.csv (filepath,cluster_name,file) of those
// that arrived. Nothing is overwritten: throws Error(Usage) before the first picture where one of the names is taken, and
// Error(Io) where there is not room for all. A picture that cannot be read is left out and told. Cancelled between two pictures
// leaves whole files only. Copies keep the time of last change; symbolic links hold the absolute path.
std::vector<ExportFailure> exportPictures(const ImageItems& items, const ExportPlan& plan,
                                          const std::filesystem::path& out, PictureTransfer transfer,
                                          const Job& job = {});

}  // namespace nounscope
