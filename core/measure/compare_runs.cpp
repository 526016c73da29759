#include "core/measure/compare_runs.h"

#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/measure/external_metrics.h"
#include "core/measure/linear_assignment.h"

namespace nounscope {

namespace {

using ClusterOfPath = std::unordered_map<std::string_view, std::int32_t>;

const std::string& pathOf(const RunSnapshot& run, std::size_t row) {
    return (*run.items)[static_cast<std::size_t>(run.clusters->imageRows[row])].path;
}

ClusterOfPath clusterOfPath(const RunSnapshot& run) {
    const std::vector<std::int32_t>& assignment = run.clusters->clustering.assignment;
    ClusterOfPath clusters;
    clusters.reserve(assignment.size());
    for (std::size_t row = 0; row < assignment.size(); ++row)
        clusters.emplace(pathOf(run, row), assignment[row]);
    return clusters;
}

std::vector<std::string> clusterNames(const RunSnapshot& run) {
    std::vector<std::string> names;
    for (const ClusterName& name : run.clusters->names) names.push_back(name.name);
    return names;
}

std::vector<std::string> keptBest(const RunSnapshot& run) {
    std::vector<std::string> words;
    for (const std::int64_t noun : run.filter->byRank)
        if (run.filter->selection.selected[static_cast<std::size_t>(noun)])
            words.push_back(run.nouns->words[static_cast<std::size_t>(noun)]);
    return words;
}

std::vector<std::string> without(const std::vector<std::string>& words,
                                 const std::vector<std::string>& others) {
    const std::unordered_set<std::string_view> known(others.begin(), others.end());
    std::vector<std::string> left;
    for (const std::string& word : words)
        if (known.count(word) == 0) left.push_back(word);
    return left;
}

std::vector<int> match(const RunComparison& comparison) {
    const std::size_t columns = comparison.sizesAfter.size();
    std::vector<std::int64_t> counts(comparison.sizesBefore.size() * columns);
    for (const SharedPictures& cell : comparison.shared)
        counts[static_cast<std::size_t>(cell.before) * columns + static_cast<std::size_t>(cell.after)] =
            static_cast<std::int64_t>(cell.pictures.size());
    const std::vector<std::int64_t> columnOf = linearAssignment(
        counts, static_cast<std::int64_t>(comparison.sizesBefore.size()), static_cast<std::int64_t>(columns));
    std::vector<int> matched;
    for (std::size_t row = 0; row < columnOf.size(); ++row) {
        const std::int64_t column = columnOf[row];
        const bool meets = column >= 0 && counts[row * columns + static_cast<std::size_t>(column)] > 0;
        matched.push_back(meets ? static_cast<int>(column) : -1);
    }
    return matched;
}

}  // namespace

RunComparison compareRuns(const RunSnapshot& before, const RunSnapshot& after) {
    RunComparison comparison;
    comparison.namesBefore = clusterNames(before);
    comparison.namesAfter = clusterNames(after);
    comparison.sizesBefore = before.clusters->clustering.sizes;
    comparison.sizesAfter = after.clusters->clustering.sizes;

    const ClusterOfPath known = clusterOfPath(before);
    const std::vector<std::int32_t>& assignment = after.clusters->clustering.assignment;
    std::vector<std::int32_t> was, is;
    std::map<std::pair<int, int>, std::vector<std::int64_t>> cells;
    for (std::size_t row = 0; row < assignment.size(); ++row) {
        const auto found = known.find(pathOf(after, row));
        if (found == known.end()) continue;
        was.push_back(found->second);
        is.push_back(assignment[row]);
        cells[{found->second, assignment[row]}].push_back(after.clusters->imageRows[row]);
    }
    for (auto& [clusters, pictures] : cells)
        comparison.shared.push_back({clusters.first, clusters.second, std::move(pictures)});
    comparison.matchBefore = match(comparison);

    comparison.common = static_cast<std::int64_t>(is.size());
    comparison.onlyBefore = static_cast<std::int64_t>(known.size()) - comparison.common;
    comparison.onlyAfter = static_cast<std::int64_t>(assignment.size()) - comparison.common;
    for (std::size_t i = 0; i < is.size(); ++i)
        comparison.moved += comparison.matchBefore[static_cast<std::size_t>(was[i])] != is[i];
    if (comparison.common > 0) {
        const ExternalMetrics agreement = externalMetrics(is, was);
        comparison.ari = agreement.ari;
        comparison.nmi = agreement.nmi;
    }
    const std::vector<std::string> keptBefore = keptBest(before), keptAfter = keptBest(after);
    comparison.nounsCame = without(keptAfter, keptBefore);
    comparison.nounsWent = without(keptBefore, keptAfter);
    return comparison;
}

}  // namespace nounscope
