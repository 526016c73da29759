#include "core/encode/int8_linear.h"

#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/native/quantized/PackedParams.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/div.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/quantize_per_channel.h>
#include <ATen/ops/zeros.h>

#include <limits>

namespace nounscope {

namespace {

constexpr double largest = 127, infinity = std::numeric_limits<double>::infinity();

c10::intrusive_ptr<LinearPackedParamsBase> pack(const at::Tensor& weight) {
    using Prepack = c10::intrusive_ptr<LinearPackedParamsBase>(at::Tensor, c10::optional<at::Tensor>);
    static const auto prepack =
        c10::Dispatcher::singleton().findSchemaOrThrow("quantized::linear_prepack", "").typed<Prepack>();
    at::globalContext().setQEngine(at::QEngine::ONEDNN);
    const at::Tensor values = weight.to(at::kFloat);
    const at::Tensor scales = values.norm(infinity, 1).clamp_min(1e-30).div(largest);
    const at::Tensor zeroPoints = at::zeros({values.size(0)}, at::kLong);
    const at::Tensor bias = at::zeros({values.size(0)});  // the own one comes after the rows are scaled back
    const at::Tensor quantized = at::quantize_per_channel(values, scales, zeroPoints, 0, at::kQInt8);
    auto packed = prepack.call(quantized, bias);
    // It keeps what it was made from too, for who would unpack it: half of its memory.
    quantized.storage().unsafeGetStorageImpl()->reset();
    return packed;
}

}  // namespace

Int8Linear::Int8Linear(const at::Tensor& weight, const at::Tensor& bias)
    : m_bias(bias.defined() ? bias.to(at::kFloat) : bias) {
    const auto packed = pack(weight);
    m_packed = std::shared_ptr<LinearPackedParamsBase>(packed.get(), [packed](auto*) {});
}

at::Tensor Int8Linear::operator()(const at::Tensor& x) const {
    const std::int64_t rows = x.size(0), width = x.size(1);
    const at::Tensor scales = x.abs().amax(1, true).to(at::kFloat).clamp_min(1e-30).div_(largest);
    // LibTorch scales a whole product by its least and largest value. One more row, with numbers that lie
    // beyond all others even after rounding, makes it the same always: steps of exactly 1.
    constexpr double beyond = 127.5;
    at::Tensor scaled = at::empty({rows + 1, width}, at::kFloat);
    at::Tensor own = scaled.narrow(0, 0, rows);
    at::div_out(own, x, scales);
    at::Tensor range = scaled[rows];
    range.fill_(beyond);
    range.narrow(0, 0, 1).fill_(-beyond);
    const at::Tensor product = m_packed->apply_dynamic(scaled).narrow(0, 0, rows);
    return m_bias.defined() ? at::addcmul(m_bias, product, scales) : product.mul(scales);
}

}  // namespace nounscope
