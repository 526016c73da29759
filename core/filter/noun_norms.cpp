#include "core/filter/noun_norms.h"

#include "core/filter/noun_sums.h"

namespace nounscope {

const double* NounNorms::exact(double q, const Job& job) {
    if (m_exactNorm != q) {
        m_exact = logNorms(m_nouns, q, job);
        m_exactNorm = q;
    }
    return m_exact.data_ptr<double>();
}

const double* NounNorms::near(double q) {
    if (m_exactNorm == q) return m_exact.data_ptr<double>();
    if (m_nearNorm != q) {
        drawCurves({});
        m_near = m_curves->logNorms(q);
        m_nearNorm = q;
    }
    return m_near.data();
}

void NounNorms::drawCurves(const Job& job) {
    if (!m_curves) m_curves = std::make_unique<const NormCurves>(m_nouns, job);
}

}  // namespace nounscope
