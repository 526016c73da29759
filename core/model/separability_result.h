// How well a noun filter's scores tell positive nouns from the rest, as plain values for tables and plots.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace nounscope {

// Thresholds from strict to lax; point i counts everything that is at least as positive as threshold i.
// Equal scores share one point, so that no order among ties is invented. The first point is (0, 0).
struct RocCurve {
    std::vector<double> threshold;          // positiveness; +inf for the first point
    std::vector<double> falsePositiveRate;  // 0 .. 1, rising
    std::vector<double> truePositiveRate;   // 0 .. 1, rising (recall)
    double auroc = 0.5;                     // area below: P(positive above negative) + P(tie) / 2
    double averagePrecision = 0;            // sum over points of precision x the recall it adds
    double fprAt95Recall = 1;               // false-positive rate at the first point with recall >= 0.95
};

// With known positive nouns.
struct KnownSeparability {
    RocCurve roc;
    double overlap =
        1;  // 0 .. 1, area shared by the densities of the positives' and the negatives' log-scores
    double dPrime = 0;  // (mean of negatives - mean of positives) / root mean square of the two deviations
};

struct GaussianComponent {
    double weight = 0;  // share of the finite log-scores
    double mean = 0;    // log-score
    double deviation = 0;
};

// Without known positives: does the log-score fall into two groups by itself?
struct BlindSeparability {
    std::array<GaussianComponent, 2> mixture;  // the lower mean, the likelier positives, first
    double separation = 0;                     // Ashman's D; above 2 the groups stand apart

    // The log-score between the means where both groups are equally likely, and the share of all nouns at or
    // below it; NaN where there is no such point.
    double cut = std::numeric_limits<double>::quiet_NaN();
    double shareBelow = std::numeric_limits<double>::quiet_NaN();

    double valleyDepth = 0;  // 0 .. 1, how far the density falls between its tops on either side of the cut
    std::int64_t infinite = 0;  // nouns whose log-score is infinite: counted in the share, not in the fit
};

}  // namespace nounscope
