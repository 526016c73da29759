#include "core/encode/vision_tower.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

#include "core/device.h"
#include "core/encode/attention.h"
#include "core/encode/halve_on_out_of_memory.h"

namespace nounscope {

namespace {

constexpr std::int64_t rowsWanted = 256;  // of a product: with fewer, BLAS spends its time on packing weights
constexpr std::int64_t rowStep = 16;      // BLAS kernels may treat the rows left over by this differently
// Not a share of what is free just now: then a row could depend on what else uses the device. These keep one busy
// (8,224 rows at ViT-L/14) and fit in 2 GB beside any model's weights; where they do not, they are halved.
constexpr std::int64_t cudaPictures = 32;

// A power of two, as batches are: no thread is left with fewer than the others.
std::int64_t picturesFor(const VisionShape& shape, c10::Device device) {
    if (!device.is_cpu()) return cudaPictures;
    std::int64_t pictures = 1;
    while (2 * pictures * shape.tokens() <= rowsWanted) pictures *= 2;
    return pictures;
}

}  // namespace

VisionTower::VisionTower(const VisionWeights& weights, const VisionShape& shape, Precision precision,
                         c10::Device device)
    : m_shape(shape),
      m_device(device),
      m_picturesAtOnce(picturesFor(shape, device)),
      m_patches({{weights.patches.flatten(1), {}}}, Precision::Float32, device),
      m_classRow(weights.classToken.to(device, at::kFloat)
                     .add(weights.positions[0].to(device, at::kFloat))
                     .unsqueeze(0)),
      m_positions(weights.positions.slice(0, 1).to(device, at::kFloat)),
      m_before(weights.before, shape.transformer.normEpsilon, device),
      m_after(weights.after, shape.transformer.normEpsilon, device),
      m_blocks(makeBlocks(weights.blocks, shape.transformer, precision, device)),
      m_projection({{weights.projection, {}}}, Precision::Float32, device) {}

at::Tensor VisionTower::encode(const at::Tensor& pictures, const Job& job) const {
    const std::int64_t count = pictures.size(0);
    at::Tensor features = at::empty({count, m_projection.outputs()}, at::kFloat);
    const c10::InferenceMode inference;
    if (!m_device.is_cpu()) {
        std::int64_t begin = 0;
        m_picturesAtOnce = halveOnOutOfMemory(m_picturesAtOnce, [&](std::int64_t size) {
            for (; begin < count; begin += size) encodePart(pictures, begin, size, features, job);
        });
        return features;
    }
    useSingleThreadedBlas();
    const std::int64_t size = m_picturesAtOnce, parts = (count + size - 1) / size;
    // Two at least, so that what is inside finds itself in a parallel region and stays on its own thread.
    at::parallel_for(0, std::max<std::int64_t>(parts, 2), 1, [&](std::int64_t first, std::int64_t last) {
        const c10::InferenceMode threadInference;
        for (std::int64_t part = first; part < std::min(last, parts); ++part)
            encodePart(pictures, part * size, size, features, job);
    });
    return features;
}

void VisionTower::encodePart(const at::Tensor& pictures, std::int64_t begin, std::int64_t size,
                             at::Tensor& features, const Job& job) const {
    const std::int64_t count = std::min(size, pictures.size(0) - begin);
    at::Tensor input = at::zeros({size, 3, m_shape.imageSize, m_shape.imageSize}, at::kFloat);
    input.narrow(0, 0, count).copy_(pictures.narrow(0, begin, count));
    features.narrow(0, begin, count).copy_(encodeSome(input, job).narrow(0, 0, count));
}

at::Tensor VisionTower::embedPatches(const at::Tensor& pictures) const {
    const std::int64_t count = pictures.size(0), grid = m_shape.grid(), side = m_shape.patchSize;
    const at::Tensor patches = pictures.narrow(2, 0, grid * side)
                                   .narrow(3, 0, grid * side)
                                   .reshape({count, 3, grid, side, grid, side})
                                   .permute({0, 2, 4, 1, 3, 5})
                                   .reshape({count * grid * grid, 3 * side * side});
    return m_patches(patches).view({count, grid * grid, m_shape.transformer.width});
}

at::Tensor VisionTower::classTokens(const at::Tensor& x, std::int64_t count) const {
    return x.narrow(0, 0, count * m_shape.tokens()).view({count, m_shape.tokens(), -1}).select(1, 0);
}

at::Tensor VisionTower::encodeSome(const at::Tensor& pictures, const Job& job) const {
    const std::int64_t count = pictures.size(0), tokens = m_shape.tokens(), width = m_shape.transformer.width;
    const std::int64_t rows = count * tokens;
    at::Tensor x = at::zeros({(rows + rowStep - 1) / rowStep * rowStep, width},
                             at::TensorOptions(m_device).dtype(at::kFloat));
    const at::Tensor sequences = x.narrow(0, 0, rows).view({count, tokens, width});
    sequences.slice(1, 0, 1).copy_(m_classRow);
    sequences.slice(1, 1).copy_(embedPatches(pictures.to(m_device)).add_(m_positions));
    x = m_before(x);
    at::Tensor attended;
    for (std::size_t layer = 0; layer < m_blocks.size(); ++layer) {
        job.throwIfCancelled();
        const at::Tensor mixed = m_blocks[layer].queriesKeysValues(x);
        if (layer == 0) attended = at::zeros(x.sizes(), mixed.options());
        attended.narrow(0, 0, rows)
            .copy_(attend(mixed.narrow(0, 0, rows), tokens, m_shape.transformer.heads));
        if (layer + 1 == m_blocks.size()) {  // nobody asks for the other tokens any more
            x = classTokens(x, count);
            attended = classTokens(attended, count);
        }
        x = m_blocks[layer].finish(x, attended);
    }
    return m_projection(m_after(x)).cpu();
}

}  // namespace nounscope
