// The numbers that tell one CLIP model from another. Source: Radford et al., "Learning Transferable Visual
// Models From Natural Language Supervision", ICML 2021.
#pragma once

#include <cstdint>

namespace nounscope {

enum class Activation {
    Gelu,       // x Phi(x)
    QuickGelu,  // x sigmoid(1.702 x)
};

struct TransformerShape {
    std::int64_t width = 0;  // of the residual stream, a multiple of heads
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t mlpWidth = 0;
    Activation activation = Activation::QuickGelu;
    double normEpsilon = 1e-5;
};

struct VisionShape {
    TransformerShape transformer;
    std::int64_t imageSize = 0;  // pixels a side
    std::int64_t patchSize = 0;  // pixels a side, at most imageSize

    std::int64_t grid() const { return imageSize / patchSize; }  // patches a side
    std::int64_t tokens() const { return grid() * grid() + 1; }  // the class token comes first
};

struct TextShape {
    TransformerShape transformer;
    std::int64_t context = 0;     // tokens of the longest text, start and end included
    std::int64_t vocabulary = 0;  // token ids are 0 .. vocabulary - 1
};

struct ClipArchitecture {
    VisionShape vision;
    TextShape text;
    std::int64_t width = 0;  // D of the joint space
};

}  // namespace nounscope
