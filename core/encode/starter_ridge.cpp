#include "core/encode/starter_ridge.h"

#include <ATen/ATen.h>

#include "core/encode/safetensors.h"

namespace nounscope {

StarterRidge::StarterRidge(const Safetensors& weights, std::int64_t features)
    : m_projection(weights.tensor("ridge.projection", {features, -1}).to(at::kFloat)),
      m_landmarks(weights.tensor("ridge.landmarks", {-1, m_projection.size(1)}).to(at::kFloat)),
      m_coefficients(weights.tensor("ridge.coefficients", {m_landmarks.size(0), 256}).to(at::kFloat)) {}

at::Tensor StarterRidge::forward(const at::Tensor& features) const {
    return rbfKernel(features.mm(m_projection), m_landmarks, gamma).mm(m_coefficients);
}

at::Tensor rbfKernel(const at::Tensor& a, const at::Tensor& b, double gamma) {
    const at::Tensor squaresA = a.square().sum(1, true), squaresB = b.square().sum(1);
    at::Tensor distances = at::addmm(squaresB, a, b.t(), 1, -2).add_(squaresA).clamp_min_(0);
    return distances.mul_(-gamma).exp_();
}

}  // namespace nounscope
