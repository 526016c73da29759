#include "core/cluster/clustering.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/softmax.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/tiled_product.h"

namespace nounscope {

namespace {

// Old cluster number -> new one: falling size, ties by the first picture.
std::vector<std::int32_t> numberBySize(const std::vector<std::int32_t>& assignment, std::int64_t clusters) {
    std::vector<std::int64_t> size(clusters), first(clusters, std::numeric_limits<std::int64_t>::max());
    for (std::size_t i = assignment.size(); i-- > 0;) {
        ++size[assignment[i]];
        first[assignment[i]] = static_cast<std::int64_t>(i);
    }
    std::vector<std::int32_t> order(clusters), number(clusters);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        return size[a] != size[b] ? size[a] > size[b] : first[a] < first[b];
    });
    for (std::int32_t k = 0; k < clusters; ++k) number[order[k]] = k;
    return number;
}

}  // namespace

Clustering describeClustering(const at::Tensor& rows, const KMeansResult& result, double tau) {
    const std::int64_t count = rows.size(0), clusters = result.centers.size(0);
    const std::vector<std::int32_t> number = numberBySize(result.assignment, clusters);

    Clustering clustering;
    clustering.objective = result.objective;
    clustering.iterations = result.iterations;
    clustering.assignment.resize(count);
    clustering.distance.resize(count);
    clustering.confidence.resize(count);
    clustering.sizes.assign(clusters, 0);
    clustering.medoids.assign(clusters, -1);

    forEachProductTile(rows, result.centers, {}, [&](const ProductTile& tile) {
        const at::Tensor cosines = tile.products.to(at::kDouble);
        const at::Tensor softmax = at::softmax(cosines / tau, 1).cpu();
        const at::Tensor onCpu = cosines.cpu().contiguous();
        for (std::int64_t i = 0; i < tile.count; ++i) {
            const std::int64_t row = tile.begin + i;
            const std::int64_t cell = i * clusters + result.assignment[row];
            clustering.distance[row] = 1 - onCpu.data_ptr<double>()[cell];
            clustering.confidence[row] = softmax.data_ptr<double>()[cell];
        }
    });
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int32_t k = number[result.assignment[i]];
        clustering.assignment[i] = k;
        ++clustering.sizes[k];
        std::int64_t& medoid = clustering.medoids[k];
        if (medoid < 0 || clustering.distance[i] < clustering.distance[medoid]) medoid = i;
    }
    return clustering;
}

}  // namespace nounscope
