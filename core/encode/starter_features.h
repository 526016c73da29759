// The starter encoder's hand-made features: where edges run, which colours there are, and where.
// HOG: Dalal and Triggs, "Histograms of Oriented Gradients for Human Detection", CVPR 2005.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace nounscope {

// One picture's features lie in this order; each part has unit L2 norm times its weight (or is zero).
struct StarterFeatureLayout {
    static constexpr std::int64_t orientations = 9;         // unsigned, bin b centred at b * 20 degrees
    static constexpr std::int64_t fineCells = 8 * 8 * 9;    // cells of 8 pixels, weight 1
    static constexpr std::int64_t coarseCells = 4 * 4 * 9;  // cells of 16 pixels, weight 0.7
    static constexpr std::int64_t colours = 8 * 3 * 3;      // hue x saturation x value, weight 0.7
    static constexpr std::int64_t thumbnail = 8 * 8 * 3;    // mean removed, weight 0.5
    static constexpr std::int64_t width = fineCells + coarseCells + colours + thumbnail;  // 984
};

// [B, 64, 64, 3] uint8 RGB, CPU, contiguous -> [B, 984] float32. Each row depends on its own picture alone,
// whatever the number of threads. About 0.1 ms a picture.
//
// HOG: central differences of the luma, votes of the gradient's length shared linearly between the two
// nearest orientations and the four nearest cells; square roots of the cells' sums. Colours: square roots of
// the shares of pixels. Thumbnail: means of 8 x 8 pixels less the picture's mean colour.
at::Tensor starterFeatures(const at::Tensor& pictures);

}  // namespace nounscope
