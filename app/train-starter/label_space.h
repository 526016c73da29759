// What the training pictures are taught to say: targets in the text space, and the classes they compete with.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "app/train-starter/training_pictures.h"
#include "core/io/wordnet.h"

namespace nounscope {

struct LabelSpace {
    std::vector<std::int32_t> synsets;  // S, rising: what at least one training picture shows
    at::Tensor mean;                    // [256] float32: of the synsets' text vectors; part of the weights
    at::Tensor classes;                 // [S, 256] float32, unit rows: centred text vectors
    at::Tensor targets;           // [P, 256] float32, unit rows: normalise(noun + sum of weighted hints)
    at::Tensor ancestors;         // [P, A] float32, 0 or 1: the concepts above, those with enough pictures
    std::vector<double> weights;  // P: how often a picture is drawn, 1 / sqrt(pictures of its synset)
};

LabelSpace makeLabelSpace(const WordNet& wordNet, const std::vector<TrainingPicture>& pictures);

}  // namespace nounscope
