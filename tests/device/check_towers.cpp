#include "tests/device/check_towers.h"

#include <ATen/ATen.h>

#include <chrono>
#include <functional>

#include "core/encode/precision.h"
#include "core/encode/text_tower.h"
#include "core/encode/vision_tower.h"
#include "tests/plain_towers.h"
#include "tests/random_clip.h"

namespace nounscope::test {

namespace {

at::Tensor madeUpPictures(std::int64_t count, std::int64_t side) {
    return at::sin(at::arange(count * 3 * side * side).mul(0.37)).view({count, 3, side, side});
}

// Texts of 3 to 12 tokens below the id `end`.
std::vector<Tokens> madeUpTexts(std::size_t count, std::int32_t end) {
    std::vector<Tokens> texts;
    for (std::size_t i = 0; i < count; ++i) {
        Tokens tokens;
        for (std::size_t k = 0; k < 2 + i % 10; ++k)
            tokens.push_back(static_cast<std::int32_t>(i * 31 + k * 17) % end);
        tokens.push_back(end);
        texts.push_back(tokens);
    }
    return texts;
}

double apart(const at::Tensor& a, const at::Tensor& b) {
    return 1 - at::cosine_similarity(a.to(at::kDouble), b.to(at::kDouble), 1, 1e-30).min().item<double>();
}

std::vector<Precision> allPrecisions(c10::Device device) {
    std::vector<Precision> all = fastPrecisions(device);
    all.insert(all.begin(), Precision::Float32);
    return all;
}

}  // namespace

void checkTowers(c10::Device device, Report& report) {
    const c10::Device cpu(c10::kCPU);
    const ClipArchitecture architecture = smallClip();
    const ClipWeights weights = randomClipWeights(architecture, 5);
    const at::Tensor pictures = madeUpPictures(70, architecture.vision.imageSize);
    const std::vector<Tokens> texts =
        madeUpTexts(300, static_cast<std::int32_t>(architecture.text.vocabulary) - 1);
    const Tokens prefix = {1, 2, 3};
    std::vector<Tokens> whole = texts;
    for (Tokens& tokens : whole) tokens.insert(tokens.begin(), prefix.begin(), prefix.end());
    const at::Tensor expectedTexts = encodePlainly(weights.text, architecture.text, whole);
    const at::Tensor expectedPictures =
        VisionTower(weights.vision, architecture.vision, Precision::Float32, cpu).encode(pictures);
    for (const Precision precision : allPrecisions(device)) {
        const double tolerance = precision == Precision::Float32 ? 1e-6 : 1e-3;
        const VisionTower vision(weights.vision, architecture.vision, precision, device);
        const TextTower text(weights.text, architecture.text, precision, device);
        report.check("picture tower, " + precisionName(precision),
                     apart(vision.encode(pictures), expectedPictures), tolerance);
        report.check("text tower, " + precisionName(precision),
                     apart(text.encode(texts, text.remember(prefix)), expectedTexts), tolerance);
    }
}

void timeTowers(c10::Device device) {
    const ClipArchitecture architecture = vitB32();
    const ClipWeights weights = randomClipWeights(architecture, 5);
    const at::Tensor pictures = madeUpPictures(64, architecture.vision.imageSize);
    const std::vector<Tokens> texts =
        madeUpTexts(512, static_cast<std::int32_t>(architecture.text.vocabulary) - 1);
    const auto perSecond = [](std::size_t count, const std::function<void()>& work) {
        work();
        const auto begin = std::chrono::steady_clock::now();
        work();
        return static_cast<double>(count) /
               std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    for (const Precision precision : allPrecisions(device)) {
        const VisionTower vision(weights.vision, architecture.vision, precision, device);
        const TextTower text(weights.text, architecture.text, precision, device);
        std::printf("  ViT-B/32 on %s in %s: %.0f pictures, %.0f texts a second\n", device.str().c_str(),
                    precisionName(precision).c_str(), perSecond(64, [&] { vision.encode(pictures); }),
                    perSecond(texts.size(), [&] { text.encode(texts); }));
    }
}

}  // namespace nounscope::test
