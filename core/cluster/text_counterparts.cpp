#include "core/cluster/text_counterparts.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/norm.h>
#include <ATen/ops/softmax.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

#include "core/tiled_product.h"

namespace nounscope {

at::Tensor textCounterparts(const at::Tensor& images, const at::Tensor& selectedNouns, double tau,
                            const Job& job) {
    const c10::InferenceMode inference;
    if (selectedNouns.size(0) == 0)
        throw Error(ErrorKind::Usage, "text counterparts need at least one selected noun");
    at::Tensor counterparts = at::empty_like(images);
    forEachProductTile(images, selectedNouns, job, [&](const ProductTile& tile) {
        const at::Tensor mixed = at::mm(at::softmax(tile.products / tau, 1), selectedNouns);
        const at::Tensor unit = mixed / mixed.norm(2, 1, true).clamp_min(1e-12);
        counterparts.narrow(0, tile.begin, tile.count).copy_(unit.narrow(0, 0, tile.count));
    });
    return counterparts;
}

at::Tensor joinCounterparts(const at::Tensor& images, const at::Tensor& counterparts) {
    const c10::InferenceMode inference;
    return at::cat({images, counterparts}, 1).mul_(std::sqrt(0.5));
}

}  // namespace nounscope
