// Fits the starter encoder's kernel ridge regression in closed form.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/train-starter/label_space.h"
#include "app/train-starter/training_pictures.h"
#include "core/encode/starter_patches.h"
#include "core/model/progress.h"

namespace nounscope {

// The defaults were chosen on training pictures held out, an eighth of them or all word cards.
struct RidgeFit {
    int width = 192;        // principal components of the features that the kernel compares
    double lambda = 0.1;    // in units of the kernel
    int augmentations = 8;  // looks at each picture beside itself and its mirror image
    std::uint64_t seed = 42;
};

// Solves (K_nm' K_nm + lambda K_mm) coefficients = K_nm' targets over all looks of all pictures, the plain
// pictures being the landmarks, and returns the tensors StarterRidge reads ("ridge.*", float32). Throws
// Cancelled. Some minutes, 1.5 GB.
std::map<std::string, at::Tensor> fitRidge(const std::vector<TrainingPicture>& pictures,
                                           const LabelSpace& labels, const StarterPatches& patches,
                                           const RidgeFit& settings, const Job& job);

}  // namespace nounscope
