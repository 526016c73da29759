// From the cosines of a block of nouns to their scores: what scoring a dictionary once and scoring it again
// while a slider moves have in common.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/filter/logit_sums.h"
#include "core/model/progress.h"
#include "core/model/result.h"
#include "core/model/settings.h"

namespace nounscope {

// An empty result for `count` nouns, to be filled block by block.
NounScores emptyScores(std::int64_t count);

// cosines [>= count, K'] float32 on any device -> the first `count` rows' sums. On CPU sumLogits, on CUDA the
// same with LibTorch's operators. Thread-safe.
std::vector<LogitSums> sumNouns(const at::Tensor& cosines, std::int64_t count,
                                const FilterSettings& settings);

LogitSumsSettings sumsSettings(const FilterSettings& settings);

// nouns [n, D] float32 -> [n] float64 on the CPU: log ||t||_q, a row's depending on the row alone. Cost n D
// powers, over LibTorch's threads. Throws Cancelled.
at::Tensor logNorms(const at::Tensor& nouns, double q, const Job& job = {});

// Fills the scores of the `count` nouns from `begin` on, all but their ranks. logNorms: one number a
// noun, used by gradnorm only. Thread-safe for blocks that do not overlap.
void scoreFromSums(const LogitSums* sums, std::int64_t count, const double* logNorms, std::int64_t begin,
                   const FilterSettings& settings, NounScores& scores);

// Ranks all nouns by log-score, ties by noun order.
void rankByScore(NounScores& scores);

}  // namespace nounscope
