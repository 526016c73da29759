// Chooses the small patches by which the starter encoder describes pictures: a random sample, whitened. Nothing
// is taught: unnamed pictures would do.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/train-starter/training_pictures.h"

namespace nounscope {

struct PatchLearning {
    int filters = 400;
    int samples = 60000;  // patches that the whitening is learnt from
    std::uint64_t seed = 42;
};

// Returns the tensors that StarterPatches reads ("patches.*", float32 that half can hold). Deterministic for a seed. Seconds.
std::map<std::string, at::Tensor> learnPatches(const std::vector<TrainingPicture>& pictures,
                                               const PatchLearning& settings);

}  // namespace nounscope
