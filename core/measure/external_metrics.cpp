#include "core/measure/external_metrics.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/measure/linear_assignment.h"
#include "core/model/error.h"

namespace nounscope {
namespace {

template <typename Value>
std::vector<std::int32_t> idsByFirstAppearance(const std::vector<Value>& values) {
    std::unordered_map<Value, std::int32_t> seen;
    std::vector<std::int32_t> ids;
    ids.reserve(values.size());
    for (const Value& value : values)
        ids.push_back(seen.try_emplace(value, static_cast<std::int32_t>(seen.size())).first->second);
    return ids;
}

struct Contingency {
    std::vector<std::int64_t> counts;  // [clusters, classes]
    std::vector<std::int64_t> clusterSizes, classSizes;
    double items = 0;

    std::int64_t clusters() const { return static_cast<std::int64_t>(clusterSizes.size()); }
    std::int64_t classes() const { return static_cast<std::int64_t>(classSizes.size()); }
};

Contingency countPairs(const std::vector<std::int32_t>& assignment, const std::vector<std::int32_t>& labels) {
    const auto clusterOf = idsByFirstAppearance(assignment);
    const auto classOf = idsByFirstAppearance(labels);
    Contingency table;
    table.items = static_cast<double>(labels.size());
    table.clusterSizes.assign(*std::max_element(clusterOf.begin(), clusterOf.end()) + 1, 0);
    table.classSizes.assign(*std::max_element(classOf.begin(), classOf.end()) + 1, 0);
    table.counts.assign(table.clusters() * table.classes(), 0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        ++table.counts[clusterOf[i] * table.classes() + classOf[i]];
        ++table.clusterSizes[clusterOf[i]];
        ++table.classSizes[classOf[i]];
    }
    return table;
}

double accuracy(const Contingency& table) {
    const auto classOf = linearAssignment(table.counts, table.clusters(), table.classes());
    std::int64_t hits = 0;
    for (std::int64_t cluster = 0; cluster < table.clusters(); ++cluster)
        if (classOf[cluster] >= 0) hits += table.counts[cluster * table.classes() + classOf[cluster]];
    return static_cast<double>(hits) / table.items;
}

double entropy(const std::vector<std::int64_t>& sizes, double items) {
    double sum = 0;
    for (const std::int64_t size : sizes) sum -= size / items * std::log(size / items);
    return sum;
}

double normalizedMutualInformation(const Contingency& table) {
    if (table.clusters() == 1 && table.classes() == 1) return 1;
    double information = 0;
    for (std::int64_t cluster = 0; cluster < table.clusters(); ++cluster) {
        for (std::int64_t klass = 0; klass < table.classes(); ++klass) {
            const auto count = static_cast<double>(table.counts[cluster * table.classes() + klass]);
            if (count == 0) continue;
            const double expected = static_cast<double>(table.clusterSizes[cluster]) *
                                    static_cast<double>(table.classSizes[klass]) / table.items;
            information += count / table.items * std::log(count / expected);
        }
    }
    const double mean =
        (entropy(table.clusterSizes, table.items) + entropy(table.classSizes, table.items)) / 2;
    return std::clamp(information / mean, 0.0, 1.0);
}

double pairsWithin(const std::vector<std::int64_t>& sizes) {
    double pairs = 0;
    for (const std::int64_t size : sizes)
        pairs += static_cast<double>(size) * static_cast<double>(size - 1) / 2;
    return pairs;
}

double adjustedRandIndex(const Contingency& table) {
    const double together = pairsWithin(table.counts);
    const double inClusters = pairsWithin(table.clusterSizes);
    const double inClasses = pairsWithin(table.classSizes);
    if (together == inClusters && together == inClasses) return 1;
    const double expected = inClusters * inClasses / (table.items * (table.items - 1) / 2);
    return (together - expected) / ((inClusters + inClasses) / 2 - expected);
}

}  // namespace

ExternalMetrics externalMetrics(const std::vector<std::int32_t>& assignment,
                                const std::vector<std::int32_t>& labels) {
    if (assignment.size() != labels.size())
        throw Error(ErrorKind::BadInput, std::to_string(assignment.size()) + " assignments do not match " +
                                             std::to_string(labels.size()) +
                                             " labels: give one label an item");
    if (labels.empty())
        throw Error(ErrorKind::BadInput, "no labelled items: ACC, NMI and ARI need at least one");
    const Contingency table = countPairs(assignment, labels);
    return {accuracy(table), normalizedMutualInformation(table), adjustedRandIndex(table)};
}

std::vector<std::int32_t> labelIds(const std::vector<std::string>& labels) {
    return idsByFirstAppearance(labels);
}

}  // namespace nounscope
