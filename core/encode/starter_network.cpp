#include "core/encode/starter_network.h"

#include <ATen/ATen.h>

#include "core/encode/safetensors.h"

namespace nounscope {

namespace {

constexpr std::int64_t width = 256;

// A byte each, times a scale for each output channel.
at::Tensor scaledWeight(const Safetensors& weights, const std::string& name,
                        const std::vector<std::int64_t>& shape) {
    const at::Tensor bytes = weights.tensor(name + ".weight", shape);
    std::vector<std::int64_t> perChannel(shape.size(), 1);
    perChannel[0] = bytes.size(0);
    return bytes.to(at::kFloat) * weights.tensor(name + ".scale", perChannel).to(at::kFloat);
}

}  // namespace

StarterNetwork::StarterNetwork(const Safetensors& weights) {
    const auto read = [&](const std::string& name, std::int64_t in, int stride) {
        const at::Tensor weight = scaledWeight(weights, name, {-1, in, -1, -1});
        return Convolution{weight, weights.tensor(name + ".bias", {weight.size(0)}).to(at::kFloat), stride};
    };
    m_side = weights.tensor("network.side", {1}).item<std::int64_t>();
    m_stem = read("network.stem", 3, 2);
    std::int64_t channels = m_stem.weight.size(0);
    const at::Tensor strides = weights.tensor("network.strides", {-1}).to(at::kLong);
    for (std::int64_t i = 0; i < strides.size(0); ++i) {
        const std::string name = "network.block" + std::to_string(i);
        const int stride = strides[i].item<int>();
        Block block;
        block.first = read(name + ".first", channels, stride);
        const std::int64_t out = block.first.weight.size(0);
        block.second = read(name + ".second", out, 1);
        if (weights.contains(name + ".shortcut.weight"))
            block.shortcut.push_back(read(name + ".shortcut", channels, stride));
        m_blocks.push_back(std::move(block));
        channels = out;
    }
    m_head = scaledWeight(weights, "network.head", {width, 2 * channels});
    m_headBias = weights.tensor("network.head.bias", {width}).to(at::kFloat);
}

at::Tensor StarterNetwork::apply(const Convolution& convolution, const at::Tensor& x) {
    const std::int64_t padding = convolution.weight.size(2) / 2;
    return at::conv2d(x, convolution.weight, convolution.bias, convolution.stride, padding);
}

at::Tensor StarterNetwork::normalised(const at::Tensor& pictures, std::int64_t side) {
    const at::Tensor small = at::_upsample_bilinear2d_aa(pictures, {side, side}, false);
    return small.contiguous(at::MemoryFormat::ChannelsLast).sub_(0.5).mul_(4);
}

at::Tensor StarterNetwork::forward(const at::Tensor& pictures) const {
    at::Tensor x = apply(m_stem, normalised(pictures, m_side)).relu_();
    for (const Block& block : m_blocks) {
        at::Tensor y = apply(block.second, apply(block.first, x).relu_());
        x = y.add_(block.shortcut.empty() ? x : apply(block.shortcut.front(), x)).relu_();
    }
    const at::Tensor pooled = at::cat({x.mean({2, 3}), x.amax({2, 3})}, 1);
    return at::addmm(m_headBias, pooled, m_head.t());
}

}  // namespace nounscope
