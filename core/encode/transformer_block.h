// One layer of CLIP's towers: attention and a two-layer perceptron, each behind a layer norm and added to
// what came in.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/encode/clip_architecture.h"
#include "core/encode/linear.h"

namespace nounscope {

class LayerNorm {
public:
    LayerNorm(const NormWeights& weights, double epsilon, c10::Device device);

    // [R, W] float32 -> the same.
    at::Tensor operator()(const at::Tensor& x) const;

private:
    at::Tensor m_weight, m_bias;
    double m_epsilon;
};

// In two halves, since who may attend to what is the towers' own affair. Immutable, thread-safe.
class TransformerBlock {
public:
    TransformerBlock(const BlockWeights& weights, const TransformerShape& shape, Precision precision,
                     c10::Device device);

    // [R, W] float32 -> [R, 3 W]: queries, keys and values side by side, each with its heads one after the
    // other.
    at::Tensor queriesKeysValues(const at::Tensor& x) const;

    // x + out(attended), then + mlp of that: [R, W] float32. `attended` [R, W]: the heads' outputs side by
    // side.
    at::Tensor finish(const at::Tensor& x, const at::Tensor& attended) const;

private:
    LayerNorm m_attentionNorm, m_mlpNorm;
    Linear m_queryKeyValue, m_attentionOut, m_up, m_down;
    Activation m_activation;
};

std::vector<TransformerBlock> makeBlocks(const std::vector<BlockWeights>& weights,
                                         const TransformerShape& shape, Precision precision,
                                         c10::Device device);

}  // namespace nounscope
