// A CLIP checkpoint's tensors by their place in the model, whatever the file calls them.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace nounscope {

// All tensors are on the CPU, of a floating dtype, and may be views of a mapped file: never written to.

struct NormWeights {
    at::Tensor weight, bias;  // [W]
};

struct LinearWeights {
    at::Tensor weight;  // [out, in]
    at::Tensor bias;    // [out], undefined: none
};

struct BlockWeights {
    NormWeights attentionNorm;
    std::vector<LinearWeights> queryKeyValue;  // stacked [3 W, W] in one, or one [W, W] each
    LinearWeights attentionOut;                // [W, W]
    NormWeights mlpNorm;
    LinearWeights up, down;  // [mlpWidth, W], [W, mlpWidth]
};

struct VisionWeights {
    at::Tensor patches;     // [W, 3, patchSize, patchSize]
    at::Tensor classToken;  // [W]
    at::Tensor positions;   // [tokens, W]
    NormWeights before, after;
    std::vector<BlockWeights> blocks;
    at::Tensor projection;  // [D, W]
};

struct TextWeights {
    at::Tensor tokens;     // [vocabulary, W]
    at::Tensor positions;  // [context, W]
    std::vector<BlockWeights> blocks;
    NormWeights after;
    at::Tensor projection;  // [D, W]
};

struct ClipWeights {
    VisionWeights vision;
    TextWeights text;
};

}  // namespace nounscope
