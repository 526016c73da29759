#include "app/train-starter/fit_ridge.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "app/train-starter/augment.h"
#include "core/encode/starter_picture.h"
#include "core/encode/starter_ridge.h"

namespace nounscope {

namespace {

constexpr std::int64_t block = 128;  // pictures at a time

at::Tensor asTensor(const cv::Mat& picture) {
    return at::from_blob(picture.data, {1, picture.rows, picture.cols, 3}, at::kByte).clone();
}

// Rounded as the file rounds: the coefficients are fitted to what the encoder will read.
at::Tensor asStored(const at::Tensor& tensor) {
    return tensor.to(at::kHalf).to(at::kFloat);
}

// [features, width]: the axes along which the rows differ most.
at::Tensor principalAxes(const at::Tensor& rows, std::int64_t width) {
    const at::Tensor shifted = (rows - rows.mean(0)).to(at::kDouble);
    const auto [values, vectors] = at::linalg_eigh(shifted.t().mm(shifted));
    return vectors.slice(1, vectors.size(1) - width).to(at::kFloat).contiguous();
}

}  // namespace

std::map<std::string, at::Tensor> fitRidge(const std::vector<TrainingPicture>& pictures,
                                           const LabelSpace& labels, const StarterPatches& patches,
                                           const RidgeFit& settings, const Job& job) {
    const auto count = static_cast<std::int64_t>(pictures.size());
    const auto plain = [&](std::int64_t row) {
        return asTensor(plainLook(pictures[static_cast<std::size_t>(row)].picture, starterPictureSide));
    };
    const auto inBlocks = [&](const char* stage, auto&& work) {
        StageProgress progress(job, stage, count);
        for (std::int64_t begin = 0; begin < count; begin += block) {
            const std::int64_t end = std::min(count, begin + block);
            work(begin, end);
            progress.advance(end - begin);
        }
    };

    std::vector<at::Tensor> described;
    inBlocks("Describing the pictures", [&](std::int64_t begin, std::int64_t end) {
        std::vector<at::Tensor> looks;
        for (std::int64_t row = begin; row < end; ++row) looks.push_back(plain(row));
        described.push_back(describePictures(at::cat(looks, 0), patches));
    });
    const at::Tensor all = at::cat(described, 0);
    const at::Tensor projection = asStored(principalAxes(all, settings.width));
    const at::Tensor landmarks = asStored(all.mm(projection));

    // Accumulated block by block: K_nm never lies in memory whole. In double: in float32 the sums' rounding errors
    // are as large as the system's small eigenvalues, and cost accuracy.
    at::Tensor products = at::zeros({count, count}, at::kDouble);
    at::Tensor answers = at::zeros({count, labels.targets.size(1)}, at::kDouble);
    Augmenter augmenter(settings.seed, starterPictureSide);
    inBlocks("Fitting the regression", [&](std::int64_t begin, std::int64_t end) {
        std::vector<at::Tensor> looks, targets;
        for (std::int64_t row = begin; row < end; ++row) {
            const at::Tensor picture = plain(row);
            looks.insert(looks.end(), {picture, picture.flip(2)});
            for (int a = 0; a < settings.augmentations; ++a)
                looks.push_back(asTensor(augmenter.look(pictures[static_cast<std::size_t>(row)].picture)));
            targets.push_back(labels.targets[row].expand({settings.augmentations + 2, -1}));
        }
        const at::Tensor features = describePictures(at::cat(looks, 0), patches).mm(projection);
        const at::Tensor kernel = rbfKernel(features, landmarks, StarterRidge::gamma).to(at::kDouble);
        products.addmm_(kernel.t(), kernel);
        answers.addmm_(kernel.t(), at::cat(targets, 0).to(at::kDouble));
    });
    const at::Tensor within = rbfKernel(landmarks, landmarks, StarterRidge::gamma).to(at::kDouble);
    // pictures that look alike make landmarks alike: a little on the diagonal keeps the system regular
    products.add_(within.add_(at::eye(count, at::kDouble), 0.01), settings.lambda);
    const at::Tensor coefficients = at::linalg_solve(products, answers).to(at::kFloat);
    return {{"ridge.projection", projection},
            {"ridge.landmarks", landmarks},
            {"ridge.coefficients", coefficients}};
}

}  // namespace nounscope
