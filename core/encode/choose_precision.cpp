#include "core/encode/choose_precision.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/cosine_similarity.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/upsample_bilinear2d.h>
#include <c10/core/InferenceMode.h>

#include "core/encode/vision_tower.h"

namespace nounscope {

namespace {

constexpr double leastCosine = 0.999;

// Patches of colour with some grain, of about the spread that preprocessed photographs have.
at::Tensor madeUpPictures(std::int64_t side) {
    const at::Generator generator = at::detail::createCPUGenerator(42);
    const at::Tensor patches = at::randn({2, 3, 7, 7}, generator),
                     grain = at::randn({2, 3, side, side}, generator);
    return at::upsample_bilinear2d(patches, {side, side}, false).add_(grain, 0.2);
}

bool agree(const at::Tensor& features, const at::Tensor& reference) {
    // NaN, of a format that overflows, is no agreement either.
    return at::cosine_similarity(features, reference, 1, 1e-12).min().item<float>() > leastCosine;
}

}  // namespace

Precision choosePrecision(const ClipWeights& weights, const ClipArchitecture& architecture,
                          const std::vector<Tokens>& texts, c10::Device device,
                          const std::vector<Precision>& candidates) {
    if (candidates.empty()) return Precision::Float32;
    const c10::InferenceMode inference;
    const at::Tensor pictures = madeUpPictures(architecture.vision.imageSize);
    const auto encodePictures = [&](Precision precision) {
        return VisionTower(weights.vision, architecture.vision, precision, device).encode(pictures);
    };
    const auto encodeTexts = [&](Precision precision) {
        return TextTower(weights.text, architecture.text, precision, device).encode(texts);
    };
    const at::Tensor pictureReference = encodePictures(Precision::Unstored);
    const at::Tensor textReference = encodeTexts(Precision::Unstored);
    for (const Precision candidate : candidates)
        if (agree(encodePictures(candidate), pictureReference) &&
            agree(encodeTexts(candidate), textReference))
            return candidate;
    return Precision::Float32;
}

}  // namespace nounscope
