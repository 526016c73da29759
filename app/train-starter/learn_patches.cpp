#include "app/train-starter/learn_patches.h"

#include <ATen/ATen.h>

#include <random>

#include "app/train-starter/augment.h"
#include "core/encode/starter_patches.h"
#include "core/encode/starter_picture.h"

namespace nounscope {

namespace {

constexpr std::int64_t side = StarterPatches::side;
constexpr double leastVariance = 0.003;  // flatter patches show nothing
constexpr double whiteningFloor = 0.1;   // added to the variances that are divided by: noise is not blown up

// [count, 108] float32: random patches of random pictures.
at::Tensor samplePatches(const std::vector<TrainingPicture>& pictures, int count, std::mt19937& random) {
    constexpr std::int64_t places = StarterPatches::pictureSide - side + 1;
    std::vector<at::Tensor> small;
    for (const TrainingPicture& picture : pictures) {
        const cv::Mat look = plainLook(picture.picture, starterPictureSide);
        small.push_back(
            StarterPatches::shrunk(at::from_blob(look.data, {1, look.rows, look.cols, 3}, at::kByte))[0]);
    }
    at::Tensor patches = at::empty({count, 3, side, side});
    for (int i = 0; i < count; ++i) {
        const at::Tensor& from = small[random() % small.size()];
        const std::int64_t top = random() % places, left = random() % places;
        patches[i].copy_(from.slice(1, top, top + side).slice(2, left, left + side));
    }
    return patches.flatten(1);
}

}  // namespace

std::map<std::string, at::Tensor> learnPatches(const std::vector<TrainingPicture>& pictures,
                                               const PatchLearning& settings) {
    std::mt19937 random(static_cast<std::uint32_t>(settings.seed));
    at::Tensor patches = samplePatches(pictures, settings.samples, random);
    at::Tensor variances = patches.var(1, /*unbiased=*/false);
    const at::Tensor kept = variances.gt(leastVariance).nonzero().flatten();
    patches = patches.index_select(0, kept);
    variances = variances.index_select(0, kept).unsqueeze(1);
    patches = (patches - patches.mean(1, true)) / (variances + StarterPatches::flatness).sqrt();

    const at::Tensor mean = patches.mean(0), shifted = (patches - mean).to(at::kDouble);
    const auto [values, vectors] = at::linalg_eigh(shifted.t().mm(shifted) / patches.size(0));
    const at::Tensor whitening = (vectors / (values + whiteningFloor).sqrt()).mm(vectors.t()).to(at::kFloat);
    const at::Tensor white = shifted.to(at::kFloat).mm(whitening), lengths = white.norm(2, 1, true);

    // The sample's order is random already: its first patches are the filters, scaled so that a patch answers
    // its own with about one. What a filter makes of a plain patch is nothing.
    const at::Tensor filters = (white / lengths).slice(0, 0, settings.filters).mm(whitening) / lengths.mean();
    const auto asStored = [](const at::Tensor& tensor) { return tensor.to(at::kHalf).to(at::kFloat); };
    return {{"patches.filters", asStored(filters - filters.mean(1, true)).view({-1, 3, side, side})},
            {"patches.offsets", asStored(filters.mv(mean).neg())}};
}

}  // namespace nounscope
