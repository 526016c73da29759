// A dictionary's cosines to the proxy centres, kept, so that scores follow a slider while it moves.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "core/filter/logit_sums.h"
#include "core/filter/noun_norms.h"
#include "core/model/progress.h"
#include "core/model/result.h"
#include "core/model/settings.h"

namespace nounscope {

// One thread at a time.
class LiveScores {
public:
    // norms: of the nouns [M, D], kept between centres [K', D]; float32 unit rows on one device. Keeps M x K'
    // floats on the CPU. Cost 2 M K' D. Throws Cancelled.
    LiveScores(std::shared_ptr<NounNorms> norms, const at::Tensor& centers, const Job& job = {});

    // The same numbers as scoreNouns, bit for bit on CPU, in about a tenth of its time; a norm other than the
    // last one costs M D powers more. Throws Cancelled.
    NounScores score(const FilterSettings& settings, const Job& job = {});

    // For a slider that moves: as score, but with a new norm to two millionths of each log-score (of 1 below it).
    NounScores preview(const FilterSettings& settings);

private:
    NounScores scoreWith(const double* logNorms, const FilterSettings& settings);

    std::shared_ptr<NounNorms> m_norms;
    std::int64_t m_centers;         // K'
    std::vector<float> m_others;    // [M, K' padded]: see splitNearest
    std::vector<LogitSums> m_sums;  // M
};

}  // namespace nounscope
