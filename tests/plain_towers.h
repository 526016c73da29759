// CLIP's towers as the papers' code runs them: every text padded to the whole context, every token through
// every layer, nothing shared or left out. What the program's own towers are compared with, in results and in
// time.
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

// [B, 3, imageSize, imageSize] float32 -> [B, D] float32; weights must be float32. The patches by a
// convolution, whose stride leaves out what does not fill a patch.
at::Tensor encodePlainly(const VisionWeights& weights, const VisionShape& shape, const at::Tensor& pictures);

}  // namespace nounscope::test
