#include "core/io/result_files.h"

#include <cmath>

#include "core/io/csv.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t absent = -1;

// Where each of `count` inputs stands in the results, or absent.
std::vector<std::int64_t> resultRows(const std::vector<std::int64_t>& rows, std::size_t count) {
    std::vector<std::int64_t> places(count, absent);
    for (std::size_t row = 0; row < rows.size(); ++row)
        places[static_cast<std::size_t>(rows[row])] = static_cast<std::int64_t>(row);
    return places;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : "; ") + word;
    return text;
}

}  // namespace

ImageItems numberedItems(std::int64_t count) {
    ImageItems items(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < items.size(); ++i) items[i].path = std::to_string(i);
    return items;
}

void writeAssignments(const fs::path& file, const RunInputs& inputs, const Clustering& clustering,
                      const std::vector<ClusterName>& names, const std::vector<std::int64_t>* only) {
    CsvWriter csv(
        file, {"filepath", "cluster", "cluster_name", "confidence", "distance", "label", "status", "error"});
    const std::vector<std::int64_t> rows = resultRows(inputs.imageRows, inputs.items.size());
    std::vector<bool> wanted(inputs.items.size(), only == nullptr);
    if (only)
        for (const std::int64_t item : *only) wanted.at(static_cast<std::size_t>(item)) = true;
    for (std::size_t i = 0; i < inputs.items.size(); ++i) {
        if (!wanted[i]) continue;
        const ImageItem& item = inputs.items[i];
        csv.cell(utf8Path(item.path));
        if (rows[i] == absent) {
            csv.cell("").cell("").cell("").cell("");
        } else {
            const auto row = static_cast<std::size_t>(rows[i]);
            const int cluster = clustering.assignment[row];
            csv.cell(cluster).cell(names[static_cast<std::size_t>(cluster)].name);
            csv.cell(clustering.confidence[row]).cell(clustering.distance[row]);
        }
        csv.cell(inputs.labels.empty() ? "" : inputs.labels[i]);
        csv.cell(rows[i] != absent ? "ok" : item.error.empty() ? "hidden" : "failed").cell(item.error);
        csv.endRow();
    }
    csv.commit();
}

void writeNounScores(const fs::path& file, const RunInputs& inputs, const NounScores& scores,
                     const NounSelection& selection) {
    CsvWriter csv(file, {"noun", "row", "proxy", "confidence", "score", "log_score", "rank", "selected"});
    const std::vector<std::int64_t> rows = resultRows(inputs.nounRows, inputs.nouns.words.size());
    for (std::size_t i = 0; i < inputs.nouns.words.size(); ++i) {
        csv.cell(inputs.nouns.words[i]).cell(static_cast<std::int64_t>(i));
        if (rows[i] == absent) {
            csv.cell("").cell("").cell("").cell("").cell("").cell(0);
        } else {
            const auto row = static_cast<std::size_t>(rows[i]);
            csv.cell(scores.proxy[row]).cell(scores.confidence[row]);
            csv.cell(std::exp(scores.logScore[row])).cell(scores.logScore[row]);
            csv.cell(scores.rank[row]).cell(selection.selected[row] ? 1 : 0);
        }
        csv.endRow();
    }
    csv.commit();
}

void writeClusters(const fs::path& file, const RunInputs& inputs, const Clustering& clustering,
                   const std::vector<ClusterName>& names) {
    std::vector<double> confidence(names.size());
    for (std::size_t row = 0; row < clustering.assignment.size(); ++row)
        confidence[static_cast<std::size_t>(clustering.assignment[row])] += clustering.confidence[row];
    CsvWriter csv(file, {"cluster", "name", "size", "nouns", "mean_confidence", "medoid"});
    for (std::size_t cluster = 0; cluster < names.size(); ++cluster) {
        const auto medoid = inputs.imageRows[static_cast<std::size_t>(clustering.medoids[cluster])];
        csv.cell(static_cast<std::int64_t>(cluster))
            .cell(names[cluster].name)
            .cell(clustering.sizes[cluster]);
        csv.cell(joined(names[cluster].nouns));
        csv.cell(confidence[cluster] / static_cast<double>(clustering.sizes[cluster]));
        csv.cell(utf8Path(inputs.items[static_cast<std::size_t>(medoid)].path));
        csv.endRow();
    }
    csv.commit();
}

}  // namespace nounscope
