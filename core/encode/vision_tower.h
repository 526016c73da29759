// CLIP's picture tower, a vision transformer. Source: Dosovitskiy et al., "An Image is Worth 16x16 Words",
// ICLR 2021.
#pragma once

#include <ATen/core/Tensor.h>

#include <atomic>
#include <cstdint>
#include <vector>

#include "core/encode/clip_architecture.h"
#include "core/encode/transformer_block.h"
#include "core/model/progress.h"

namespace nounscope {

// Immutable; thread-safe.
class VisionTower {
public:
    VisionTower(const VisionWeights& weights, const VisionShape& shape, Precision precision,
                c10::Device device);

    // [B, 3, imageSize, imageSize] float32, as the checkpoint's preprocessing gives it -> [B, D] float32,
    // CPU, not normalised. Works on picturesAtOnce() at a time, the last ones filled up with grey; on CPU on
    // LibTorch's threads. So a row depends on its own picture alone, whatever the batch and the number of
    // threads. Polls job's token per layer.
    at::Tensor encode(const at::Tensor& pictures, const Job& job = {}) const;

    // On CPU fixed by the model; on CUDA halved for good where memory does not suffice.
    std::int64_t picturesAtOnce() const { return m_picturesAtOnce; }

private:
    void encodePart(const at::Tensor& pictures, std::int64_t begin, std::int64_t size, at::Tensor& features,
                    const Job& job) const;
    at::Tensor encodeSome(const at::Tensor& pictures, const Job& job) const;
    at::Tensor embedPatches(const at::Tensor& pictures) const;
    at::Tensor classTokens(const at::Tensor& x, std::int64_t count) const;  // [rows, W] -> [count, W]

    VisionShape m_shape;
    c10::Device m_device;
    mutable std::atomic<std::int64_t> m_picturesAtOnce;
    Linear m_patches;
    at::Tensor m_classRow;   // [1, W]: class token and its position
    at::Tensor m_positions;  // [tokens - 1, W]
    LayerNorm m_before, m_after;
    std::vector<TransformerBlock> m_blocks;
    Linear m_projection;
};

}  // namespace nounscope
