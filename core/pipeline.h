// The stages of a run in order, from features to named clusters. Each stage is a function of its own that can
// be rerun alone; this is the page that says what follows what. Symbols: N images, M nouns, D width, K' proxy
// centres, K clusters.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/cluster/choose_k.h"
#include "core/io/wordnet.h"
#include "core/model/cluster_view.h"
#include "core/model/progress.h"
#include "core/model/result.h"
#include "core/model/separability_result.h"
#include "core/model/settings.h"
#include "core/stage_time.h"

namespace nounscope {

// Where pictures and nouns meet: float32 unit rows of one space, on one device.
struct Features {
    at::Tensor images;        // [N, D]; undefined where only given centres are scored
    at::Tensor nouns;         // [M, D]
    at::Tensor proxyCenters;  // [K', D]; undefined: found in the images
};

// Nouns that a person wants in or out whatever the scores: rows of Features::nouns. A ban wins over a pin.
struct NounWishes {
    std::vector<std::int64_t> pinned;
    std::vector<std::int64_t> banned;
};

struct FilterResult {
    KChoice kChoice;     // k as given, or chosen with its curve; 0 where given centres made it needless
    at::Tensor centers;  // [K', D]
    NounScores scores;
    NounSelection selection;
};

// How well the filter told nouns that fit from the rest, without knowing which fit.
struct FilterQuality {
    std::optional<BlindSeparability> shape;  // none where no log-score is finite
    std::optional<double> stability;         // 0 .. 1; none where it was not asked for
};

struct ClusterResult {
    Clustering clustering;
    at::Tensor counterparts;  // R [N, D]
    InternalMetrics metrics;  // of the clusters in [X | R], where they were found
};

// k by the curve of --clusters auto, whatever settings.clusters.clusters says. images [N, D].
KChoice chooseClusters(const at::Tensor& images, const MethodSettings& settings,
                       std::vector<StageTime>& times, const Job& job = {});

// K': as given, or what suits the number of clusters.
int proxyCount(const at::Tensor& images, const ProxySettings& proxies, int clusters);

// The proxy centres [K', D] of images [N, D] that are to be `clusters` groups.
at::Tensor findCenters(const at::Tensor& images, const MethodSettings& settings, int clusters,
                       std::vector<StageTime>& times, const Job& job = {});

// All of it in one go: which nouns describe the pictures: k (if it must be chosen), proxy centres, scores, selection.
// settings must be valid. Throws Error(Usage) for counts that the images cannot fill, Error(BadInput) for
// features of different widths; Cancelled. Appends its stages to `times`.
FilterResult filterNouns(const Features& features, const MethodSettings& settings, const NounWishes& wishes,
                         std::vector<StageTime>& times, const Job& job = {});

// Judges the filter: the shape of the scores, and with resamples > 0 how stable the selection is
// (bootstrapStability; needs images). Each resample costs one more scoring of all nouns.
FilterQuality judgeFilter(const Features& features, const FilterResult& filtered,
                          const MethodSettings& settings, int resamples, std::vector<StageTime>& times,
                          const Job& job = {});

// The pictures' groups, found with the help of the selected nouns: counterparts, clusters, their quality.
ClusterResult clusterImages(const Features& features, const FilterResult& filtered,
                            const MethodSettings& settings, std::vector<StageTime>& times,
                            const Job& job = {});

// What to call the clusters. words: M, the nouns of features.nouns. Without `wordnet` (null) synonyms go
// unnoticed.
std::vector<ClusterName> nameImageClusters(const Features& features, const FilterResult& filtered,
                                           const ClusterResult& clustered,
                                           const std::vector<std::string>& words, const NounWishes& wishes,
                                           const WordNet* wordnet, std::vector<StageTime>& times);

// All of it as the window and sessions have it. imageRows: N, the picture of each row of features.images.
ClusterView clusterView(const FilterResult& filtered, const ClusterResult& clustered,
                        const std::vector<ClusterName>& names, const std::vector<std::int64_t>& imageRows);

}  // namespace nounscope
