// CLIP's text tower as the papers' code runs it: every text padded to the whole context, nothing shared or
// left out. What the program's own tower is compared with, in results and in time.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/encode/clip_architecture.h"
#include "core/encode/clip_weights.h"
#include "core/encode/text_tower.h"

namespace nounscope::test {

// Texts -> [n, D] float32, features read at each text's last token; weights must be float32. Batches of 8
// texts on LibTorch's threads, each with BLAS on one thread.
at::Tensor encodePlainly(const TextWeights& weights, const TextShape& shape,
                         const std::vector<Tokens>& texts);

}  // namespace nounscope::test
