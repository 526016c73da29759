// Whether a checkpoint bears a faster number format: its own features decide, not the format's reputation.
#pragma once

#include <vector>

#include "core/encode/clip_architecture.h"
#include "core/encode/clip_weights.h"
#include "core/encode/precision.h"
#include "core/encode/text_tower.h"

namespace nounscope {

// The first of `candidates` in which two made-up pictures and `texts` (see TextTower::encode) come out with a
// cosine above 0.999 to their Float32 features, all of them; Float32 where none does. Depends on nothing but
// its arguments. Cost: a few encodings, and the memory of one tower in the precision tried.
Precision choosePrecision(const ClipWeights& weights, const ClipArchitecture& architecture,
                          const std::vector<Tokens>& texts, c10::Device device,
                          const std::vector<Precision>& candidates);

}  // namespace nounscope
