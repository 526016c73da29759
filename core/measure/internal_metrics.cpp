#include "core/measure/internal_metrics.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/model/error.h"
#include "core/tiled_product.h"

namespace nounscope {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double noDistance = 1e-12;  // cosine distances below are what rounding leaves of equal rows

struct Partition {
    at::Tensor cluster;               // [N] int64, on the rows' device; empty clusters closed up
    std::vector<double> sizes;        // K of the non-empty clusters
    at::Tensor means;                 // [K, D] float64 means of the unit rows
    std::vector<double> meanSquares;  // K, |mean|^2
    std::int64_t rows = 0;

    std::int64_t clusters() const { return static_cast<std::int64_t>(sizes.size()); }
    bool isDefined() const { return clusters() >= 2 && clusters() < rows; }
};

// What one product with the means tells of every row, on the CPU.
struct RowFigures {
    at::Tensor silhouette;    // [N] float64
    at::Tensor meanDistance;  // [N] float64, euclidean distance to the mean of the own cluster
};

at::Tensor unitTile(const at::Tensor& rows, std::int64_t begin, std::int64_t count) {
    const at::Tensor tile = rows.narrow(0, begin, count).to(at::kDouble);
    return tile.div_(tile.norm(2, 1, true).clamp_min_(std::numeric_limits<double>::min()));
}

std::int64_t tileLength(std::int64_t rows, std::int64_t begin) {
    return std::min(tileRows, rows - begin);
}

Partition partition(const at::Tensor& rows, const std::vector<std::int32_t>& assignment, int clusters,
                    const Job& job) {
    Partition result;
    result.rows = rows.size(0);
    if (static_cast<std::int64_t>(assignment.size()) != result.rows)
        throw Error(ErrorKind::BadInput, std::to_string(assignment.size()) + " assignments do not match " +
                                             std::to_string(result.rows) + " rows");
    std::vector<std::int64_t> counts(std::max(clusters, 0), 0);
    for (const std::int32_t cluster : assignment) {
        if (cluster < 0 || cluster >= clusters)
            throw Error(ErrorKind::BadInput, "cluster " + std::to_string(cluster) + " is not one of 0 to " +
                                                 std::to_string(clusters - 1));
        ++counts[cluster];
    }
    std::vector<std::int64_t> closedUp(counts.size(), 0);
    for (std::size_t cluster = 0; cluster < counts.size(); ++cluster) {
        closedUp[cluster] = result.clusters();
        if (counts[cluster] > 0) result.sizes.push_back(static_cast<double>(counts[cluster]));
    }
    at::Tensor ids = at::empty({result.rows}, at::kLong);
    std::transform(assignment.begin(), assignment.end(), ids.data_ptr<std::int64_t>(),
                   [&](std::int32_t cluster) { return closedUp[cluster]; });
    result.cluster = ids.to(rows.device());
    if (!result.isDefined()) return result;

    const auto options = rows.options().dtype(at::kDouble);
    at::Tensor sums = at::zeros({result.clusters(), rows.size(1)}, options);
    for (std::int64_t begin = 0; begin < result.rows; begin += tileRows) {
        job.throwIfCancelled();
        const std::int64_t count = tileLength(result.rows, begin);
        // A product with the membership matrix rather than index_add_, whose order CUDA does not promise.
        const at::Tensor membership =
            at::one_hot(result.cluster.narrow(0, begin, count), result.clusters()).to(at::kDouble);
        sums.addmm_(membership.t(), unitTile(rows, begin, count));
    }
    const at::Tensor sizes = at::tensor(result.sizes, at::kDouble).to(rows.device());
    result.means = sums.div_(sizes.unsqueeze(1));
    const at::Tensor squares = result.means.square().sum(1).cpu();
    result.meanSquares.assign(squares.data_ptr<double>(), squares.data_ptr<double>() + squares.numel());
    return result;
}

// s [n, 1] for the rows whose cosines to the means of all clusters are `cosines` [n, K].
at::Tensor silhouettes(const at::Tensor& cosines, const at::Tensor& own, const at::Tensor& ownCosine,
                       const at::Tensor& ownSize) {
    // The distance to oneself is 0, so the mean over the rest is the mean over all, times size / (size - 1).
    const at::Tensor within = ((1 - ownCosine) * ownSize / (ownSize - 1).clamp_min_(1)).clamp_min_(0);
    const at::Tensor nearestOther =
        1 - cosines.scatter(1, own, -std::numeric_limits<double>::infinity()).amax(1, true);
    const at::Tensor larger = at::max(within, nearestOther);
    const at::Tensor value = (nearestOther - within) / larger;
    return value.masked_fill_((ownSize == 1).logical_or_(larger < noDistance), 0);
}

RowFigures rowFigures(const at::Tensor& rows, const Partition& groups, const Job& job) {
    const auto device = rows.device();
    const at::Tensor means = groups.means.t().contiguous();
    const at::Tensor sizes = at::tensor(groups.sizes, at::kDouble).to(device);
    const at::Tensor meanSquares = at::tensor(groups.meanSquares, at::kDouble).to(device);
    RowFigures figures{at::empty({groups.rows}, means.options()), at::empty({groups.rows}, means.options())};

    const auto visit = [&](std::int64_t firstTile, std::int64_t lastTile) {
        const c10::InferenceMode inference;
        for (std::int64_t begin = firstTile * tileRows; begin < std::min(lastTile * tileRows, groups.rows);
             begin += tileRows) {
            job.throwIfCancelled();
            const std::int64_t count = tileLength(groups.rows, begin);
            const at::Tensor own = groups.cluster.narrow(0, begin, count);
            const at::Tensor cosines = at::mm(unitTile(rows, begin, count), means);
            const at::Tensor ownCosine = cosines.gather(1, own.unsqueeze(1));
            const at::Tensor ownSize = sizes.index_select(0, own).unsqueeze(1);
            figures.silhouette.narrow(0, begin, count)
                .copy_(silhouettes(cosines, own.unsqueeze(1), ownCosine, ownSize).squeeze(1));
            figures.meanDistance.narrow(0, begin, count)
                .copy_(
                    (1 - 2 * ownCosine.squeeze(1) + meanSquares.index_select(0, own)).clamp_min_(0).sqrt_());
        }
    };
    const std::int64_t tiles = (groups.rows + tileRows - 1) / tileRows;
    if (device.is_cpu())
        at::parallel_for(0, tiles, 1, visit);
    else
        visit(0, tiles);
    return {figures.silhouette.cpu(), figures.meanDistance.cpu()};
}

double meanInOrder(const at::Tensor& values) {
    const double* first = values.data_ptr<double>();
    return std::accumulate(first, first + values.numel(), 0.0) / static_cast<double>(values.numel());
}

double daviesBouldin(const Partition& groups, const RowFigures& figures) {
    std::vector<double> spread(groups.clusters(), 0);
    const at::Tensor cluster = groups.cluster.cpu();
    const std::int64_t* own = cluster.data_ptr<std::int64_t>();
    const double* distance = figures.meanDistance.data_ptr<double>();
    for (std::int64_t row = 0; row < groups.rows; ++row) spread[own[row]] += distance[row];
    for (std::int64_t c = 0; c < groups.clusters(); ++c) spread[c] /= groups.sizes[c];

    const at::Tensor gram = at::mm(groups.means, groups.means.t()).cpu();
    const auto dot = gram.accessor<double, 2>();
    double sum = 0;
    for (std::int64_t i = 0; i < groups.clusters(); ++i) {
        double worst = 0;
        for (std::int64_t j = 0; j < groups.clusters(); ++j) {
            const double apart = std::sqrt(std::max(dot[i][i] + dot[j][j] - 2 * dot[i][j], 0.0));
            if (i != j && apart > 0) worst = std::max(worst, (spread[i] + spread[j]) / apart);
        }
        sum += worst;
    }
    return sum / static_cast<double>(groups.clusters());
}

double calinskiHarabasz(const Partition& groups) {
    const auto rows = static_cast<double>(groups.rows);
    const auto clusters = static_cast<double>(groups.clusters());
    const at::Tensor sizes = at::tensor(groups.sizes, at::kDouble).to(groups.means.device());
    const double centre =
        (groups.means * sizes.unsqueeze(1)).sum(0).div_(rows).square_().sum().item<double>();
    double explained = 0;  // sum of size x |mean|^2; the rows themselves have |row|^2 = 1
    for (std::int64_t c = 0; c < groups.clusters(); ++c) explained += groups.sizes[c] * groups.meanSquares[c];
    const double within = rows - explained;
    const double between = explained - rows * centre;
    if (within <= rows * noDistance) return 1;
    return between / (clusters - 1) / (within / (rows - clusters));
}

}  // namespace

InternalMetrics internalMetrics(const at::Tensor& rows, const std::vector<std::int32_t>& assignment,
                                int clusters, const Job& job) {
    const c10::InferenceMode inference;
    const Partition groups = partition(rows, assignment, clusters, job);
    if (!groups.isDefined()) return {undefined, undefined, undefined};
    const RowFigures figures = rowFigures(rows, groups, job);
    return {meanInOrder(figures.silhouette), daviesBouldin(groups, figures), calinskiHarabasz(groups)};
}

double meanCosineSilhouette(const at::Tensor& rows, const std::vector<std::int32_t>& assignment, int clusters,
                            const Job& job) {
    const c10::InferenceMode inference;
    const Partition groups = partition(rows, assignment, clusters, job);
    return groups.isDefined() ? meanInOrder(rowFigures(rows, groups, job).silhouette) : undefined;
}

}  // namespace nounscope
