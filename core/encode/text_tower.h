// CLIP's text tower, a causal transformer, without the work that causality makes needless: nothing after a
// text's last token is computed, and what stands before the noun in a prompt is computed once.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "core/encode/clip_architecture.h"
#include "core/encode/transformer_block.h"
#include "core/model/progress.h"

namespace nounscope {

using Tokens = std::vector<std::int32_t>;

// A beginning that texts share, as every layer of the tower remembers it.
struct TextPrefix {
    std::int64_t tokens = 0;             // P
    std::vector<at::Tensor> keysValues;  // [P, 2 W] a layer, on the tower's device
};

// Immutable; thread-safe.
class TextTower {
public:
    TextTower(const TextWeights& weights, const TextShape& shape, Precision precision, c10::Device device);

    // The prefix may be empty. Throws Error(Usage) for ids outside the vocabulary and for more tokens than
    // the context has; encode too.
    TextPrefix remember(const Tokens& prefix) const;

    // Texts, each without the prefix and at least one token long -> [n, D] float32, CPU, not normalised: the
    // features read at each text's last token. A row depends on its own text and the prefix alone, whatever
    // the other texts and the number of threads. Polls job's token per layer; tells `finished` from
    // LibTorch's threads how many texts are done since the last call. Cost: 2 floating point operations a
    // token and weight; a few texts cost as much as some 50.
    at::Tensor encode(const std::vector<Tokens>& texts, const TextPrefix& prefix = {}, const Job& job = {},
                      const std::function<void(std::int64_t)>& finished = {}) const;

private:
    struct Tile;  // texts under each other that go through the layers together

    std::vector<Tile> makeTiles(const std::vector<Tokens>& texts) const;
    at::Tensor embedTokens(const std::vector<Tokens>& texts, const Tile& tile,
                           std::int64_t firstPosition) const;
    at::Tensor encodeTile(const std::vector<Tokens>& texts, const Tile& tile, const TextPrefix& prefix,
                          const Job& job) const;
    at::Tensor readEnds(const at::Tensor& x, const at::Tensor& attended, const Tile& tile) const;
    void encodeTiles(const std::vector<Tile>& tiles, const std::function<void(const Tile&)>& encodeOne) const;
    void check(const Tokens& tokens, std::int64_t firstPosition) const;

    TextShape m_shape;
    c10::Device m_device;
    std::int64_t m_tileRows;
    at::Tensor m_tokens;     // [vocabulary, W], the file's dtype
    at::Tensor m_positions;  // [context, W]
    std::vector<TransformerBlock> m_blocks;
    LayerNorm m_after;
    Linear m_projection;
};

}  // namespace nounscope
