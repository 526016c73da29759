// Fits the starter encoder's kernel ridge regression in closed form.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/train-starter/label_space.h"
#include "app/train-starter/training_pictures.h"
#include "core/model/progress.h"

namespace nounscope {

struct RidgeFit {
    int landmarks = 1700;   // drawn from the plain pictures, without repetition
    double lambda = 0.1;    // best of 0.03 .. 10 on an eighth of the training pictures, held out
    int augmentations = 8;  // looks at each picture beside itself and its mirror image
    std::uint64_t seed = 42;
};

// Solves (K_nm' K_nm + lambda K_mm) coefficients = K_nm' targets over all looks of the pictures `rows` names,
// and returns the tensors StarterRidge reads ("ridge.*", float32). Throws Cancelled. About a minute.
std::map<std::string, at::Tensor> fitRidge(const std::vector<TrainingPicture>& pictures,
                                           const LabelSpace& labels, const std::vector<std::int64_t>& rows,
                                           const RidgeFit& settings, const Job& job);

}  // namespace nounscope
