// How a noun's L_q norm follows q, so that the norm's slider need not raise every number of a dictionary to a
// power at each step.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/model/progress.h"

namespace nounscope {

// A row's largest numbers are kept as they are. The rest is a smooth crowd: log of its mean power, over q, is a
// polynomial in log(1 + q) through 20 nodes (Lagrange).
class NormCurves {
public:
    // nouns [M, D] float32 on any device. Keeps M times 300 bytes. Cost about M D times 5 ns, over
    // LibTorch's threads. Throws Cancelled.
    explicit NormCurves(const at::Tensor& nouns, const Job& job = {});

    // q in 0.1 .. 16 -> M numbers log ||t||_q, as logNorms has them to two millionths of their size (of 1 below it). Cost 55 M multiplications.
    // Thread-safe.
    std::vector<double> logNorms(double q) const;

private:
    // sizes: |t|, which become those of the crowd over its largest, the head's 0.
    void keepHead(std::int64_t noun, double* sizes, std::int64_t dimensions);
    // bases: of the crowd, to the power of the nodes' unit.
    void keepCrowd(std::int64_t noun, const double* bases, std::int64_t dimensions);

    std::int64_t m_count;
    std::int64_t m_width;               // kept numbers a row
    std::vector<float> m_heads;         // [M, width]: log(|t_i| / largest), the largest first
    std::vector<double> m_crowd;        // [nodes, M]: log mean (|t_i| / largest of the crowd)^q, over q
    std::vector<float> m_crowdLargest;  // M: its log, over the row's largest
    std::vector<float> m_logCrowdSize;  // M; -inf: there is no crowd
    std::vector<double> m_logLargest;   // M
};

}  // namespace nounscope
