#include "app/train-starter/evaluate_naming.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <iomanip>
#include <map>
#include <sstream>

#include "core/encode/encoder_settings.h"
#include "core/encode/word_sense.h"
#include "core/io/noun_sources.h"
#include "core/measure/external_metrics.h"
#include "core/pipeline.h"

namespace nounscope {

namespace {

constexpr std::size_t nounsInName = 3;

// One entry a cluster, in the clusters' order.
std::vector<NamedCluster> namedClusters(const WordNet& wordNet, const Clustering& clustering,
                                        const std::vector<ClusterName>& names,
                                        const std::vector<std::string>& categories) {
    std::vector<std::map<std::string, std::int64_t>> counts(names.size());
    for (std::size_t i = 0; i < categories.size(); ++i)
        ++counts[static_cast<std::size_t>(clustering.assignment[i])][categories[i]];
    std::vector<NamedCluster> clusters;
    for (std::size_t k = 0; k < names.size(); ++k) {
        const auto majority =
            std::max_element(counts[k].begin(), counts[k].end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        NamedCluster cluster{clustering.sizes[k], majority->second, majority->first, names[k].name, false};
        const std::vector<std::string>& nouns = names[k].nouns;
        cluster.fits = std::any_of(
            nouns.begin(), nouns.begin() + static_cast<std::ptrdiff_t>(std::min(nouns.size(), nounsInName)),
            [&](const std::string& noun) { return standsFor(wordNet, noun, cluster.category); });
        clusters.push_back(std::move(cluster));
    }
    return clusters;
}

}  // namespace

bool standsFor(const WordNet& wordNet, const std::string& noun, const std::string& category) {
    const std::vector<std::int32_t> fitting =
        wordNet.ancestors(chooseSense(wordNet, category));  // itself too
    const std::vector<NounSense>& senses = wordNet.senses(noun);
    return std::any_of(senses.begin(), senses.end(), [&](const NounSense& sense) {
        return std::find(fitting.begin(), fitting.end(), sense.synset) != fitting.end();
    });
}

NamingFigures judgeNaming(const StarterEncoder& encoder, const WordNet& wordNet,
                          const StampEmbeddings& stamps, std::uint64_t seed, int seeds, const Job& job) {
    std::vector<std::int64_t> rows;
    std::vector<std::string> categories;
    for (std::size_t i = 0; i < stamps.stamps.size(); ++i)
        if (!stamps.stamps[i].category.empty()) {
            rows.push_back(static_cast<std::int64_t>(i));
            categories.push_back(stamps.stamps[i].category);
        }
    const std::vector<std::int32_t> truth = labelIds(categories);
    const NounList nouns = everydayNouns(wordNet);
    const NounEmbeddings embedded = encoder.encodeNouns(nouns, {}, job);
    std::vector<std::string> words;
    for (const std::int64_t row : embedded.rows) words.push_back(nouns.words[static_cast<std::size_t>(row)]);
    const Features features{stamps.features.index_select(0, at::tensor(rows)), embedded.features, {}};

    MethodSettings settings;
    applyEncoderDefaults(encoder.info(), settings);
    settings.clusters.clusters = *std::max_element(truth.begin(), truth.end()) + 1;

    NamingFigures figures;
    figures.seeds = seeds;
    for (int i = 0; i < seeds; ++i) {
        settings.seed = seed + static_cast<std::uint64_t>(i);
        std::vector<StageTime> times;
        const FilterResult filtered = filterNouns(features, settings, {}, times, job);
        const ClusterResult clustered = clusterImages(features, filtered, settings, times, job);
        const std::vector<ClusterName> names =
            nameImageClusters(features, filtered, clustered, words, {}, &wordNet, times);
        const ExternalMetrics agreement = externalMetrics(clustered.clustering.assignment, truth);
        figures.agreement.acc += agreement.acc / seeds;
        figures.agreement.nmi += agreement.nmi / seeds;
        figures.agreement.ari += agreement.ari / seeds;
        const std::vector<NamedCluster> clusters =
            namedClusters(wordNet, clustered.clustering, names, categories);
        const auto fitting =
            std::count_if(clusters.begin(), clusters.end(), [](const auto& c) { return c.fits; });
        figures.fittingNames += static_cast<double>(fitting) / static_cast<double>(clusters.size()) / seeds;
        if (i == 0) figures.clusters = clusters;
    }
    return figures;
}

std::string describe(const NamingFigures& figures) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(3) << "Whole method with everyday nouns, N set, means of "
        << figures.seeds << " seeds\n  ACC " << figures.agreement.acc << "  NMI " << figures.agreement.nmi
        << "  ARI " << figures.agreement.ari << "  names that fit " << figures.fittingNames
        << "\n  first seed's clusters:\n";
    for (const NamedCluster& cluster : figures.clusters)
        out << "    " << (cluster.fits ? '+' : '-') << ' ' << std::setw(3) << cluster.majority << " of "
            << std::setw(3) << cluster.size << "  " << std::left << std::setw(20) << cluster.category
            << std::right << cluster.name << '\n';
    return out.str();
}

}  // namespace nounscope
