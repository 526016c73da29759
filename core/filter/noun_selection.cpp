#include "core/filter/noun_selection.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/model/error.h"

namespace nounscope {

NounSelection selectNouns(const NounScores& scores, const FilterSettings& settings,
                          const std::vector<std::int64_t>& pinned, const std::vector<std::int64_t>& banned) {
    const std::size_t count = scores.rank.size();
    const auto withinCut =
        static_cast<std::int64_t>(std::floor(settings.scoreCut * static_cast<double>(count)));
    std::vector<std::size_t> byRank(count);
    for (std::size_t i = 0; i < count; ++i) byRank[scores.rank[i] - 1] = i;

    const int centers = count ? 1 + *std::max_element(scores.proxy.begin(), scores.proxy.end()) : 0;
    std::vector<int> kept(centers);
    NounSelection selection;
    selection.selected.assign(count, false);
    for (std::int64_t rank = 0; rank < withinCut; ++rank) {
        const std::size_t noun = byRank[rank];
        const bool wanted =
            settings.kind == FilterKind::None || kept[scores.proxy[noun]]++ < settings.nounsPerCenter;
        selection.selected[noun] = wanted;
    }
    const bool cutEmptied = withinCut == 0;
    for (const std::int64_t noun : pinned) selection.selected[noun] = true;
    for (const std::int64_t noun : banned) selection.selected[noun] = false;

    for (std::size_t i = 0; i < count; ++i)
        if (selection.selected[i]) selection.indices.push_back(static_cast<std::int64_t>(i));
    if (!selection.indices.empty()) return selection;
    if (count == 0)
        throw Error(ErrorKind::BadInput, "there are no nouns to choose from: the noun list is empty");
    if (cutEmptied)
        throw Error(ErrorKind::Usage, "no noun is left: --score-cut keeps the best fraction of " +
                                          std::to_string(count) + " nouns, which rounds to none; raise it");
    throw Error(ErrorKind::Usage,
                "no noun is left: --bans takes away every noun the filter kept; ban fewer, or raise "
                "--nouns-per-center");
}

}  // namespace nounscope
