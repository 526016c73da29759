#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "app/cli/commands.h"
#include "core/filter/separability.h"
#include "core/io/csv.h"
#include "core/io/noun_file.h"
#include "core/io/report.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

// The nouns of a nouns.csv that were scored.
struct ScoredNouns {
    std::vector<std::string> words;
    std::vector<std::int64_t> rows;  // each one's place in the whole list
    std::vector<double> logScores;
    std::int64_t listed = 0;  // nouns with and without a score
};

ScoredNouns readScores(const std::string& file) {
    CsvReader csv(file);
    std::vector<std::string> row;
    const auto column = [&](const char* name) {
        const auto found = std::find(row.begin(), row.end(), name);
        if (found == row.end())
            throw Error(ErrorKind::BadInput, file + " has no column \"" + name + "\"; give a nouns.csv");
        return static_cast<std::size_t>(found - row.begin());
    };
    if (!csv.next(row)) throw Error(ErrorKind::BadInput, file + " is empty; give a nouns.csv");
    const std::size_t noun = column("noun"), logScore = column("log_score");
    ScoredNouns nouns;
    for (; csv.next(row); ++nouns.listed) {
        const std::string& text = row[logScore];
        if (text.empty()) continue;
        double value = 0;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failure != std::errc() || end != text.data() + text.size())
            csv.fail("log_score " + text + " is no number");
        nouns.words.push_back(row[noun]);
        nouns.rows.push_back(nouns.listed);
        nouns.logScores.push_back(value);
    }
    return nouns;
}

// One 0 or 1 a row of the list, or else one positive noun a line.
std::vector<bool> readPositives(const std::string& file, const ScoredNouns& nouns) {
    const std::vector<std::string> entries = readTexts(file);
    const bool flags = std::all_of(entries.begin(), entries.end(),
                                   [](const std::string& entry) { return entry == "0" || entry == "1"; });
    std::vector<bool> positive;
    if (flags) {
        if (static_cast<std::int64_t>(entries.size()) != nouns.listed)
            throw Error(ErrorKind::BadInput, file + " has " + std::to_string(entries.size()) + " flags for " +
                                                 std::to_string(nouns.listed) +
                                                 " nouns; write one 0 or 1 a noun");
        for (const std::int64_t row : nouns.rows)
            positive.push_back(entries[static_cast<std::size_t>(row)] == "1");
        return positive;
    }
    const std::unordered_set<std::string> known(entries.begin(), entries.end());
    for (const std::string& word : nouns.words) positive.push_back(known.count(word) > 0);
    if (std::find(positive.begin(), positive.end(), true) == positive.end())
        throw Error(ErrorKind::BadInput,
                    file + ": none of its nouns is among the scored ones; write them as in nouns.csv");
    return positive;
}

void runSeparability(const std::string& scoresFile, const std::string& positivesFile) {
    const ScoredNouns nouns = readScores(scoresFile);
    nlohmann::ordered_json json;
    if (!positivesFile.empty()) {
        const std::vector<bool> positive = readPositives(positivesFile, nouns);
        const KnownSeparability known = separabilityFromPositives(nouns.logScores, positive);
        json = {{"auroc", known.roc.auroc},
                {"fpr95", known.roc.fprAt95Recall},
                {"average_precision", known.roc.averagePrecision},
                {"overlap", known.overlap},
                {"d_prime", known.dPrime},
                {"positives", std::count(positive.begin(), positive.end(), true)}};
    }
    json["nouns"] = nouns.words.size();
    json["shape"] = separabilityJson(separabilityFromShape(nouns.logScores));
    std::cout << json.dump(2) << '\n';
}

}  // namespace

void addSeparabilityCommand(CLI::App& app) {
    struct Options {
        std::string scores, positives;
    };
    const auto options = std::make_shared<Options>();
    CLI::App& command =
        *app.add_subcommand("separability", "How well scores tell fitting nouns from the rest, as JSON");
    command.add_option("--nouns-csv", options->scores, "The nouns.csv of a run")
        ->type_name("FILE")
        ->required();
    command
        .add_option("--positives", options->positives,
                    "The nouns known to fit, one a line, or one 0 or 1 for each row of nouns.csv; without it "
                    "only the "
                    "shape of the scores is judged")
        ->type_name("FILE");
    command.footer(
        "Example:\n  nounscope-cli separability --nouns-csv results/nouns.csv --positives known.txt");
    command.callback([options] { runSeparability(options->scores, options->positives); });
}

}  // namespace nounscope
