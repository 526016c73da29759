#include "core/cluster/measure_groups.h"

#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

#include "core/cluster/clustering.h"

namespace nounscope {

namespace {

// Clusters with pictures, numbered from 0: what k-means would call the edited grouping.
std::vector<std::int32_t> withoutGaps(const Membership& now, std::size_t clusters, std::int64_t& used) {
    std::vector<std::int32_t> number(clusters, -1), assignment;
    assignment.reserve(now.size());
    used = 0;
    for (const ClusterId id : now) {
        std::int32_t& k = number[static_cast<std::size_t>(id)];
        if (k < 0) k = static_cast<std::int32_t>(used++);
        assignment.push_back(k);
    }
    return assignment;
}

// Summed in double and in the order of the rows.
at::Tensor normalisedMeans(const at::Tensor& rows, const std::vector<std::int32_t>& assignment,
                           std::int64_t clusters) {
    const std::int64_t width = rows.size(1);
    const at::Tensor onCpu = rows.cpu().contiguous();
    const auto* row = onCpu.data_ptr<float>();
    std::vector<double> sums(static_cast<std::size_t>(clusters * width));
    for (const std::int32_t k : assignment) {
        double* const sum = sums.data() + k * width;
        for (std::int64_t i = 0; i < width; ++i) sum[i] += row[i];
        row += width;
    }
    at::Tensor centers = at::zeros({clusters, width}, at::kFloat);
    auto* center = centers.data_ptr<float>();
    for (std::int64_t k = 0; k < clusters; ++k) {
        const double* const sum = sums.data() + k * width;
        double squares = 0;
        for (std::int64_t i = 0; i < width; ++i) squares += sum[i] * sum[i];
        // Opposite pictures have no mean direction; zeros are as far from each of them.
        const double scale = squares > 0 ? 1 / std::sqrt(squares) : 0;
        for (std::int64_t i = 0; i < width; ++i) *center++ = static_cast<float>(sum[i] * scale);
    }
    return centers.to(rows.device());
}

// By id: whether the cluster's pictures are those that the run gave it.
std::vector<bool> untouched(const Arrangement& edits) {
    std::vector<bool> same(edits.clusters().size(), true);
    for (std::size_t row = 0; row < edits.now().size(); ++row)
        if (edits.now()[row] != edits.run()[row]) {
            same[static_cast<std::size_t>(edits.now()[row])] = false;
            same[static_cast<std::size_t>(edits.run()[row])] = false;
        }
    return same;
}

}  // namespace

GroupMeasures measureGroups(const at::Tensor& rows, const Clustering& run, const Arrangement& edits,
                            double tau) {
    if (!edits.isRegrouped()) return {run.distance, run.confidence};
    const c10::InferenceMode inference;
    std::int64_t clusters = 0;
    KMeansResult grouped;
    grouped.assignment = withoutGaps(edits.now(), edits.clusters().size(), clusters);
    grouped.centers = normalisedMeans(rows, grouped.assignment, clusters);
    Clustering described = describeClustering(rows, grouped, tau);
    const std::vector<bool> same = untouched(edits);
    for (std::size_t row = 0; row < run.distance.size(); ++row)
        if (same[static_cast<std::size_t>(edits.now()[row])]) described.distance[row] = run.distance[row];
    return {std::move(described.distance), std::move(described.confidence)};
}

}  // namespace nounscope
