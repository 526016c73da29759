// Would the same nouns have been kept had the folder held a slightly different set of pictures?
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "core/model/progress.h"
#include "core/model/result.h"
#include "core/model/settings.h"

namespace nounscope {

// Draws the images anew with replacement `resamples` times (Efron 1979), lets the centres settle on each draw
// from where they are, scores and selects again, and returns the mean Jaccard index of those selections and
// `selection`: 1 = always the same nouns. Neither holds pins nor bans, which no resampling moves. images [N,
// D], nouns [M, D], centers [K', D]: float32 unit rows on one device. Cost of one resample: one scoring of
// all nouns and a few k-means iterations. Throws Error(Usage) for resamples < 1; Cancelled.
double bootstrapStability(const at::Tensor& images, const at::Tensor& nouns, const at::Tensor& centers,
                          const NounScores& scores, const FilterSettings& settings, int resamples,
                          std::uint64_t seed, const Job& job = {});

}  // namespace nounscope
