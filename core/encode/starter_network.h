// The starter encoder's convolutional part: a small residual network, for inference only.
// Batch norm is folded into the convolutions; the trainer has the trainable twin.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace nounscope {

class Safetensors;

class StarterNetwork {
public:
    // Reads "network.*" (weights as int8 with a scale for each output channel) into float32. Throws Error(BadInput) naming a tensor that is
    // missing or has another shape.
    explicit StarterNetwork(const Safetensors& weights);

    // [B, 3, H, W] float32 in 0 .. 1, CPU -> [B, 256] float32, not normalised. Each row depends on its own
    // picture alone. Thread-safe.
    at::Tensor forward(const at::Tensor& pictures) const;

    // What the first layer sees: shrunk to side x side with antialiasing, centred and scaled.
    static at::Tensor normalised(const at::Tensor& pictures, std::int64_t side);

private:
    struct Convolution {
        at::Tensor weight;  // [out, in, k, k]
        at::Tensor bias;    // [out]
        int stride = 1;
    };
    struct Block {
        Convolution first, second;
        std::vector<Convolution> shortcut;  // empty: identity
    };

    static at::Tensor apply(const Convolution& convolution, const at::Tensor& x);

    std::int64_t m_side = 0;  // of the pictures the first layer sees
    Convolution m_stem;
    std::vector<Block> m_blocks;
    at::Tensor m_head, m_headBias;  // [256, 2C], [256]: on average and maximum pooling side by side
};

}  // namespace nounscope
