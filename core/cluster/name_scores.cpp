#include "core/cluster/name_scores.h"

#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

namespace nounscope {

at::Tensor nameScores(const at::Tensor& counterparts, const at::Tensor& nouns,
                      const std::vector<std::int32_t>& assignment, int clusters, double background) {
    const at::Tensor cluster = at::tensor(assignment, at::kLong).to(counterparts.device());
    // Sums by a product with the one-hot assignment: in a fixed order on every device, unlike index_add.
    const at::Tensor member = at::zeros({clusters, counterparts.size(0)}, counterparts.options())
                                  .scatter_(0, cluster.unsqueeze(0), 1.0);
    const at::Tensor means = member.matmul(counterparts).div(member.sum(1, true).clamp_min(1));
    const at::Tensor apart = means.sub(counterparts.mean(0), background).mul(member.sum(1, true).gt(0));
    return apart.div(apart.norm(2, 1, true).clamp_min(1e-12)).matmul(nouns.t()).cpu();
}

}  // namespace nounscope
