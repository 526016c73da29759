#include "core/encode/starter_patches.h"

#include <ATen/ATen.h>

#include <utility>
#include <vector>

#include "core/encode/safetensors.h"
#include "core/encode/starter_features.h"

namespace nounscope {

namespace {

constexpr double threshold = 0.25;
constexpr std::int64_t pictureChunk = 16;  // pictures at a time: a picture's answers take a megabyte
constexpr std::int64_t quarters = 2;       // along each edge

at::Tensor unitRows(const at::Tensor& rows) {
    return rows.div(rows.norm(2, 1, true).clamp_min(1e-12));
}

at::Tensor pooled(const at::Tensor& answers) {
    return at::adaptive_avg_pool2d(answers.sub(threshold).relu_(), {quarters, quarters}).flatten(1).sqrt_();
}

}  // namespace

StarterPatches::StarterPatches(at::Tensor filters, at::Tensor offsets)
    : m_filters(std::move(filters)), m_offsets(offsets.view({1, -1, 1, 1})) {}

StarterPatches::StarterPatches(const Safetensors& weights)
    : StarterPatches(weights.tensor("patches.filters", {-1, 3, side, side}).to(at::kFloat),
                     weights.tensor("patches.offsets").to(at::kFloat)) {}

at::Tensor StarterPatches::shrunk(const at::Tensor& pictures) {
    const at::Tensor planes = pictures.permute({0, 3, 1, 2}).to(at::kFloat).div_(255).contiguous();
    return at::adaptive_avg_pool2d(planes, {pictureSide, pictureSide});
}

at::Tensor StarterPatches::forward(const at::Tensor& pictures) const {
    std::vector<at::Tensor> rows;
    for (const at::Tensor& some : pictures.split(pictureChunk)) rows.push_back(answersOf(some));
    return at::cat(rows, 0);
}

at::Tensor StarterPatches::answersOf(const at::Tensor& pictures) const {
    const at::Tensor small = shrunk(pictures);
    const auto patchMeans = [](const at::Tensor& of) {
        return at::avg_pool2d(of, {side, side}, {1, 1}).mean(1, true);
    };
    const at::Tensor means = patchMeans(small);
    const at::Tensor variances = patchMeans(small.square()).sub_(means.square()).clamp_min_(0);
    const at::Tensor answers =
        at::conv2d(small, m_filters).div_(variances.add_(flatness).sqrt_()).add_(m_offsets);
    const at::Tensor features = at::cat({pooled(answers), pooled(answers.neg())}, 1);
    return unitRows(features);
}

at::Tensor describePictures(const at::Tensor& pictures, const StarterPatches& patches) {
    return at::cat({unitRows(starterFeatures(pictures)), patches.forward(pictures)}, 1);
}

}  // namespace nounscope
