// The starter encoder's learnt features: which small patches a picture is made of, and roughly where.
// Source: Coates and Ng, "The Importance of Encoding Versus Training with Sparse Coding and Vector
// Quantization", ICML 2011.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace nounscope {

class Safetensors;

class StarterPatches {
public:
    static constexpr std::int64_t side = 6;          // of a patch
    static constexpr std::int64_t pictureSide = 32;  // of the shrunk picture that patches are taken from
    static constexpr double flatness = 0.01;         // added to a patch's variance: flat ones stay small

    // filters [K, 3, 6, 6] and offsets [K], float32: a patch p answers filter k with
    // filters_k . p / sqrt(var(p) + flatness) + offsets_k. Every filter sums to zero.
    StarterPatches(at::Tensor filters, at::Tensor offsets);

    // Reads "patches.filters" and "patches.offsets". Throws Error(BadInput) naming a tensor that is missing or
    // has another shape.
    explicit StarterPatches(const Safetensors& weights);

    // [B, 64, 64, 3] uint8 RGB, CPU -> [B, 8 K] float32, unit rows (zero for a flat picture). Square roots of the
    // means, over each quarter of the picture, of what answers exceed 0.25, and of what they fall below -0.25.
    // Each row depends on its own picture alone. Thread-safe. About 0.8 ms a picture with K = 400.
    at::Tensor forward(const at::Tensor& pictures) const;

    // [B, 3, 32, 32] float32 in 0 .. 1.
    static at::Tensor shrunk(const at::Tensor& pictures);

    std::int64_t width() const { return 8 * m_filters.size(0); }

private:
    at::Tensor answersOf(const at::Tensor& pictures) const;

    at::Tensor m_filters, m_offsets;
};

// All that the regression sees of a picture, hand-made and learnt features side by side, of unit length each:
// [B, 64, 64, 3] uint8, CPU, contiguous -> [B, 984 + 8 K] float32. Thread-safe.
at::Tensor describePictures(const at::Tensor& pictures, const StarterPatches& patches);

}  // namespace nounscope
