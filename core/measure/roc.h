// How well a score tells known positives from the rest: the ROC curve and the figures read off it.
// Source: Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27, 2006.
#pragma once

#include <cstdint>
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

// positiveness: higher = more positive, so give -logScore of a noun filter; infinities are scores like others
// and tie with one another. positive: the truth, same length. Throws Error(BadInput) when the lengths differ,
// a score is NaN, or one of the two kinds is missing. Pure, thread-safe. Cost: one sort, O(n log n).
RocCurve rocCurve(const std::vector<double>& positiveness, const std::vector<bool>& positive);

}  // namespace nounscope
