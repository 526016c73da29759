#include "core/cluster/name_scores.h"

#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include "core/tiled_product.h"

namespace nounscope {

at::Tensor nameScores(const at::Tensor& counterparts, const at::Tensor& nouns,
                      const std::vector<std::int32_t>& assignment, int clusters, double background) {
    const at::Tensor cluster = at::tensor(assignment, at::kLong).to(counterparts.device());
    const at::Tensor member = at::zeros({clusters, counterparts.size(0)}, counterparts.options())
                                  .scatter_(0, cluster.unsqueeze(0), 1.0);
    // A product with the one-hot assignment sums in a fixed order on every device, unlike index_add.
    const at::Tensor sums = tiledProduct(member, counterparts.t().contiguous());
    const at::Tensor sizes = member.sum(1, true);
    const at::Tensor overall = sums.sum(0).div(counterparts.size(0));
    const at::Tensor apart = sums.div(sizes.clamp_min(1)).sub(overall, background).mul(sizes.gt(0));
    return tiledProduct(nouns, apart.div(apart.norm(2, 1, true).clamp_min(1e-12))).t().cpu().contiguous();
}

}  // namespace nounscope
