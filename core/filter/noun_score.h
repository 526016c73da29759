// Scores every noun against the proxy centres: GradNorm in closed form and the filters it generalises.
// Source: Peng et al., ICCV 2025 (GradNorm); Li et al., ICML 2024 (confidence).
#pragma once

#include <ATen/core/Tensor.h>

#include "core/model/progress.h"
#include "core/model/result.h"
#include "core/model/settings.h"

namespace nounscope {

// nouns [M, D] and centers [K', D], float32 unit rows on one device. With z = W t / T, p = softmax(z), j* = argmax p:
//   gradnorm    log( (sum_{j != j*} p_j^q + (1 - p_j*)^q)^(1/q) * ||t||_q ), worked in the log domain to the end
//   confidence  log(1 - p_j*)        cosine  log(1 - max cosine)       entropy  log H(p)
//   none        0 for every noun
// Lower = more positive. One centre: gradnorm, confidence and entropy are -inf for all. `confidence` is p_j* for every filter.
// Streams over tiles of nouns: memory does not grow with M x K'. A noun's numbers do not depend on its neighbours,
// the number of nouns, or threads. Cost 2 M K' D. Throws Error(Usage) for settings out of range, Cancelled.
NounScores scoreNouns(const at::Tensor& nouns, const at::Tensor& centers, const FilterSettings& settings,
                      const Job& job = {});

}  // namespace nounscope
