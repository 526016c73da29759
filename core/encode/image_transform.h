// The published way from a picture to an encoder's input: resize the shorter side, crop the centre,
// normalise.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <opencv2/core/mat.hpp>

#include "core/encode/image_resize.h"

namespace nounscope {

// The numbers of a checkpoint's preprocessor_config.json; CLIP's by default.
struct ImageTransformSettings {
    int resize = 224;  // pixels of the shorter side, >= crop
    int crop = 224;    // pixels of the square kept, >= 1
    Resample resample = Resample::Bicubic;
    std::array<float, 3> mean{0.48145466f, 0.4578275f, 0.40821073f};        // of values 0 .. 1, R G B
    std::array<float, 3> deviation{0.26862954f, 0.26130258f, 0.27577711f};  // not 0
};

// rgb: CV_8UC3, not empty -> [3, crop, crop] float32, CPU: (value / 255 - mean) / deviation. The longer side
// becomes floor(resize * longer / shorter); the crop begins at round-half-even((side - crop) / 2). Throws
// Error(BadInput) for settings out of range. Thread-safe.
at::Tensor transformImage(const cv::Mat& rgb, const ImageTransformSettings& settings);

}  // namespace nounscope
