#include "core/measure/roc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/measure/score_order.h"
#include "core/model/error.h"

namespace nounscope {
namespace {

void check(const std::vector<double>& positiveness, const std::vector<bool>& positive) {
    if (positiveness.size() != positive.size())
        throw Error(ErrorKind::BadInput, std::to_string(positive.size()) + " known positives do not match " +
                                             std::to_string(positiveness.size()) +
                                             " scores: give one 0 or 1 a score");
    for (std::size_t i = 0; i < positive.size(); ++i)
        if (std::isnan(positiveness[i]))
            throw Error(ErrorKind::BadInput, "score " + std::to_string(i) + " is not a number");
}

}  // namespace

RocCurve rocCurve(const std::vector<double>& positiveness, const std::vector<bool>& positive) {
    check(positiveness, positive);
    const auto positives = static_cast<double>(std::count(positive.begin(), positive.end(), true));
    const double negatives = static_cast<double>(positive.size()) - positives;
    if (positives == 0 || negatives == 0)
        throw Error(ErrorKind::BadInput, "all " + std::to_string(positive.size()) + " scores are known " +
                                             (positives == 0 ? "negatives" : "positives") +
                                             ": separability needs some of both kinds");

    RocCurve curve;
    for (std::vector<double>* column : {&curve.threshold, &curve.falsePositiveRate, &curve.truePositiveRate})
        column->reserve(positive.size() + 1);
    curve.threshold.push_back(std::numeric_limits<double>::infinity());
    curve.falsePositiveRate.push_back(0);
    curve.truePositiveRate.push_back(0);
    double truePositives = 0, falsePositives = 0;
    double area = 0;  // in pairs of a positive and a negative
    bool recalled95 = false;
    const std::vector<std::int64_t> rising = orderByScore(positiveness);
    for (auto next = rising.rbegin(); next != rising.rend();) {
        const double threshold = positiveness[static_cast<std::size_t>(*next)];
        const double truePositivesBefore = truePositives, falsePositivesBefore = falsePositives;
        for (; next != rising.rend() && positiveness[static_cast<std::size_t>(*next)] == threshold; ++next)
            ++(positive[static_cast<std::size_t>(*next)] ? truePositives : falsePositives);

        area += (falsePositives - falsePositivesBefore) * (truePositives + truePositivesBefore) / 2;
        const double precision = truePositives / (truePositives + falsePositives);
        curve.averagePrecision += precision * (truePositives - truePositivesBefore) / positives;
        curve.threshold.push_back(threshold);
        curve.falsePositiveRate.push_back(falsePositives / negatives);
        curve.truePositiveRate.push_back(truePositives / positives);
        if (!recalled95 && truePositives >= 0.95 * positives) {
            curve.fprAt95Recall = falsePositives / negatives;
            recalled95 = true;
        }
    }
    curve.auroc = area / (positives * negatives);
    return curve;
}

}  // namespace nounscope
