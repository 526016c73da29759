#include "core/cluster/split_cluster.h"

#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

#include "core/cluster/clustering.h"
#include "core/model/error.h"

namespace nounscope {

std::array<SplitHalf, 2> splitCluster(const at::Tensor& rows, const std::vector<std::int64_t>& members,
                                      int restarts, std::uint64_t seed, const Job& job) {
    const c10::InferenceMode inference;
    if (members.size() < 2) throw Error(ErrorKind::Usage, "a cluster of one picture cannot be split");
    const at::Tensor own = rows.index_select(0, at::tensor(members, at::kLong).to(rows.device()));
    KMeansSettings settings;
    settings.clusters = 2;
    settings.restarts = restarts;
    settings.seed = seed;
    settings.stage = "Splitting the group";
    const KMeansResult result = sphericalKMeans(own, settings, job);
    const Clustering halves = describeClustering(own, result, 1);

    std::array<SplitHalf, 2> split;
    for (std::size_t i = 0; i < members.size(); ++i)
        split[static_cast<std::size_t>(halves.assignment[i])].rows.push_back(members[i]);
    for (std::size_t half = 0; half < 2; ++half)
        split[half].medoid = members[static_cast<std::size_t>(halves.medoids[half])];
    return split;
}

}  // namespace nounscope
