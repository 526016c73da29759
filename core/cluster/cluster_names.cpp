#include "core/cluster/cluster_names.h"

#include <ATen/ops/tensor.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <set>

#include "core/cluster/name_candidates.h"
#include "core/encode/information_content.h"
#include "core/tiled_product.h"

namespace nounscope {

namespace {

constexpr std::size_t shortlist = 64;  // candidates of a cluster that are compared with one another

using Candidates = std::vector<NameCandidate>;

void sortByScore(Candidates& candidates, const float* score) {
    std::stable_sort(
        candidates.begin(), candidates.end(),
        [&](const NameCandidate& a, const NameCandidate& b) { return score[a.noun] > score[b.noun]; });
}

// "food" is chosen as what nourishes and still covers apples, which are food in another sense.
int largestCount(const std::map<std::int32_t, int>& counts, const NameCandidate& candidate) {
    int largest = 0;
    for (const std::int32_t sense : candidate.senses)
        if (const auto found = counts.find(sense); found != counts.end())
            largest = std::max(largest, found->second);
    return largest;
}

// Those that stand above at least two different things among the best `depth` of `ranked`.
Candidates sharedBy(const Candidates& ranked, const Candidates& hypernyms, int depth) {
    std::map<std::int32_t, int> below;
    std::set<std::int32_t> seen;
    for (std::size_t i = 0; i < std::min(ranked.size(), static_cast<std::size_t>(depth)); ++i)
        if (seen.insert(ranked[i].synset).second)
            for (const std::int32_t hypernym : ranked[i].hypernyms) ++below[hypernym];
    Candidates shared;
    for (const NameCandidate& hypernym : hypernyms)
        if (largestCount(below, hypernym) >= 2) shared.push_back(hypernym);
    return shared;
}

// Which of `pool` are the kind of the cluster: common words that are, or stand above, `share` of the best
// `depth` of `ranked`.
std::vector<bool> kindsIn(const Candidates& pool, const Candidates& ranked, const NamingSettings& settings) {
    std::map<std::int32_t, int> covered;
    std::set<std::int32_t> best;
    for (std::size_t i = 0; i < ranked.size() && static_cast<int>(best.size()) < settings.hypernymsOf; ++i)
        if (best.insert(ranked[i].synset).second) {
            ++covered[ranked[i].synset];
            for (const std::int32_t hypernym : ranked[i].hypernyms) ++covered[hypernym];
        }
    std::vector<bool> kinds;
    for (const NameCandidate& candidate : pool)
        kinds.push_back(
            candidate.tagCount >= settings.commonTags && candidate.content >= settings.minContent &&
            largestCount(covered, candidate) >= settings.kindShare * static_cast<double>(best.size()));
    return kinds;
}

// [n, n] cosines between the candidates.
at::Tensor mutualCosines(const Candidates& candidates, const at::Tensor& features) {
    std::vector<std::int64_t> rows;
    for (const NameCandidate& candidate : candidates) rows.push_back(candidate.noun);
    const at::Tensor own =
        features.index_select(0, at::tensor(rows, features.options().dtype(at::kLong))).cpu();
    return tiledProduct(own, own);
}

// Indices into `pool`, in the order in which they are named. One of the nouns in the name is of `kinds` if any is.
std::vector<std::size_t> pick(const Candidates& pool, const std::vector<bool>& kinds, const float* score,
                              const at::Tensor& features, const NamingSettings& settings) {
    const at::Tensor cosines = mutualCosines(pool, features);
    const auto cosine = cosines.accessor<float, 2>();
    std::vector<std::size_t> picked, left;
    for (std::size_t i = 0; i < pool.size(); ++i) left.push_back(i);
    while (!left.empty() && picked.size() < static_cast<std::size_t>(settings.listed)) {
        const auto isKind = [&](std::size_t i) { return kinds[i]; };
        const bool needsKind = picked.size() + 1 == static_cast<std::size_t>(settings.inName) &&
                               std::none_of(picked.begin(), picked.end(), isKind) &&
                               std::any_of(left.begin(), left.end(), isKind);
        const auto value = [&](std::size_t i) {
            // of the kinds that would do, the nearest: being much like the nouns before is what a kind is for
            if (needsKind) return double{score[pool[i].noun]};
            const bool scholarly =
                pool[i].content < settings.kindContent && pool[i].tagCount < settings.commonTags;
            double redundant = 0;
            for (const std::size_t before : picked)
                redundant = std::max<double>(
                    redundant, cosine[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(before)]);
            return score[pool[i].noun] - settings.redundancy * redundant -
                   (scholarly ? settings.scholarly : 0);
        };
        std::vector<std::size_t> open = left;
        if (needsKind) open.erase(std::remove_if(open.begin(), open.end(), std::not_fn(isKind)), open.end());
        double best = -std::numeric_limits<double>::infinity();
        for (const std::size_t i : open) best = std::max(best, value(i));

        std::size_t chosen = pool.size();
        for (const std::size_t i : open)
            if (value(i) >= best - settings.nearTie &&
                (chosen == pool.size() || pool[i].tagCount > pool[chosen].tagCount))
                chosen = i;
        picked.push_back(chosen);
        left.erase(std::remove_if(left.begin(), left.end(),
                                  [&](std::size_t i) { return sameThing(pool[i], pool[chosen]); }),
                   left.end());
    }
    return picked;
}

}  // namespace

std::vector<ClusterName> nameClusters(const at::Tensor& scores, const at::Tensor& features,
                                      const std::vector<std::string>& words,
                                      const std::vector<std::int64_t>& selected,
                                      const std::vector<std::int64_t>& banned, const WordNet* wordnet,
                                      const NamingSettings& settings) {
    const std::vector<double> content = wordnet ? informationContent(*wordnet) : std::vector<double>();
    const Candidates candidates = nameCandidates(words, selected, wordnet, content);
    const Candidates hypernyms =
        wordnet && settings.hypernymsOf > 0
            ? listedHypernyms(candidates, words, banned, *wordnet, content, settings.minContent)
            : Candidates();

    const at::Tensor table = scores.contiguous();
    std::vector<ClusterName> names(static_cast<std::size_t>(table.size(0)));
    for (std::size_t cluster = 0; cluster < names.size(); ++cluster) {
        const float* const score = table.data_ptr<float>() + cluster * words.size();
        Candidates pool = candidates;
        sortByScore(pool, score);
        const Candidates shared = sharedBy(pool, hypernyms, settings.hypernymsOf);
        const Candidates ranked = pool;
        pool.insert(pool.end(), shared.begin(), shared.end());
        sortByScore(pool, score);
        if (pool.size() > shortlist) pool.resize(shortlist);
        const std::vector<bool> kinds = kindsIn(pool, ranked, settings);

        ClusterName& name = names[cluster];
        for (const std::size_t i : pick(pool, kinds, score, features, settings)) {
            const std::string& word = words[static_cast<std::size_t>(pool[i].noun)];
            if (name.nouns.size() < static_cast<std::size_t>(settings.inName))
                name.name += (name.name.empty() ? "" : ", ") + word;
            name.nouns.push_back(word);
        }
        if (name.name.empty()) name.name = "cluster " + std::to_string(cluster);
    }
    return names;
}

}  // namespace nounscope
