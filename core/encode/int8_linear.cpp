#include "core/encode/int8_linear.h"

#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/native/quantized/PackedParams.h>
#include <ATen/ops/_empty_per_channel_affine_quantized.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/div.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <limits>

namespace nounscope {

namespace {

constexpr double largest = 127, infinity = std::numeric_limits<double>::infinity();

// Blocks of rows at a time: a whole weight in float32 would cost four times what becomes of it.
at::Tensor quantize(const at::Tensor& weight) {
    constexpr std::int64_t blockRows = 256;
    const std::int64_t rows = weight.size(0);
    const auto forEachBlock = [&](const auto& visit) {
        for (std::int64_t begin = 0; begin < rows; begin += blockRows) {
            const std::int64_t count = std::min(blockRows, rows - begin);
            visit(weight.narrow(0, begin, count).to(at::kFloat), begin, count);
        }
    };
    at::Tensor scales = at::empty({rows});
    forEachBlock([&](const at::Tensor& block, std::int64_t begin, std::int64_t count) {
        scales.narrow(0, begin, count).copy_(block.norm(infinity, 1).clamp_min_(1e-30).div_(largest));
    });
    at::Tensor quantized = at::_empty_per_channel_affine_quantized(
        weight.sizes(), scales, at::zeros({rows}, at::kLong), 0, at::TensorOptions(at::kQInt8));
    const at::Tensor values = at::from_blob(quantized.data_ptr(), weight.sizes(), at::kChar);
    forEachBlock([&](const at::Tensor& block, std::int64_t begin, std::int64_t count) {
        const at::Tensor scaled = block.div(scales.narrow(0, begin, count).unsqueeze(1)).round_();
        values.narrow(0, begin, count).copy_(scaled);
    });
    return quantized;
}

c10::intrusive_ptr<LinearPackedParamsBase> pack(const at::Tensor& weight) {
    using Prepack = c10::intrusive_ptr<LinearPackedParamsBase>(at::Tensor, c10::optional<at::Tensor>);
    static const auto prepack =
        c10::Dispatcher::singleton().findSchemaOrThrow("quantized::linear_prepack", "").typed<Prepack>();
    at::globalContext().setQEngine(at::QEngine::ONEDNN);
    const at::Tensor quantized = quantize(weight);
    const at::Tensor bias = at::zeros({weight.size(0)});  // the own one comes after the rows are scaled back
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
