// The trainable twin of StarterNetwork: the same layers with batch norm and the head that training alone
// needs.
#pragma once

#include <torch/nn.h>

#include <map>
#include <string>
#include <vector>

namespace nounscope {

class ConvolutionNormImpl : public torch::nn::Module {
public:
    ConvolutionNormImpl(int in, int out, int kernel, int stride);
    torch::Tensor forward(const torch::Tensor& x);
    // weight and bias of the one convolution that both together are at inference
    void exportFolded(const std::string& name, std::map<std::string, at::Tensor>& tensors) const;

private:
    torch::nn::Conv2d m_convolution;
    torch::nn::BatchNorm2d m_norm;
};
TORCH_MODULE(ConvolutionNorm);

class ResidualBlockImpl : public torch::nn::Module {
public:
    ResidualBlockImpl(int in, int out, int stride);
    torch::Tensor forward(const torch::Tensor& x);
    void exportFolded(const std::string& name, std::map<std::string, at::Tensor>& tensors) const;

private:
    ConvolutionNorm m_first, m_second, m_shortcut{nullptr};
};
TORCH_MODULE(ResidualBlock);

class TrainableNetworkImpl : public torch::nn::Module {
public:
    TrainableNetworkImpl(std::int64_t width, std::int64_t ancestors);

    struct Output {
        torch::Tensor embedding;  // [B, width], not normalised
        torch::Tensor ancestors;  // [B, A] logits
    };
    Output forward(const torch::Tensor& pictures);  // [B, 3, side, side] in 0 .. 1

    std::map<std::string, at::Tensor> exportFolded() const;

private:
    ConvolutionNorm m_stem;
    std::vector<ResidualBlock> m_blocks;
    torch::nn::Linear m_head, m_ancestors;
    torch::nn::Dropout m_dropout;
};
TORCH_MODULE(TrainableNetwork);

}  // namespace nounscope
