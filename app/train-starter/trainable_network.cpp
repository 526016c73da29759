#include "app/train-starter/trainable_network.h"

#include <torch/torch.h>

#include "core/encode/starter_network.h"

namespace nounscope {

namespace {

struct BlockPlan {
    int channels, stride;
};
constexpr int inputSide = 48;
constexpr int stemChannels = 32;
constexpr BlockPlan plan[]{{64, 2}, {128, 1}, {128, 1}, {256, 2}, {256, 1}};
constexpr int lastChannels = 256;

}  // namespace

ConvolutionNormImpl::ConvolutionNormImpl(int in, int out, int kernel, int stride)
    : m_convolution(register_module(
          "convolution",
          torch::nn::Conv2d(
              torch::nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false)))),
      m_norm(register_module("norm", torch::nn::BatchNorm2d(out))) {
    torch::nn::init::kaiming_normal_(m_convolution->weight, 0, torch::kFanOut, torch::kReLU);
}

torch::Tensor ConvolutionNormImpl::forward(const torch::Tensor& x) {
    return m_norm(m_convolution(x));
}

void ConvolutionNormImpl::exportFolded(const std::string& name,
                                       std::map<std::string, at::Tensor>& tensors) const {
    const at::Tensor scale = m_norm->weight / (m_norm->running_var + m_norm->options.eps()).sqrt();
    tensors[name + ".weight"] = (m_convolution->weight * scale.view({-1, 1, 1, 1})).detach().contiguous();
    tensors[name + ".bias"] = (m_norm->bias - m_norm->running_mean * scale).detach();
}

ResidualBlockImpl::ResidualBlockImpl(int in, int out, int stride)
    : m_first(register_module("first", ConvolutionNorm(in, out, 3, stride))),
      m_second(register_module("second", ConvolutionNorm(out, out, 3, 1))) {
    if (in != out || stride != 1)
        m_shortcut = register_module("shortcut", ConvolutionNorm(in, out, 1, stride));
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& x) {
    const torch::Tensor y = m_second(m_first(x).relu_());
    return (y + (m_shortcut.is_empty() ? x : m_shortcut(x))).relu_();
}

void ResidualBlockImpl::exportFolded(const std::string& name,
                                     std::map<std::string, at::Tensor>& tensors) const {
    m_first->exportFolded(name + ".first", tensors);
    m_second->exportFolded(name + ".second", tensors);
    if (!m_shortcut.is_empty()) m_shortcut->exportFolded(name + ".shortcut", tensors);
}

TrainableNetworkImpl::TrainableNetworkImpl(std::int64_t width, std::int64_t ancestors)
    : m_stem(register_module("stem", ConvolutionNorm(3, stemChannels, 5, 2))),
      m_head(register_module("head", torch::nn::Linear(2 * lastChannels, width))),
      m_ancestors(register_module("ancestors", torch::nn::Linear(2 * lastChannels, ancestors))),
      m_dropout(register_module("dropout", torch::nn::Dropout(0.1))) {
    int in = stemChannels;
    for (const BlockPlan& block : plan) {
        m_blocks.push_back(register_module("block" + std::to_string(m_blocks.size()),
                                           ResidualBlock(in, block.channels, block.stride)));
        in = block.channels;
    }
}

TrainableNetworkImpl::Output TrainableNetworkImpl::forward(const torch::Tensor& pictures) {
    torch::Tensor x = m_stem(StarterNetwork::normalised(pictures, inputSide)).relu_();
    for (ResidualBlock& block : m_blocks) x = block(x);
    x = x.to(torch::kFloat);
    const torch::Tensor pooled = m_dropout(torch::cat({x.mean({2, 3}), x.amax({2, 3})}, 1));
    return {m_head(pooled).to(torch::kFloat), m_ancestors(pooled).to(torch::kFloat)};
}

std::map<std::string, at::Tensor> TrainableNetworkImpl::exportFolded() const {
    std::map<std::string, at::Tensor> tensors;
    m_stem->exportFolded("network.stem", tensors);
    for (std::size_t i = 0; i < m_blocks.size(); ++i)
        m_blocks[i]->exportFolded("network.block" + std::to_string(i), tensors);
    std::vector<std::int64_t> strides;
    for (const BlockPlan& block : plan) strides.push_back(block.stride);
    tensors["network.side"] = torch::tensor({std::int64_t{inputSide}});
    tensors["network.strides"] = torch::tensor(strides);
    tensors["network.head.weight"] = m_head->weight.detach().clone();
    tensors["network.head.bias"] = m_head->bias.detach().clone();
    return tensors;
}

}  // namespace nounscope
