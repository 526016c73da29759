// Scaled dot-product attention: softmax(Q K^T / sqrt(d)) V. Source: Vaswani et al., "Attention Is All You
// Need", NIPS 2017.
//
// Queries, keys and values stand side by side in rows [.., 3 W], each with its heads one after the other; d =
// W / heads. Everything here is thread-safe.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace nounscope {

// Sequences of `tokens` rows each, under each other; every token sees its whole sequence: [B tokens, 3 W] ->
// [B tokens, W], same dtype and device. A sequence's result depends on itself alone.
at::Tensor attend(const at::Tensor& queriesKeysValues, std::int64_t tokens, std::int64_t heads);

// Sequences of different lengths under each other (`lengths`, their sum at most the R rows; what is left over
// comes out as zeros), all of which continue the same beginning: a token sees `prefix`, the keys and values
// [P, 2 W] of that beginning (P may be 0), then its own sequence up to itself. [R, 3 W] -> [R, W], float32 on
// CPU, else the dtype that came in. A sequence's result depends on itself and the prefix alone.
at::Tensor attendToPast(const at::Tensor& queriesKeysValues, const std::vector<std::int64_t>& lengths,
                        const at::Tensor& prefix, std::int64_t heads);

// The same by products of whole batches, the shorter sequences filled up: what attendToPast does off the CPU.
// The result has the dtype that came in.
at::Tensor attendToPastInBatches(const at::Tensor& queriesKeysValues,
                                 const std::vector<std::int64_t>& lengths, const at::Tensor& prefix,
                                 std::int64_t heads);

}  // namespace nounscope
