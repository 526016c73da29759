#include "core/filter/score_histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/model/error.h"

namespace nounscope {

ScoreHistogram scoreHistogram(const std::vector<double>& logScores, const std::vector<bool>& selected,
                              const std::vector<bool>& positive, int bins) {
    if (bins < 1) throw Error(ErrorKind::Usage, "a histogram needs one bin at least");
    ScoreHistogram histogram;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double score : logScores)
        if (std::isfinite(score)) {
            low = std::min(low, score);
            high = std::max(high, score);
        }
    const auto size = static_cast<std::size_t>(bins);
    histogram.all.assign(size, 0);
    histogram.selected.assign(size, 0);
    if (!positive.empty()) histogram.positives.assign(size, 0);
    if (low <= high) {
        histogram.low = low;
        histogram.high = high;
    }
    const double scale = high > low ? bins / (high - low) : 0;
    for (std::size_t i = 0; i < logScores.size(); ++i) {
        if (!std::isfinite(logScores[i])) {
            ++histogram.infinite;
            continue;
        }
        const std::size_t bin = std::min(size - 1, static_cast<std::size_t>((logScores[i] - low) * scale));
        ++histogram.all[bin];
        if (selected[i]) ++histogram.selected[bin];
        if (!positive.empty() && positive[i]) ++histogram.positives[bin];
    }
    return histogram;
}

}  // namespace nounscope
