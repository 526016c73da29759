#include "core/encode/starter_features.h"

#include <ATen/Parallel.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/encode/starter_picture.h"

namespace nounscope {

namespace {

using Layout = StarterFeatureLayout;
constexpr int side = starterPictureSide;

// Scales a part to norm `weight`; a part that is zero stays so.
void scaleTo(float* begin, std::int64_t count, double weight) {
    double squares = 0;
    for (std::int64_t i = 0; i < count; ++i) squares += double{begin[i]} * begin[i];
    if (squares <= 0) return;
    const auto scale = static_cast<float>(weight / std::sqrt(squares));
    for (std::int64_t i = 0; i < count; ++i) begin[i] *= scale;
}

void squareRoots(float* begin, std::int64_t count) {
    std::transform(begin, begin + count, begin, [](float value) { return std::sqrt(value); });
}

struct Gradient {
    float length = 0;
    int bin = 0;      // the lower of two orientations
    float upper = 0;  // share of the next one
};

using Gradients = std::array<Gradient, side * side>;

Gradients gradientsOf(const std::uint8_t* rgb) {
    std::array<float, side * side> luma;
    for (std::size_t i = 0; i < luma.size(); ++i)
        luma[i] = (0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2]) / 255;
    const auto at = [&](int y, int x) {
        return luma[static_cast<std::size_t>(std::clamp(y, 0, side - 1) * side + std::clamp(x, 0, side - 1))];
    };
    Gradients gradients;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const float dx = at(y, x + 1) - at(y, x - 1), dy = at(y + 1, x) - at(y - 1, x);
            Gradient& gradient = gradients[static_cast<std::size_t>(y * side + x)];
            gradient.length = std::sqrt(dx * dx + dy * dy);
            if (gradient.length == 0) continue;
            float turn = std::atan2(dy, dx) / static_cast<float>(M_PI);  // half turns, -1 .. 1
            if (turn < 0) turn += 1;
            const float place = turn * Layout::orientations;
            gradient.bin = std::min(static_cast<int>(place), static_cast<int>(Layout::orientations) - 1);
            gradient.upper = place - static_cast<float>(gradient.bin);
        }
    return gradients;
}

// Histograms of cells x cells, row by row.
void addCells(const Gradients& gradients, int cells, float* out) {
    const float scale = static_cast<float>(cells) / side;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const Gradient& gradient = gradients[static_cast<std::size_t>(y * side + x)];
            if (gradient.length == 0) continue;
            const float cellY = (static_cast<float>(y) + 0.5f) * scale - 0.5f;
            const float cellX = (static_cast<float>(x) + 0.5f) * scale - 0.5f;
            const int top = static_cast<int>(std::floor(cellY)), left = static_cast<int>(std::floor(cellX));
            for (const int cy : {top, top + 1})
                for (const int cx : {left, left + 1}) {
                    if (cy < 0 || cx < 0 || cy >= cells || cx >= cells) continue;
                    const float share = gradient.length * (1 - std::abs(cellY - static_cast<float>(cy))) *
                                        (1 - std::abs(cellX - static_cast<float>(cx)));
                    float* const cell = out + (cy * cells + cx) * Layout::orientations;
                    cell[gradient.bin] += share * (1 - gradient.upper);
                    cell[(gradient.bin + 1) % Layout::orientations] += share * gradient.upper;
                }
        }
    squareRoots(out, cells * cells * Layout::orientations);
}

void addColours(const std::uint8_t* rgb, float* out) {
    for (int i = 0; i < side * side; ++i, rgb += 3) {
        const int high = std::max({rgb[0], rgb[1], rgb[2]}), low = std::min({rgb[0], rgb[1], rgb[2]});
        const int spread = high - low;
        float hue = 0;  // sixths of a turn
        if (spread > 0) {
            const auto part = [&](int a, int b) {
                return static_cast<float>(a - b) / static_cast<float>(spread);
            };
            hue = high == rgb[0]   ? part(rgb[1], rgb[2])
                  : high == rgb[1] ? 2 + part(rgb[2], rgb[0])
                                   : 4 + part(rgb[0], rgb[1]);
            if (hue < 0) hue += 6;
        }
        const int h = std::min(static_cast<int>(hue * 8 / 6), 7);
        const int s = high == 0 ? 0 : std::min(spread * 3 / high, 2);
        const int v = std::min(high * 3 / 255, 2);
        out[(h * 3 + s) * 3 + v] += 1;
    }
    squareRoots(out, Layout::colours);
}

void addThumbnail(const std::uint8_t* rgb, float* out) {
    // whole numbers, so that a plain picture gives zeros and not rounding errors
    constexpr int cells = 8, cell = side / cells;
    std::array<int, Layout::thumbnail> sums{};
    std::array<int, 3> whole{};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            for (int c = 0; c < 3; ++c) {
                const int value = rgb[(y * side + x) * 3 + c];
                sums[static_cast<std::size_t>(((y / cell) * cells + x / cell) * 3 + c)] += value;
                whole[static_cast<std::size_t>(c)] += value;
            }
    for (std::size_t i = 0; i < sums.size(); ++i)
        out[i] = static_cast<float>(sums[i] * cells * cells - whole[i % 3]);
}

void describe(const std::uint8_t* rgb, float* out) {
    const Gradients gradients = gradientsOf(rgb);
    addCells(gradients, 8, out);
    scaleTo(out, Layout::fineCells, 1);
    out += Layout::fineCells;
    addCells(gradients, 4, out);
    scaleTo(out, Layout::coarseCells, 0.7);
    out += Layout::coarseCells;
    addColours(rgb, out);
    scaleTo(out, Layout::colours, 0.7);
    out += Layout::colours;
    addThumbnail(rgb, out);
    scaleTo(out, Layout::thumbnail, 0.5);
}

}  // namespace

at::Tensor starterFeatures(const at::Tensor& pictures) {
    TORCH_CHECK(pictures.dim() == 4 && pictures.size(1) == side && pictures.size(2) == side &&
                    pictures.size(3) == 3 && pictures.scalar_type() == at::kByte && pictures.is_contiguous(),
                "starterFeatures takes contiguous uint8 pictures [B, 64, 64, 3]");
    at::Tensor features = at::zeros({pictures.size(0), Layout::width});
    const std::uint8_t* const from = pictures.data_ptr<std::uint8_t>();
    float* const to = features.data_ptr<float>();
    at::parallel_for(0, pictures.size(0), 4, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            describe(from + i * side * side * 3, to + i * Layout::width);
    });
    return features;
}

}  // namespace nounscope
