// The stages of the method over one folder's features, each kept until something it depends on has changed: tau
// alone scores no noun anew, nouns per centre alone find no centre.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include "core/filter/live_scores.h"
#include "core/model/filter_comparison.h"
#include "core/pipeline.h"

namespace nounscope {

// One thread at a time. Every function throws Error for what a person can mend, and Cancelled; what was found
// before stays then. Whatever came before, filter and cluster give what one run with these settings gives, bit
// for bit: every k-means starts from its seed. To start from the last centres would be quicker and end in other
// groups, so that the same settings would no longer give the same files.
class MethodStages {
public:
    // features: images and nouns, or neither: then what was restored can be looked at, and nothing else.
    explicit MethodStages(Features features);

    // Rows of the nouns; count from the next filter or preview on.
    void setWishes(NounWishes wishes) { m_wishes = std::move(wishes); }
    const NounWishes& wishes() const { return m_wishes; }
    const Features& features() const { return m_features; }

    // Takes up what a session kept, as if it had been found here.
    void restore(const MethodSettings& settings, NounWishes wishes, FilterResult filtered, ClusterResult clustered,
                 const Job& job);

    // k, centres, scores, selection.
    const FilterResult& filter(const MethodSettings& settings, const Job& job);

    // While a slider moves: scores and selection with the centres that are there. Needs a filter() before.
    // Log-scores with a norm that was not scored yet are off by two millionths at most; see LiveScores::preview.
    const FilterResult& preview(const FilterSettings& filter);

    const FilterResult& filtered() const { return m_filtered; }
    const MethodSettings& settings() const { return m_settings; }
    bool hasScores() const { return m_live != nullptr; }

    // Rises whenever the scores are others than before.
    std::uint64_t scoring() const { return m_scoring; }

    // Of the filtered scores.
    const std::optional<BlindSeparability>& shape();

    // Groups the pictures with the nouns that filter() kept.
    const ClusterResult& cluster(const Job& job);
    const ClusterResult& clustered() const { return m_clustered; }

    // Nothing was previewed or wished for since the clusters were found.
    bool isSettled() const { return m_settled; }

    // Silhouette over k: found on first asking where k was given.
    const std::vector<KCurvePoint>& kCurve(const Job& job);
    // The same where it has been found, else empty.
    const std::vector<KCurvePoint>& knownKCurve() const { return m_choice.curve; }

    // All filters' figures over the same centres; positive: a flag a noun, or none. And how stable the nouns are
    // that each keeps, in the same order; the chosen filter's also goes to report.json.
    FilterComparison compare(const std::vector<bool>& positive, const Job& job);
    std::vector<double> stability(int resamples, const Job& job);

    // Makes ready what the norm's slider needs when it moves.
    void drawNormCurves(const Job& job) { m_norms->drawCurves(job); }

    FilterQuality quality() const { return {m_shape, m_stability}; }
    const std::vector<StageTime>& times() const { return m_times; }

private:
    using ChoiceKey = std::tuple<int, std::uint64_t>;
    using CentersKey = std::tuple<int, ProxyKind, int, int, std::uint64_t>;
    using ScoresKey = std::tuple<FilterKind, double, double>;
    using ClustersKey = std::tuple<std::vector<std::int64_t>, int, double, int, int, std::uint64_t>;

    ClustersKey clustersKey() const;
    void chooseK(const Job& job);
    void score(const FilterSettings& filter, bool exact, const Job& job);
    void select(const FilterSettings& filter);

    Features m_features;
    std::shared_ptr<NounNorms> m_norms;
    NounWishes m_wishes;
    MethodSettings m_settings;
    KChoice m_choice;  // by the curve, whatever k was taken
    FilterResult m_filtered;
    std::unique_ptr<LiveScores> m_live;
    std::optional<BlindSeparability> m_shape;
    std::optional<double> m_stability;
    ClusterResult m_clustered;
    std::vector<StageTime> m_times;
    std::uint64_t m_scoring = 0;
    bool m_settled = false;
    bool m_exact = false;  // the scores, to the last bit

    // What each result was made from; none: it is not there.
    std::optional<ChoiceKey> m_choiceKey;
    std::optional<CentersKey> m_centersKey;
    std::optional<ScoresKey> m_scoresKey, m_shapeKey;
    std::optional<ClustersKey> m_clustersKey;
};

}  // namespace nounscope
