// The tables of a run, the same from the command line and the window: assignments.csv, nouns.csv,
// clusters.csv. UTF-8, LF, minimal quoting; the same results give the same bytes. Each file is written whole
// or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/model/image_item.h"
#include "core/model/noun_list.h"
#include "core/model/result.h"

namespace nounscope {

// What the rows of the results stand for.
struct RunInputs {
    ImageItems items;                     // every input; failed ones carry their error
    std::vector<std::int64_t> imageRows;  // N indices into items: result row -> item
    std::vector<std::string> labels;      // one an item, or none at all
    NounList nouns;                       // every noun given
    std::vector<std::int64_t>
        nounRows;  // M indices into nouns: result row -> noun; the others could not be embedded
};

// Items without files, for features from elsewhere: their paths are the row numbers.
ImageItems numberedItems(std::int64_t count);

// filepath,cluster,cluster_name,confidence,distance,label,status,error: one row an item, in their order. A
// failed item has status "failed", its error, and no cluster; one without error and row was hidden by a person: status
// "hidden", and no cluster either, so that clusters here and in clusters.csv are of the same pictures.
// only: the items to write, or null for all.
void writeAssignments(const std::filesystem::path& file, const RunInputs& inputs,
                      const Clustering& clustering, const std::vector<ClusterName>& names,
                      const std::vector<std::int64_t>* only = nullptr);

// noun,row,proxy,confidence,score,log_score,rank,selected: one row a noun, in their order. A noun that could
// not be embedded has no numbers and is not selected. score is exp(log_score) and may be 0 where log_score
// still tells.
void writeNounScores(const std::filesystem::path& file, const RunInputs& inputs, const NounScores& scores,
                     const NounSelection& selection);

// cluster,name,size,nouns,mean_confidence,medoid: one row a cluster; nouns joined by "; ".
void writeClusters(const std::filesystem::path& file, const RunInputs& inputs, const Clustering& clustering,
                   const std::vector<ClusterName>& names);

}  // namespace nounscope
