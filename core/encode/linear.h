// The matrix products that a transformer spends its time in, in the precision asked for.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "core/encode/clip_weights.h"
#include "core/encode/precision.h"

namespace nounscope {

class Int8Linear;

// y = x W^T + b. Immutable, thread-safe.
class Linear {
public:
    // The outputs of several parts, which share their input, lie side by side. Float32 on CPU keeps float32
    // weights as they are, without a copy; every other precision makes its own.
    Linear(const std::vector<LinearWeights>& parts, Precision precision, c10::Device device);
    ~Linear();
    Linear(Linear&&) noexcept;
    Linear& operator=(Linear&&) noexcept;

    // [R, in], any floating dtype -> [R, out], float32 (BFloat16, Float16: that dtype). A row's result
    // depends on R and the row alone.
    at::Tensor operator()(const at::Tensor& x) const;

    std::int64_t outputs() const { return m_outputs; }

private:
    std::int64_t m_outputs = 0;
    at::ScalarType m_type;  // in which parts are multiplied
    std::vector<LinearWeights> m_parts;
    std::unique_ptr<const Int8Linear> m_int8;
};

}  // namespace nounscope
