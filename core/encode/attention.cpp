#include "core/encode/attention.h"

#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nounscope {

namespace {

double scoreScale(std::int64_t depth) {
    return 1 / std::sqrt(static_cast<double>(depth));
}

// One head of one sequence. Each pointer is to the first row's part of this head.
struct Head {
    const float *queries, *keys, *values;
    std::int64_t stride;  // between rows of those three
    const float *prefixKeys, *prefixValues;
    std::int64_t prefixStride, prefixRows;
    std::int64_t depth;
    float scale;
};

float dot(const float* a, const float* b, std::int64_t depth) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < depth; ++i) sum += a[i] * b[i];
    return sum;
}

void addScaled(float* sum, const float* row, float weight, std::int64_t depth) {
#pragma omp simd
    for (std::int64_t i = 0; i < depth; ++i) sum[i] += weight * row[i];
}

// What token `row` of the sequence gathers, added to `out`. `weights` has room for prefixRows + row + 1.
void gather(const Head& head, std::int64_t row, std::vector<float>& weights, float* out) {
    const float* const query = head.queries + row * head.stride;
    const std::int64_t seen = head.prefixRows + row + 1;
    const auto pick = [&](const float* prefix, const float* own, std::int64_t i) {
        return i < head.prefixRows ? prefix + i * head.prefixStride
                                   : own + (i - head.prefixRows) * head.stride;
    };
    float largest = -std::numeric_limits<float>::infinity(), sum = 0;
    for (std::int64_t i = 0; i < seen; ++i) {
        float& weight = weights[static_cast<std::size_t>(i)];
        weight = head.scale * dot(query, pick(head.prefixKeys, head.keys, i), head.depth);
        largest = std::max(largest, weight);
    }
    for (std::int64_t i = 0; i < seen; ++i) {
        float& weight = weights[static_cast<std::size_t>(i)];
        weight = std::exp(weight - largest);
        sum += weight;
    }
    for (std::int64_t i = 0; i < seen; ++i)
        addScaled(out, pick(head.prefixValues, head.values, i), weights[static_cast<std::size_t>(i)] / sum,
                  head.depth);
}

// Prompts are a few tokens long: calls of BLAS would take longer than their products.
at::Tensor attendToPastOnCpu(const at::Tensor& rows, const std::vector<std::int64_t>& lengths,
                             const at::Tensor& prefix, std::int64_t heads) {
    const std::int64_t width = rows.size(1) / 3, depth = width / heads;
    at::Tensor result = at::zeros({rows.size(0), width});
    std::vector<float> weights;
    const float* first = rows.data_ptr<float>();
    float* out = result.data_ptr<float>();
    for (const std::int64_t length : lengths) {
        weights.resize(static_cast<std::size_t>(prefix.size(0) + length));
        for (std::int64_t h = 0; h < heads; ++h) {
            const float* const query = first + h * depth;
            const float* const key = prefix.size(0) > 0 ? prefix.data_ptr<float>() + h * depth : nullptr;
            const Head head{query,
                            query + width,
                            query + 2 * width,
                            3 * width,
                            key,
                            key ? key + width : nullptr,
                            2 * width,
                            prefix.size(0),
                            depth,
                            static_cast<float>(scoreScale(depth))};
            for (std::int64_t row = 0; row < length; ++row)
                gather(head, row, weights, out + row * width + h * depth);
        }
        first += length * 3 * width;
        out += length * width;
    }
    return result;
}

}  // namespace

at::Tensor attend(const at::Tensor& queriesKeysValues, std::int64_t tokens, std::int64_t heads) {
    const std::int64_t sequences = queriesKeysValues.size(0) / tokens, width = queriesKeysValues.size(1) / 3;
    const std::int64_t depth = width / heads;
    const at::Tensor split = queriesKeysValues.view({sequences, tokens, 3, heads, depth})
                                 .permute({2, 0, 3, 1, 4})
                                 .contiguous()
                                 .view({3, sequences * heads, tokens, depth});
    const at::Tensor scores = at::bmm(split[0], split[1].transpose(1, 2)).mul_(scoreScale(depth));
    return at::bmm(at::softmax(scores, 2), split[2])
        .view({sequences, heads, tokens, depth})
        .transpose(1, 2)
        .reshape({sequences * tokens, width});
}

at::Tensor attendToPast(const at::Tensor& queriesKeysValues, const std::vector<std::int64_t>& lengths,
                        const at::Tensor& prefix, std::int64_t heads) {
    if (!queriesKeysValues.is_cpu()) return attendToPastInBatches(queriesKeysValues, lengths, prefix, heads);
    return attendToPastOnCpu(queriesKeysValues.to(at::kFloat).contiguous(), lengths,
                             prefix.to(at::kFloat).contiguous(), heads);
}

at::Tensor attendToPastInBatches(const at::Tensor& queriesKeysValues,
                                 const std::vector<std::int64_t>& lengths, const at::Tensor& prefix,
                                 std::int64_t heads) {
    const std::int64_t width = queriesKeysValues.size(1) / 3, depth = width / heads, seen = prefix.size(0);
    const auto count = static_cast<std::int64_t>(lengths.size());
    const std::int64_t longest = *std::max_element(lengths.begin(), lengths.end());
    // Row of each sequence's i-th token; fillers repeat the last one, where causality hides them from the
    // others.
    std::vector<std::int64_t> rows, own, places;
    std::int64_t first = 0;
    for (std::int64_t s = 0; s < count; ++s) {
        const std::int64_t length = lengths[static_cast<std::size_t>(s)];
        for (std::int64_t i = 0; i < longest; ++i) {
            rows.push_back(first + std::min(i, length - 1));
            if (i >= length) continue;
            own.push_back(first + i);
            places.push_back(s * longest + i);
        }
        first += length;
    }
    const auto index = [&](const std::vector<std::int64_t>& values) {
        return at::tensor(values).to(queriesKeysValues.device());
    };
    const at::Tensor split = queriesKeysValues.index_select(0, index(rows))
                                 .view({count, longest, 3, heads, depth})
                                 .permute({2, 0, 3, 1, 4});
    const auto withPrefix = [&](std::int64_t part) {
        const at::Tensor before = prefix.to(split.scalar_type())
                                      .view({seen, 2, heads, depth})
                                      .select(1, part)
                                      .transpose(0, 1)
                                      .expand({count, heads, seen, depth});
        return at::cat({before, split[1 + part]}, 2);
    };
    const at::Tensor future =
        at::ones({longest, seen + longest}, split.options().dtype(at::kBool)).triu_(seen + 1);
    const at::Tensor scores = at::matmul(split[0], withPrefix(0).transpose(2, 3))
                                  .mul_(scoreScale(depth))
                                  .masked_fill_(future, -std::numeric_limits<float>::infinity());
    const at::Tensor gathered =
        at::matmul(at::softmax(scores, 3), withPrefix(1)).transpose(1, 2).reshape({count * longest, width});
    return at::zeros({queriesKeysValues.size(0), width}, split.options())
        .index_copy_(0, index(own), gathered.index_select(0, index(places)));
}

}  // namespace nounscope
