// A matrix product of 8-bit integers: weights scaled by output channel, activations by row.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

struct LinearPackedParamsBase;

namespace nounscope {

class Int8Linear {
public:
    // weight [out, in], bias [out] or undefined; any floating dtype, CPU.
    Int8Linear(const at::Tensor& weight, const at::Tensor& bias);

    // [R, in] -> [R, out] float32. Each row is scaled so that its largest magnitude is 127: what becomes of
    // it does not depend on the other rows. Thread-safe.
    at::Tensor operator()(const at::Tensor& x) const;

private:
    std::shared_ptr<LinearPackedParamsBase> m_packed;
    at::Tensor m_bias;
};

}  // namespace nounscope
