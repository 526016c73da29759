#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "app/cli/commands.h"
#include "core/io/csv.h"
#include "core/io/labels.h"
#include "core/measure/external_metrics.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

// The columns of assignments.csv that judging needs; a failed row has an empty cluster.
struct Assignments {
    std::vector<std::string> paths, clusters;
};

std::size_t column(const std::vector<std::string>& header, const std::string& name, const std::string& file) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end())
        throw Error(ErrorKind::BadInput, file + " has no column \"" + name + "\"; give an assignments.csv");
    return static_cast<std::size_t>(found - header.begin());
}

Assignments readAssignments(const std::string& file) {
    CsvReader csv(file);
    std::vector<std::string> row;
    if (!csv.next(row)) throw Error(ErrorKind::BadInput, file + " is empty; give an assignments.csv");
    const std::size_t path = column(row, "filepath", file), cluster = column(row, "cluster", file);
    Assignments assignments;
    while (csv.next(row)) {
        assignments.paths.push_back(row[path]);
        assignments.clusters.push_back(row[cluster]);
    }
    return assignments;
}

void runEvaluate(const std::string& file, const std::string& source) {
    const Assignments assignments = readAssignments(file);
    const std::vector<std::string> labels = labelsFor(assignments.paths, source);
    std::vector<std::string> clusters, classes;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (!assignments.clusters[i].empty() && !labels[i].empty()) {
            clusters.push_back(assignments.clusters[i]);
            classes.push_back(labels[i]);
        }
    if (classes.empty()) throw Error(ErrorKind::BadInput, file + ": no row has both a cluster and a label");
    const ExternalMetrics metrics = externalMetrics(labelIds(clusters), labelIds(classes));
    const nlohmann::ordered_json json{{"acc", metrics.acc},
                                      {"nmi", metrics.nmi},
                                      {"ari", metrics.ari},
                                      {"pictures", classes.size()},
                                      {"clusters", std::set(clusters.begin(), clusters.end()).size()},
                                      {"classes", std::set(classes.begin(), classes.end()).size()}};
    std::cout << json.dump(2) << '\n';
}

}  // namespace

void addEvaluateCommand(CLI::App& app) {
    struct Options {
        std::string assignments, labels;
    };
    const auto options = std::make_shared<Options>();
    CLI::App& command =
        *app.add_subcommand("evaluate", "Compare clusters with known labels: ACC, NMI, ARI as JSON");
    command.add_option("--assignments", options->assignments, "The assignments.csv of a run")
        ->type_name("FILE")
        ->required();
    command
        .add_option("--labels", options->labels,
                    "folders (each picture's folder), top (the first folder of its path), or a FILE with one "
                    "label a row; "
                    "a row without label or cluster does not count")
        ->type_name("folders|top|FILE")
        ->required();
    command.footer("Example:\n  nounscope-cli evaluate --assignments results/assignments.csv --labels top");
    command.callback([options] { runEvaluate(options->assignments, options->labels); });
}

}  // namespace nounscope
