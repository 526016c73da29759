// Trains the starter encoder's network: the one place of the program that needs autograd.
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

struct NetworkTraining {
    int epochs = 55;
    int batch = 64;
    double learningRate = 2e-3, weightDecay = 0.05;
    double tau = 0.08,
           targetTau = 0.13;   // temperatures of the network's and the target's softmax over the classes
    double ancestorLoss = 10;  // weight of the mean binary cross-entropy
    double averaging = 0.999;  // of the weights, a step
    bool bf16 = true;          // convolutions in bfloat16; several times as fast on processors that have it
    bool prefetch = true;      // augment on a second thread
    std::uint64_t seed = 42;
};

// Trains on the pictures `rows` names and returns the tensors StarterNetwork reads ("network.*", float32,
// batch norm folded in). Deterministic for a seed on one machine and one LibTorch thread. Throws Cancelled.
std::map<std::string, at::Tensor> trainNetwork(const std::vector<TrainingPicture>& pictures,
                                               const LabelSpace& labels,
                                               const std::vector<std::int64_t>& rows,
                                               const NetworkTraining& settings, const Job& job);

}  // namespace nounscope
