// The nouns' L_q norms, kept between scorings: exact ones for the last q, and curves that follow q while its
// slider moves.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/filter/norm_curves.h"
#include "core/model/progress.h"

namespace nounscope {

// One thread at a time.
class NounNorms {
public:
    // nouns [M, D] float32 unit rows; keeps a reference.
    explicit NounNorms(at::Tensor nouns) : m_nouns(std::move(nouns)) {}

    const at::Tensor& nouns() const { return m_nouns; }

    // M numbers log ||t||_q, as scoreNouns has them; valid until the next call. M D powers where q is another
    // than the last time. Throws Cancelled.
    const double* exact(double q, const Job& job = {});

    // The same where they are at hand, else to two millionths, after a few milliseconds once the curves are drawn.
    const double* near(double q);

    // Draws the curves, which near() otherwise does when it first needs them. Throws Cancelled.
    void drawCurves(const Job& job);

private:
    at::Tensor m_nouns;
    at::Tensor m_exact;  // [M] float64
    double m_exactNorm = 0, m_nearNorm = 0;
    std::vector<double> m_near;
    std::unique_ptr<const NormCurves> m_curves;
};

}  // namespace nounscope
