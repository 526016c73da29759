#include "core/pipeline.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "core/cluster/cluster_names.h"
#include "core/cluster/clustering.h"
#include "core/cluster/name_scores.h"
#include "core/cluster/spherical_kmeans.h"
#include "core/cluster/text_counterparts.h"
#include "core/filter/noun_score.h"
#include "core/filter/noun_selection.h"
#include "core/filter/proxy_centers.h"
#include "core/filter/selection_stability.h"
#include "core/filter/separability.h"
#include "core/measure/internal_metrics.h"
#include "core/model/error.h"
#include "core/model/progress.h"

namespace nounscope {

namespace {

// The curve of --clusters auto compares many k; its starts need not be as many as the final clusters'.
constexpr int restartsPerCandidate = 5;

// Tells of a stage whose steps cannot be counted beforehand.
void announce(const Job& job, const char* stage) {
    StageProgress(job, stage, 0);
}

void checkWidths(const Features& features) {
    const at::Tensor& reference = features.proxyCenters.defined() ? features.proxyCenters : features.images;
    const auto check = [&](const at::Tensor& other, const char* what) {
        if (!other.defined() || other.size(1) == reference.size(1)) return;
        throw Error(ErrorKind::BadInput,
                    std::string("the ") + what + " have " + std::to_string(other.size(1)) +
                        " numbers a row, the " +
                        (features.proxyCenters.defined() ? "proxy centres " : "images ") +
                        std::to_string(reference.size(1)) + "; embed all with the same model");
    };
    check(features.nouns, "nouns");
    check(features.images, "images");
}

}  // namespace

KChoice chooseClusters(const at::Tensor& images, const MethodSettings& settings,
                       std::vector<StageTime>& times, const Job& job) {
    return timed(times, "choose k", [&] {
        return chooseK(images, restartsPerCandidate, settings.clusters.maxIterations, settings.seed, job);
    });
}

int proxyCount(const at::Tensor& images, const ProxySettings& proxies, int clusters) {
    return proxies.count ? proxies.count : defaultProxyCount(clusters, images.size(0), proxies.perCluster);
}

at::Tensor findCenters(const at::Tensor& images, const MethodSettings& settings, int clusters,
                       std::vector<StageTime>& times, const Job& job) {
    ProxySettings proxies = settings.proxies;
    proxies.count = proxyCount(images, proxies, clusters);
    return timed(times, "proxy centres", [&] { return proxyCenters(images, proxies, settings.seed, job); });
}

FilterResult filterNouns(const Features& features, const MethodSettings& settings, const NounWishes& wishes,
                         std::vector<StageTime>& times, const Job& job) {
    checkWidths(features);
    const at::Tensor& images = features.images;
    FilterResult result;
    result.kChoice.k = settings.clusters.clusters;
    result.centers = features.proxyCenters;
    if (images.defined() && result.kChoice.k == 0)
        result.kChoice = chooseClusters(images, settings, times, job);
    if (!result.centers.defined())
        result.centers = findCenters(images, settings, result.kChoice.k, times, job);
    result.scores = timed(times, "score nouns",
                          [&] { return scoreNouns(features.nouns, result.centers, settings.filter, job); });
    result.selection = timed(times, "select nouns", [&] {
        return selectNouns(result.scores, settings.filter, wishes.pinned, wishes.banned);
    });
    return result;
}

FilterQuality judgeFilter(const Features& features, const FilterResult& filtered,
                          const MethodSettings& settings, int resamples, std::vector<StageTime>& times,
                          const Job& job) {
    const std::vector<double>& logScores = filtered.scores.logScore;
    FilterQuality quality;
    if (std::any_of(logScores.begin(), logScores.end(), [](double score) { return std::isfinite(score); }))
        quality.shape = timed(times, "judge filter", [&] { return separabilityFromShape(logScores); });
    if (resamples > 0)
        quality.stability = timed(times, "resample centres", [&] {
            return bootstrapStability(features.images, std::make_shared<NounNorms>(features.nouns),
                                      filtered.centers, {settings.filter}, resamples, settings.seed, job)
                .front();
        });
    return quality;
}

ClusterResult clusterImages(const Features& features, const FilterResult& filtered,
                            const MethodSettings& settings, std::vector<StageTime>& times, const Job& job) {
    const at::Tensor selected = features.nouns.index_select(
        0, at::tensor(filtered.selection.indices, at::kLong).to(features.nouns.device()));
    ClusterResult result;
    result.counterparts = timed(times, "text counterparts", [&] {
        announce(job, "Describing pictures by nouns");
        return textCounterparts(features.images, selected, settings.clusters.tau, job);
    });
    const at::Tensor rows = joinCounterparts(features.images, result.counterparts);
    KMeansSettings kMeans;
    kMeans.clusters = filtered.kChoice.k;
    kMeans.restarts = settings.clusters.restarts;
    kMeans.maxIterations = settings.clusters.maxIterations;
    kMeans.seed = settings.seed;
    kMeans.stage = "Grouping pictures";
    result.clustering = timed(times, "cluster images", [&] {
        return describeClustering(rows, sphericalKMeans(rows, kMeans, job), settings.clusters.tau);
    });
    result.metrics = timed(times, "judge clusters", [&] {
        announce(job, "Judging the groups");
        return internalMetrics(rows, result.clustering.assignment, kMeans.clusters, job);
    });
    return result;
}

std::vector<ClusterName> nameImageClusters(const Features& features, const FilterResult& filtered,
                                           const ClusterResult& clustered,
                                           const std::vector<std::string>& words, const NounWishes& wishes,
                                           const WordNet* wordnet, std::vector<StageTime>& times) {
    return timed(times, "name clusters", [&] {
        const at::Tensor scores =
            nameScores(clustered.counterparts, features.nouns, clustered.clustering.assignment,
                       static_cast<int>(clustered.clustering.sizes.size()));
        return nameClusters(scores, features.nouns, words, filtered.selection.indices, wishes.banned,
                            wordnet);
    });
}

ClusterView clusterView(const FilterResult& filtered, const ClusterResult& clustered,
                        const std::vector<ClusterName>& names, const std::vector<std::int64_t>& imageRows) {
    ClusterView view;
    view.clustering = clustered.clustering;
    view.names = names;
    view.ids.resize(names.size());
    std::iota(view.ids.begin(), view.ids.end(), 0);
    view.imageRows = imageRows;
    view.proxies = static_cast<int>(filtered.centers.size(0));
    view.clusters = filtered.kChoice.k;
    view.metrics = clustered.metrics;
    view.kCurve = filtered.kChoice.curve;
    return view;
}

}  // namespace nounscope
