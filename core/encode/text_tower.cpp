#include "core/encode/text_tower.h"

#include <ATen/Parallel.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "core/device.h"
#include "core/encode/attention.h"
#include "core/encode/halve_on_out_of_memory.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

constexpr std::int64_t cpuRows = 256;  // of a product: with fewer, BLAS spends its time on packing weights
constexpr std::int64_t cudaRows = 4096;
constexpr std::int64_t rowStep = 64;  // what fewer rows are filled up to

std::int64_t roundedUp(std::int64_t rows) {
    return (rows + rowStep - 1) / rowStep * rowStep;
}

}  // namespace

struct TextTower::Tile {
    std::vector<std::size_t> texts;     // indices
    std::vector<std::int64_t> lengths;  // tokens of each
    std::int64_t rows = 0;              // at least the sum of lengths: the rest is padding

    std::int64_t size() const { return static_cast<std::int64_t>(texts.size()); }

    Tile part(std::int64_t begin, std::int64_t count) const {
        const std::int64_t end = std::min(begin + count, size());
        Tile some{{texts.begin() + begin, texts.begin() + end},
                  {lengths.begin() + begin, lengths.begin() + end},
                  0};
        some.rows = roundedUp(std::accumulate(some.lengths.begin(), some.lengths.end(), std::int64_t{0}));
        return some;
    }
};

TextTower::TextTower(const TextWeights& weights, const TextShape& shape, Precision precision,
                     c10::Device device)
    : m_shape(shape),
      m_device(device),
      m_tileRows(std::max(device.is_cpu() ? cpuRows : cudaRows, shape.context)),
      m_tokens(weights.tokens.to(device)),
      m_positions(weights.positions.to(device, at::kFloat)),
      m_blocks(makeBlocks(weights.blocks, shape.transformer, precision, device)),
      m_after(weights.after, shape.transformer.normEpsilon, device),
      m_projection({{weights.projection, {}}}, Precision::Float32, device) {}

void TextTower::check(const Tokens& tokens, std::int64_t firstPosition) const {
    const auto length = firstPosition + static_cast<std::int64_t>(tokens.size());
    if (length > m_shape.context)
        throw Error(ErrorKind::Usage, "A text of " + std::to_string(length) +
                                          " tokens does not fit the model's " +
                                          std::to_string(m_shape.context) + "; cut it off");
    for (const std::int32_t id : tokens)
        if (id < 0 || id >= m_shape.vocabulary)
            throw Error(ErrorKind::Usage, "Token " + std::to_string(id) + " is none of the model's " +
                                              std::to_string(m_shape.vocabulary) +
                                              ": the tokenizer belongs to another model");
}

// Filled by rising length, so that those of a tile differ little.
std::vector<TextTower::Tile> TextTower::makeTiles(const std::vector<Tokens>& texts) const {
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return texts[a].size() < texts[b].size(); });
    std::vector<Tile> tiles;
    std::int64_t used = m_tileRows;
    for (const std::size_t text : order) {
        const auto length = static_cast<std::int64_t>(texts[text].size());
        if (used + length > m_tileRows) {
            tiles.push_back({{}, {}, m_tileRows});
            used = 0;
        }
        tiles.back().texts.push_back(text);
        tiles.back().lengths.push_back(length);
        used += length;
    }
    return tiles;
}

at::Tensor TextTower::embedTokens(const std::vector<Tokens>& texts, const Tile& tile,
                                  std::int64_t firstPosition) const {
    std::vector<std::int64_t> ids, positions;
    for (const std::size_t text : tile.texts) {
        std::int64_t position = firstPosition;
        for (const std::int32_t id : texts[text]) {
            ids.push_back(id);
            positions.push_back(position++);
        }
    }
    const auto index = [&](const std::vector<std::int64_t>& values) {
        return at::tensor(values).to(m_device);
    };
    at::Tensor x = at::zeros({tile.rows, m_shape.transformer.width}, m_positions.options());
    at::Tensor used = x.narrow(0, 0, static_cast<std::int64_t>(ids.size()));
    used.copy_(m_tokens.index_select(0, index(ids)));
    used.add_(m_positions.index_select(0, index(positions)));
    return x;
}

TextPrefix TextTower::remember(const Tokens& prefix) const {
    const c10::InferenceMode inference;
    check(prefix, 0);
    const std::int64_t length = static_cast<std::int64_t>(prefix.size()), width = m_shape.transformer.width;
    const at::Tensor nothing = at::zeros({0, 2 * width}, m_positions.options());
    TextPrefix remembered{length, {}};
    encodeTiles({{{0}, {length}, roundedUp(length)}}, [&](const Tile& tile) {
        at::Tensor x = embedTokens({prefix}, tile, 0);
        for (const TransformerBlock& block : m_blocks) {
            const at::Tensor mixed = block.queriesKeysValues(x);
            remembered.keysValues.push_back(mixed.narrow(0, 0, length).narrow(1, width, 2 * width).clone());
            x = block.finish(x, attendToPast(mixed, tile.lengths, nothing, m_shape.transformer.heads));
        }
    });
    return remembered;
}

at::Tensor TextTower::encode(const std::vector<Tokens>& texts, const TextPrefix& prefix, const Job& job,
                             const std::function<void(std::int64_t)>& finished) const {
    for (const Tokens& text : texts) check(text, prefix.tokens);
    at::Tensor features =
        at::empty({static_cast<std::int64_t>(texts.size()), m_projection.outputs()}, at::kFloat);
    const c10::InferenceMode inference;
    const auto encodeOne = [&](const Tile& tile) {
        const at::Tensor encoded = encodeTile(texts, tile, prefix, job);
        for (std::size_t row = 0; row < tile.texts.size(); ++row)
            features[static_cast<std::int64_t>(tile.texts[row])].copy_(
                encoded[static_cast<std::int64_t>(row)]);
        if (finished) finished(static_cast<std::int64_t>(tile.texts.size()));
    };
    encodeTiles(makeTiles(texts), encodeOne);
    return features;
}

void TextTower::encodeTiles(const std::vector<Tile>& tiles,
                            const std::function<void(const Tile&)>& encodeOne) const {
    const auto count = static_cast<std::int64_t>(tiles.size());
    if (!m_device.is_cpu()) {
        for (const Tile& tile : tiles) {
            std::int64_t begin = 0;
            halveOnOutOfMemory(tile.size(), [&](std::int64_t size) {
                for (; begin < tile.size(); begin += size) encodeOne(tile.part(begin, size));
            });
        }
        return;
    }
    useSingleThreadedBlas();
    // Two at least, so that what is inside finds itself in a parallel region and stays on its own thread.
    at::parallel_for(0, std::max<std::int64_t>(count, 2), 1, [&](std::int64_t first, std::int64_t last) {
        const c10::InferenceMode threadInference;
        for (std::int64_t i = first; i < std::min(last, count); ++i)
            encodeOne(tiles[static_cast<std::size_t>(i)]);
    });
}

at::Tensor TextTower::encodeTile(const std::vector<Tokens>& texts, const Tile& tile, const TextPrefix& prefix,
                                 const Job& job) const {
    const TransformerShape& shape = m_shape.transformer;
    const at::Tensor nothing = at::zeros({0, 2 * shape.width}, m_positions.options());
    at::Tensor x = embedTokens(texts, tile, prefix.tokens);
    const auto attended = [&](std::size_t layer) {
        job.throwIfCancelled();
        return attendToPast(m_blocks[layer].queriesKeysValues(x), tile.lengths,
                            prefix.tokens > 0 ? prefix.keysValues[layer] : nothing, shape.heads);
    };
    for (std::size_t layer = 0; layer + 1 < m_blocks.size(); ++layer)
        x = m_blocks[layer].finish(x, attended(layer));
    return readEnds(x, attended(m_blocks.size() - 1), tile);
}

// The rest of the last layer and what follows are for the texts' last tokens only.
at::Tensor TextTower::readEnds(const at::Tensor& x, const at::Tensor& attended, const Tile& tile) const {
    std::vector<std::int64_t> ends(tile.lengths.size());
    std::partial_sum(tile.lengths.begin(), tile.lengths.end(), ends.begin());
    for (std::int64_t& end : ends) --end;
    ends.resize(static_cast<std::size_t>(roundedUp(tile.size())), 0);
    const at::Tensor rows = at::tensor(ends).to(m_device);
    std::vector<at::Tensor> features;
    for (const at::Tensor& some : rows.split(rowStep))  // always the same shape, so always the same sums
        features.push_back(m_projection(
            m_after(m_blocks.back().finish(x.index_select(0, some), attended.index_select(0, some)))));
    return at::cat(features).cpu();
}

}  // namespace nounscope
