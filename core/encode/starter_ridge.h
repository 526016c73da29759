// The starter encoder's other part: kernel ridge regression from hand-made features to the text space, with
// the Nystroem approximation. Source: Williams and Seeger, "Using the Nystroem Method to Speed Up Kernel
// Machines", NIPS 2001.
#pragma once

#include <ATen/core/Tensor.h>

namespace nounscope {

class Safetensors;

class StarterRidge {
public:
    static constexpr double gamma = 0.6;  // of the RBF kernel, fixed with the weights

    // Reads "ridge.landmarks" [L, 984] and "ridge.coefficients" [L, 256], kept as float32.
    // Throws Error(BadInput) naming a tensor that is missing or has another shape.
    explicit StarterRidge(const Safetensors& weights);

    // k(features, landmarks) coefficients: [B, 984] float32 (see starterFeatures) -> [B, 256], not
    // normalised. Thread-safe.
    at::Tensor forward(const at::Tensor& features) const;

private:
    at::Tensor m_landmarks, m_coefficients;
};

// exp(-gamma |a - b|^2): [A, D] and [B, D] -> [A, B] float32.
at::Tensor rbfKernel(const at::Tensor& a, const at::Tensor& b, double gamma);

}  // namespace nounscope
