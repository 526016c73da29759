#include "tests/plain_towers.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/device.h"

namespace nounscope::test {

namespace {

constexpr std::int64_t batch = 8;

at::Tensor normed(const at::Tensor& x, const NormWeights& weights, double epsilon) {
    return at::layer_norm(x, {x.size(-1)}, weights.weight, weights.bias, epsilon);
}

at::Tensor apply(const LinearWeights& weights, const at::Tensor& x) {
    return at::linear(x, weights.weight, weights.bias);
}

at::Tensor attention(const at::Tensor& x, const BlockWeights& block, std::int64_t heads,
                     const at::Tensor& mask) {
    const std::int64_t texts = x.size(0), length = x.size(1), depth = x.size(2) / heads;
    const auto split = [&](std::size_t part) {
        return apply(block.queryKeyValue[part], x).view({texts, length, heads, depth}).transpose(1, 2);
    };
    const at::Tensor scores =
        at::matmul(split(0), split(1).transpose(2, 3)).div_(std::sqrt(static_cast<double>(depth))).add_(mask);
    return apply(block.attentionOut,
                 at::matmul(at::softmax(scores, -1), split(2)).transpose(1, 2).reshape(x.sizes()));
}

at::Tensor throughBlock(at::Tensor x, const BlockWeights& block, const TransformerShape& shape,
                        const at::Tensor& mask) {
    x = x + attention(normed(x, block.attentionNorm, shape.normEpsilon), block, shape.heads, mask);
    const at::Tensor y = apply(block.up, normed(x, block.mlpNorm, shape.normEpsilon));
    return x +
           apply(block.down, shape.activation == Activation::Gelu ? at::gelu(y) : y * at::sigmoid(1.702 * y));
}

// ids [b, context] -> [b, context, W]
at::Tensor lastStates(const TextWeights& weights, const TextShape& shape, const at::Tensor& ids) {
    const at::Tensor mask =
        at::full({shape.context, shape.context}, -std::numeric_limits<float>::infinity()).triu_(1);
    at::Tensor x = at::embedding(weights.tokens, ids).add_(weights.positions);
    for (const BlockWeights& block : weights.blocks) x = throughBlock(x, block, shape.transformer, mask);
    return x;
}

}  // namespace

at::Tensor encodePlainly(const TextWeights& weights, const TextShape& shape,
                         const std::vector<Tokens>& texts) {
    const c10::InferenceMode inference;
    useSingleThreadedBlas();
    const auto count = static_cast<std::int64_t>(texts.size());
    at::Tensor features = at::empty({count, weights.projection.size(0)});
    at::parallel_for(0, (count + batch - 1) / batch, 1, [&](std::int64_t first, std::int64_t last) {
        const c10::InferenceMode threadInference;
        for (std::int64_t begin = first * batch; begin < std::min(last * batch, count); begin += batch) {
            const std::int64_t some = std::min(batch, count - begin);
            at::Tensor ids = at::zeros({some, shape.context}, at::kLong), ends = at::zeros({some}, at::kLong);
            for (std::int64_t i = 0; i < some; ++i) {
                const Tokens& text = texts[static_cast<std::size_t>(begin + i)];
                std::copy(text.begin(), text.end(), ids[i].data_ptr<std::int64_t>());
                ends[i] = static_cast<std::int64_t>(text.size()) - 1;
            }
            const at::Tensor x = lastStates(weights, shape, ids);
            const at::Tensor atEnds = x.index({at::arange(some), ends});
            features.narrow(0, begin, some)
                .copy_(at::linear(normed(atEnds, weights.after, shape.transformer.normEpsilon),
                                  weights.projection));
        }
    });
    return features;
}

at::Tensor encodePlainly(const VisionWeights& weights, const VisionShape& shape, const at::Tensor& pictures) {
    const c10::InferenceMode inference;
    const std::int64_t count = pictures.size(0), width = shape.transformer.width;
    const at::Tensor patches = at::conv2d(pictures, weights.patches, {}, {shape.patchSize, shape.patchSize});
    const at::Tensor classes = weights.classToken.expand({count, 1, width});
    at::Tensor x = at::cat({classes, patches.flatten(2).transpose(1, 2)}, 1).add_(weights.positions);
    x = normed(x, weights.before, shape.transformer.normEpsilon);
    for (const BlockWeights& block : weights.blocks)
        x = throughBlock(x, block, shape.transformer, at::zeros({1}));
    return at::linear(normed(x.select(1, 0), weights.after, shape.transformer.normEpsilon),
                      weights.projection);
}

}  // namespace nounscope::test
