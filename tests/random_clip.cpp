#include "tests/random_clip.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/randn.h>

#include <cmath>

namespace nounscope::test {

namespace {

ClipArchitecture clip(std::int64_t width, VisionShape vision, TextShape text) {
    ClipArchitecture architecture;
    architecture.width = width;
    architecture.vision = vision;
    architecture.text = text;
    return architecture;
}

class Randomness {
public:
    explicit Randomness(std::uint64_t seed) : m_generator(at::detail::createCPUGenerator(seed)) {}

    at::Tensor normal(at::IntArrayRef sizes, double deviation) {
        return at::randn(sizes, m_generator).mul_(deviation);
    }

    NormWeights norm(std::int64_t width) { return {normal({width}, 0.1).add_(1), normal({width}, 0.1)}; }

    LinearWeights linear(std::int64_t outputs, std::int64_t inputs) {
        return {normal({outputs, inputs}, 1 / std::sqrt(static_cast<double>(inputs))),
                normal({outputs}, 0.1)};
    }

    std::vector<BlockWeights> blocks(const TransformerShape& shape) {
        std::vector<BlockWeights> blocks;
        for (std::int64_t i = 0; i < shape.layers; ++i) {
            BlockWeights block;
            block.attentionNorm = norm(shape.width);
            for (int part = 0; part < 3; ++part)
                block.queryKeyValue.push_back(linear(shape.width, shape.width));
            block.attentionOut = linear(shape.width, shape.width);
            block.mlpNorm = norm(shape.width);
            block.up = linear(shape.mlpWidth, shape.width);
            block.down = linear(shape.width, shape.mlpWidth);
            blocks.push_back(block);
        }
        return blocks;
    }

private:
    at::Generator m_generator;
};

}  // namespace

ClipArchitecture smallClip() {
    return clip(48, {{64, 3, 2, 256}, 64, 16}, {{96, 2, 3, 192}, 77, 600});
}

ClipArchitecture vitB32() {
    return clip(512, {{768, 12, 12, 3072}, 224, 32}, {{512, 12, 8, 2048}, 77, 49408});
}

ClipArchitecture vitL14() {
    return clip(768, {{1024, 24, 16, 4096}, 224, 14}, {{768, 12, 12, 3072}, 77, 49408});
}

ClipWeights randomClipWeights(const ClipArchitecture& architecture, std::uint64_t seed) {
    Randomness random(seed);
    const VisionShape& vision = architecture.vision;
    const TextShape& text = architecture.text;
    const std::int64_t pixels = vision.transformer.width, words = text.transformer.width;
    ClipWeights weights;
    weights.vision.patches = random.normal({pixels, 3, vision.patchSize, vision.patchSize}, 0.02);
    weights.vision.classToken = random.normal({pixels}, 0.5);
    weights.vision.positions = random.normal({vision.tokens(), pixels}, 0.5);
    weights.vision.before = random.norm(pixels);
    weights.vision.blocks = random.blocks(vision.transformer);
    weights.vision.after = random.norm(pixels);
    weights.vision.projection =
        random.normal({architecture.width, pixels}, 1 / std::sqrt(static_cast<double>(pixels)));
    weights.text.tokens = random.normal({text.vocabulary, words}, 0.5);
    weights.text.positions = random.normal({text.context, words}, 0.5);
    weights.text.blocks = random.blocks(text.transformer);
    weights.text.after = random.norm(words);
    weights.text.projection =
        random.normal({architecture.width, words}, 1 / std::sqrt(static_cast<double>(words)));
    return weights;
}

}  // namespace nounscope::test
