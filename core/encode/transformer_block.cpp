#include "core/encode/transformer_block.h"

#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/silu.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace nounscope {

namespace {

at::Tensor activate(at::Tensor x, Activation activation) {
    if (activation == Activation::Gelu) return at::gelu(x);
    constexpr double slope = 1.702;  // x sigmoid(s x) = silu(s x) / s
    return at::silu_(x.mul_(slope)).mul_(1 / slope);
}

}  // namespace

LayerNorm::LayerNorm(const NormWeights& weights, double epsilon, c10::Device device)
    : m_weight(weights.weight.to(device, at::kFloat)),
      m_bias(weights.bias.to(device, at::kFloat)),
      m_epsilon(epsilon) {}

at::Tensor LayerNorm::operator()(const at::Tensor& x) const {
    return at::layer_norm(x, m_weight.sizes(), m_weight, m_bias, m_epsilon);
}

TransformerBlock::TransformerBlock(const BlockWeights& weights, const TransformerShape& shape,
                                   Precision precision, c10::Device device)
    : m_attentionNorm(weights.attentionNorm, shape.normEpsilon, device),
      m_mlpNorm(weights.mlpNorm, shape.normEpsilon, device),
      m_queryKeyValue(weights.queryKeyValue, precision, device),
      m_attentionOut({weights.attentionOut}, precision, device),
      m_up({weights.up}, precision, device),
      m_down({weights.down}, precision, device),
      m_activation(shape.activation) {}

at::Tensor TransformerBlock::queriesKeysValues(const at::Tensor& x) const {
    return m_queryKeyValue(m_attentionNorm(x));
}

at::Tensor TransformerBlock::finish(const at::Tensor& x, const at::Tensor& attended) const {
    at::Tensor y = x.add(m_attentionOut(attended));
    return y.add_(m_down(activate(m_up(m_mlpNorm(y)), m_activation)));
}

std::vector<TransformerBlock> makeBlocks(const std::vector<BlockWeights>& weights,
                                         const TransformerShape& shape, Precision precision,
                                         c10::Device device) {
    std::vector<TransformerBlock> blocks;
    blocks.reserve(weights.size());
    for (const BlockWeights& block : weights) {
        blocks.emplace_back(block, shape, precision, device);
#ifdef __GLIBC__
        // What a conversion needed for a moment leaves holes between what stays: 150 MiB for ViT-L/14 in int8.
        malloc_trim(0);
#endif
    }
    return blocks;
}

}  // namespace nounscope
