// The noun filters side by side over the same nouns and centres, as plain values for a table.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/settings.h"

namespace nounscope {

struct KnownFigures {
    double auroc = 0, fprAt95Recall = 0, overlap = 0, dPrime = 0;  // see KnownSeparability
};

struct ShapeFigures {
    double separation = 0, valleyDepth = 0;  // see BlindSeparability
};

struct FilterFigures {
    FilterKind kind = FilterKind::GradNorm;
    std::int64_t kept = 0;              // nouns
    std::optional<KnownFigures> known;  // where positive nouns are known
    std::optional<ShapeFigures> shape;  // else; none where no log-score is finite
    std::optional<double> stability;    // 0 .. 1, once it was found
};

struct FilterComparison {
    FilterSettings settings;  // whose kind is the chosen one
    std::vector<FilterFigures> filters;
};

}  // namespace nounscope
