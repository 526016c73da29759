#include "app/desktop/method_stages.h"

#include <algorithm>
#include <cmath>

#include "core/filter/compare_filters.h"
#include "core/filter/noun_selection.h"
#include "core/filter/selection_stability.h"
#include "core/filter/separability.h"

namespace nounscope {

MethodStages::MethodStages(Features features)
    : m_features(std::move(features)), m_norms(m_features.nouns.defined() ? std::make_shared<NounNorms>(m_features.nouns) : nullptr) {}

void MethodStages::restore(const MethodSettings& settings, NounWishes wishes, FilterResult filtered,
                           ClusterResult clustered, const Job& job) {
    m_settings = settings;
    m_wishes = std::move(wishes);
    m_filtered = std::move(filtered);
    m_clustered = std::move(clustered);
    const ProxySettings& proxies = settings.proxies;
    m_centersKey = CentersKey{static_cast<int>(m_filtered.centers.size(0)), proxies.kind, proxies.restarts,
                              proxies.maxIterations, settings.seed};
    m_scoresKey = ScoresKey{settings.filter.kind, settings.filter.temperature, settings.filter.norm};
    m_clustersKey = clustersKey();
    if (!m_filtered.kChoice.curve.empty()) {
        m_choice = m_filtered.kChoice;
        m_choiceKey = ChoiceKey{settings.clusters.maxIterations, settings.seed};
    }
    m_exact = m_settled = true;
    if (m_norms) m_live = std::make_unique<LiveScores>(m_norms, m_filtered.centers, job);
}

void MethodStages::chooseK(const Job& job) {
    const ChoiceKey key{m_settings.clusters.maxIterations, m_settings.seed};
    if (m_choiceKey == key) return;
    m_choice = chooseClusters(m_features.images, m_settings, m_times, job);
    m_choiceKey = key;
}

const FilterResult& MethodStages::filter(const MethodSettings& settings, const Job& job) {
    settings.validate();
    m_settings = settings;
    m_settled = false;
    KChoice choice;
    choice.k = settings.clusters.clusters;
    if (choice.k == 0) {
        chooseK(job);
        choice = m_choice;
    }
    const ProxySettings& proxies = settings.proxies;
    const CentersKey key{proxyCount(m_features.images, proxies, choice.k), proxies.kind, proxies.restarts,
                         proxies.maxIterations, settings.seed};
    if (m_centersKey != key) {
        const at::Tensor centers = findCenters(m_features.images, settings, choice.k, m_times, job);
        m_live = timed(m_times, "compare nouns",
                       [&] { return std::make_unique<LiveScores>(m_norms, centers, job); });
        m_filtered.centers = centers;
        m_centersKey = key;
        m_scoresKey.reset();
    }
    m_filtered.kChoice = choice;
    score(settings.filter, true, job);
    select(settings.filter);
    return m_filtered;
}

const FilterResult& MethodStages::preview(const FilterSettings& filter) {
    m_settled = false;
    m_settings.filter = filter;
    score(filter, false, {});
    select(filter);
    return m_filtered;
}

void MethodStages::score(const FilterSettings& filter, bool exact, const Job& job) {
    const ScoresKey key{filter.kind, filter.temperature, filter.norm};
    if (m_scoresKey == key && (m_exact || !exact)) return;
    if (exact)
        m_filtered.scores = timed(m_times, "score nouns", [&] { return m_live->score(filter, job); });
    else
        m_filtered.scores = m_live->preview(filter);
    ++m_scoring;
    m_scoresKey = key;
    m_exact = exact;
    m_shapeKey.reset();
}

void MethodStages::select(const FilterSettings& filter) {
    m_stability.reset();
    m_filtered.selection = selectNouns(m_filtered.scores, filter, m_wishes.pinned, m_wishes.banned);
}

const std::optional<BlindSeparability>& MethodStages::shape() {
    if (m_shapeKey == m_scoresKey) return m_shape;
    m_shape = judgeFilter(m_features, m_filtered, m_settings, 0, m_times).shape;
    m_shapeKey = m_scoresKey;
    return m_shape;
}

MethodStages::ClustersKey MethodStages::clustersKey() const {
    const ClusterSettings& clusters = m_settings.clusters;
    return {m_filtered.selection.indices, m_filtered.kChoice.k, clusters.tau, clusters.restarts,
            clusters.maxIterations,       m_settings.seed};
}

const ClusterResult& MethodStages::cluster(const Job& job) {
    const ClustersKey key = clustersKey();
    if (m_clustersKey != key) {
        m_clustered = clusterImages(m_features, m_filtered, m_settings, m_times, job);
        m_clustersKey = key;
    }
    m_settled = true;
    return m_clustered;
}

const std::vector<KCurvePoint>& MethodStages::kCurve(const Job& job) {
    chooseK(job);
    return m_choice.curve;
}

FilterComparison MethodStages::compare(const std::vector<bool>& positive, const Job& job) {
    return compareFilters(*m_live, m_settings.filter, m_wishes.pinned, m_wishes.banned, positive, job);
}

std::vector<double> MethodStages::stability(int resamples, const Job& job) {
    std::vector<FilterSettings> filters;
    for (const FilterKind kind : allFilters) {
        filters.push_back(m_settings.filter);
        filters.back().kind = kind;
    }
    const std::vector<double> found = bootstrapStability(m_features.images, m_norms, m_filtered.centers,
                                                         filters, resamples, m_settings.seed, job);
    for (std::size_t i = 0; i < filters.size(); ++i)
        if (filters[i].kind == m_settings.filter.kind) m_stability = found[i];
    return found;
}

}  // namespace nounscope
