// The starter encoder's answer: kernel ridge regression from a picture's features to the text space.
// Source: Saunders, Gammerman and Vovk, "Ridge Regression Learning Algorithm in Dual Variables", ICML 1998.
#pragma once

#include <ATen/core/Tensor.h>

namespace nounscope {

class Safetensors;

class StarterRidge {
public:
    static constexpr double gamma = 1;  // of the RBF kernel, fixed with the weights

    // Reads "ridge.projection" [features, D], "ridge.landmarks" [L, D] and "ridge.coefficients" [L, 256],
    // kept as float32. Throws Error(BadInput) naming a tensor that is missing or has another shape.
    StarterRidge(const Safetensors& weights, std::int64_t features);

    // k(features projection, landmarks) coefficients: [B, features] float32 -> [B, 256], not normalised.
    // Thread-safe.
    at::Tensor forward(const at::Tensor& features) const;

private:
    at::Tensor m_projection, m_landmarks, m_coefficients;
};

// exp(-gamma |a - b|^2): [A, D] and [B, D] -> [A, B] float32.
at::Tensor rbfKernel(const at::Tensor& a, const at::Tensor& b, double gamma);

}  // namespace nounscope
