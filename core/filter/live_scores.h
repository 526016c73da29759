// A dictionary's cosines to the proxy centres, kept, so that scores follow a slider while it moves.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/model/progress.h"
#include "core/model/result.h"
#include "core/model/settings.h"

namespace nounscope {

class LiveScores {
public:
    // nouns [M, D] and centers [K', D], float32 unit rows on one device. Keeps M x K' floats on the CPU and a
    // reference to `nouns`. Cost 2 M K' D. Throws Cancelled.
    LiveScores(const at::Tensor& nouns, const at::Tensor& centers, const Job& job = {});

    // The same numbers as scoreNouns, bit for bit on CPU. Any temperature, norm and kind; about a tenth of
    // scoreNouns's time while the norm stays the same. One thread at a time.
    NounScores score(const FilterSettings& settings);

private:
    at::Tensor m_nouns;
    at::Tensor m_cosines;   // [M, K'] CPU
    at::Tensor m_logNorms;  // [M] float64 for m_norm
    double m_norm = 0;
};

}  // namespace nounscope
