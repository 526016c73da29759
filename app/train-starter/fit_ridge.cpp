#include "app/train-starter/fit_ridge.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <random>

#include "app/train-starter/augment.h"
#include "core/encode/starter_features.h"
#include "core/encode/starter_picture.h"
#include "core/encode/starter_ridge.h"

namespace nounscope {

namespace {

at::Tensor asTensor(const cv::Mat& picture) {
    return at::from_blob(picture.data, {1, picture.rows, picture.cols, 3}, at::kByte).clone();
}

// Fisher-Yates by the generator's own numbers: the same on every standard library.
std::vector<std::int64_t> drawn(std::vector<std::int64_t> from, std::size_t count, std::mt19937& random) {
    count = std::min(count, from.size());
    for (std::size_t i = 0; i < count; ++i) std::swap(from[i], from[i + random() % (from.size() - i)]);
    from.resize(count);
    return from;
}

}  // namespace

std::map<std::string, at::Tensor> fitRidge(const std::vector<TrainingPicture>& pictures,
                                           const LabelSpace& labels, const std::vector<std::int64_t>& rows,
                                           const RidgeFit& settings, const Job& job) {
    std::mt19937 random(static_cast<std::uint32_t>(settings.seed));
    const auto plain = [&](std::int64_t row) {
        return asTensor(plainLook(pictures[static_cast<std::size_t>(row)].picture, starterPictureSide));
    };
    std::vector<at::Tensor> chosen;
    for (const std::int64_t row : drawn(rows, static_cast<std::size_t>(settings.landmarks), random))
        chosen.push_back(starterFeatures(plain(row)));
    const at::Tensor landmarks = at::cat(chosen, 0);

    // Accumulated block by block: K_nm never lies in memory whole. In double: in float32 the sums' rounding errors are as
    // large as the system's small eigenvalues, and cost accuracy.
    const std::int64_t count = landmarks.size(0), block = 128;
    at::Tensor products = at::zeros({count, count}, at::kDouble);
    at::Tensor answers = at::zeros({count, labels.targets.size(1)}, at::kDouble);
    Augmenter augmenter(settings.seed, starterPictureSide);
    StageProgress progress(job, "Fitting the regression", static_cast<std::int64_t>(rows.size()));
    for (std::size_t begin = 0; begin < rows.size(); begin += block) {
        const std::size_t end = std::min(rows.size(), begin + block);
        std::vector<at::Tensor> looks, targets;
        for (std::size_t i = begin; i < end; ++i) {
            const at::Tensor picture = plain(rows[i]);
            looks.insert(looks.end(), {picture, picture.flip(2)});
            for (int a = 0; a < settings.augmentations; ++a)
                looks.push_back(
                    asTensor(augmenter.look(pictures[static_cast<std::size_t>(rows[i])].picture)));
            targets.push_back(labels.targets[rows[i]].expand({settings.augmentations + 2, -1}));
        }
        const at::Tensor kernel =
            rbfKernel(starterFeatures(at::cat(looks, 0)), landmarks, StarterRidge::gamma).to(at::kDouble);
        products.addmm_(kernel.t(), kernel);
        answers.addmm_(kernel.t(), at::cat(targets, 0).to(at::kDouble));
        progress.advance(static_cast<std::int64_t>(end - begin));
    }
    const at::Tensor within = rbfKernel(landmarks, landmarks, StarterRidge::gamma).to(at::kDouble);
    // pictures that look alike make landmarks alike: a little on the diagonal keeps the system regular
    const at::Tensor system = products + settings.lambda * (within + 0.01 * at::eye(count));
    const at::Tensor coefficients = at::linalg_solve(system, answers).to(at::kFloat);
    return {{"ridge.landmarks", landmarks}, {"ridge.coefficients", coefficients}};
}

}  // namespace nounscope
