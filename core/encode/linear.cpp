#include "core/encode/linear.h"

#include <ATen/ops/addmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>

#include "core/encode/int8_linear.h"

namespace nounscope {

namespace {

at::ScalarType multipliedType(Precision precision) {
    if (precision == Precision::BFloat16) return at::kBFloat16;
    if (precision == Precision::Float16) return at::kHalf;
    return at::kFloat;
}

// One in place of several, which have a bias all or none.
LinearWeights stacked(const std::vector<LinearWeights>& parts) {
    std::vector<at::Tensor> weights, biases;
    for (const LinearWeights& part : parts) {
        weights.push_back(part.weight);
        if (part.bias.defined()) biases.push_back(part.bias);
    }
    return {at::cat(weights), biases.empty() ? at::Tensor() : at::cat(biases)};
}

}  // namespace

Linear::Linear(const std::vector<LinearWeights>& parts, Precision precision, c10::Device device)
    : m_type(multipliedType(precision)), m_parts(parts) {
    for (const LinearWeights& part : parts) m_outputs += part.weight.size(0);
    const bool copies = m_type != at::kFloat || precision == Precision::Int8;
    if (copies && parts.size() > 1) m_parts = {stacked(parts)};
    if (precision == Precision::Int8) {
        m_int8 = std::make_unique<Int8Linear>(m_parts.front().weight, m_parts.front().bias);
        m_parts.clear();
    }
    for (LinearWeights& part : m_parts) {
        const at::ScalarType kept = precision == Precision::Unstored ? part.weight.scalar_type() : m_type;
        part.weight = part.weight.to(device, kept);
        if (part.bias.defined()) part.bias = part.bias.to(device, m_type);
    }
}

Linear::~Linear() = default;
Linear::Linear(Linear&&) noexcept = default;
Linear& Linear::operator=(Linear&&) noexcept = default;

at::Tensor Linear::operator()(const at::Tensor& x) const {
    if (m_int8) return (*m_int8)(x);
    const at::Tensor input = x.to(m_type);
    at::Tensor output = at::empty({x.size(0), m_outputs}, input.options());
    std::int64_t begin = 0;
    for (const LinearWeights& part : m_parts) {
        at::Tensor columns = output.narrow(1, begin, part.weight.size(0));
        const at::Tensor weight = part.weight.to(m_type).t();
        if (part.bias.defined())
            at::addmm_out(columns, part.bias, input, weight);
        else
            at::mm_out(columns, input, weight);
        begin += part.weight.size(0);
    }
    return output;
}

}  // namespace nounscope
