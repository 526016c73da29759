// Would the same nouns have been kept had the folder held a slightly different set of pictures?
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "core/filter/noun_norms.h"
#include "core/model/progress.h"
#include "core/model/settings.h"

namespace nounscope {

// Draws the images anew with replacement `resamples` times (Efron 1979), lets the centres settle on each draw
// from where they are, scores and selects again, and returns for each filter the mean Jaccard index of those
// selections and the one with `centers`: 1 = always the same nouns. None of them holds pins or bans, which no
// resampling moves. images [N, D], nouns [M, D], centers [K', D]: float32 unit rows on one device. Cost of one
// resample: one comparison of all nouns, a few k-means iterations, one scoring a filter; memory M x K' floats.
// Throws Error(Usage) for resamples < 1; Cancelled.
std::vector<double> bootstrapStability(const at::Tensor& images, const std::shared_ptr<NounNorms>& nouns,
                                       const at::Tensor& centers, const std::vector<FilterSettings>& filters,
                                       int resamples, std::uint64_t seed, const Job& job = {});

}  // namespace nounscope
