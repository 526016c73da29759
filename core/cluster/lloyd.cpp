#include "core/cluster/lloyd.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/max.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/tiled_product.h"

namespace nounscope {

namespace {

// One restart: its rows' clusters and the sums of the clusters' rows, in double so that adding and taking
// away rows for hundreds of iterations leaves no trace.
class Restart {
public:
    Restart(const at::Tensor& rows, std::int64_t clusters)
        : m_row(rows.data_ptr<float>()), m_width(rows.size(1)), m_sums(clusters * m_width) {
        result.assignment.assign(rows.size(0), -1);
    }

    // Gives every row its nearest centre and no cluster nothing; marks in `touched` the clusters whose rows
    // came or went.
    void assign(const std::int64_t* nearest, const float* cosine, std::int64_t stride) {
        std::vector<std::int32_t> next(result.assignment.size());
        std::vector<std::int64_t> sizes(m_sums.size() / m_width);
        for (std::size_t row = 0; row < next.size(); ++row) {
            next[row] = static_cast<std::int32_t>(nearest[row * stride]);
            ++sizes[next[row]];
        }
        if (std::count(sizes.begin(), sizes.end(), 0) > 0) repairEmpty(next, sizes, cosine, stride);

        touched.assign(sizes.size(), false);
        for (std::size_t row = 0; row < next.size(); ++row) {
            if (next[row] == result.assignment[row]) continue;
            if (result.assignment[row] >= 0) add(row, result.assignment[row], -1);
            add(row, next[row], 1);
        }
        result.assignment = std::move(next);
    }

    bool anyTouched() const { return std::find(touched.begin(), touched.end(), true) != touched.end(); }

    // Writes the normalised mean of cluster `k` to `center`; leaves it where the rows cancel out.
    void writeCenter(std::int64_t k, float* center) const {
        const double length = sumLength(k);
        if (!(length > 1e-12)) return;
        for (std::int64_t d = 0; d < m_width; ++d)
            center[d] = static_cast<float>(m_sums[k * m_width + d] / length);
    }

    // The sum of the rows' cosines to their normalised means is the sum of the lengths of the clusters' sums.
    double objective() const {
        double total = 0;
        for (std::size_t k = 0; k < m_sums.size() / m_width; ++k) total += sumLength(k);
        return total;
    }

    KMeansResult result;
    std::vector<bool> touched;

private:
    double sumLength(std::size_t k) const {
        double squares = 0;
        for (std::int64_t d = 0; d < m_width; ++d)
            squares += m_sums[k * m_width + d] * m_sums[k * m_width + d];
        return std::sqrt(squares);
    }

    void add(std::size_t row, std::int32_t cluster, int sign) {
        const float* const values = m_row + row * m_width;
        double* const sum = &m_sums[cluster * m_width];
        for (std::int64_t d = 0; d < m_width; ++d) sum[d] += sign * static_cast<double>(values[d]);
        touched[cluster] = true;
    }

    // Every empty cluster takes the row farthest from its centre among those whose cluster can spare one.
    static void repairEmpty(std::vector<std::int32_t>& assignment, std::vector<std::int64_t>& sizes,
                            const float* cosine, std::int64_t stride) {
        std::vector<std::size_t> farthest(assignment.size());
        std::iota(farthest.begin(), farthest.end(), 0);
        std::stable_sort(farthest.begin(), farthest.end(), [&](std::size_t a, std::size_t b) {
            return cosine[a * stride] < cosine[b * stride];
        });
        auto row = farthest.begin();
        for (std::size_t k = 0; k < sizes.size(); ++k) {
            if (sizes[k] > 0) continue;
            while (sizes[assignment[*row]] < 2) ++row;  // K <= N: there is always one
            --sizes[assignment[*row]];
            assignment[*row++] = static_cast<std::int32_t>(k);
            sizes[k] = 1;
        }
    }

    const float* m_row;
    std::int64_t m_width;
    std::vector<double> m_sums;  // [K, D]
};

}  // namespace

std::vector<KMeansResult> iterateLloyd(const at::Tensor& rows, const at::Tensor& starts, int maxIterations,
                                       const Job& job, StageProgress& progress) {
    const c10::InferenceMode inference;
    const std::int64_t groups = starts.size(0), clusters = starts.size(1), width = starts.size(2);
    const std::int64_t count = rows.size(0);
    const at::Tensor rowsOnCpu = rows.cpu().contiguous();
    at::Tensor centers = starts.reshape({groups * clusters, width}).cpu().clone();
    at::Tensor cosines = at::empty({count, groups * clusters}, rows.options());
    at::Tensor best = at::empty({count, groups}, rows.options());
    at::Tensor nearest = at::empty({count, groups}, rows.options().dtype(at::kLong));

    std::vector<Restart> restarts(groups, Restart(rowsOnCpu, clusters));
    std::vector<std::int64_t> moved(groups * clusters);
    for (std::size_t i = 0; i < moved.size(); ++i) moved[i] = static_cast<std::int64_t>(i);

    std::int64_t restedBefore = 0;
    for (int iteration = 1; !moved.empty(); ++iteration) {
        const at::Tensor index = at::tensor(moved);
        const at::Tensor columns = index.to(rows.device());
        forEachProductTile(rows, centers.index_select(0, index).to(rows.device()), job,
                           [&](const ProductTile& tile) {
                               at::Tensor known = cosines.narrow(0, tile.begin, tile.count);
                               known.index_copy_(1, columns, tile.products.narrow(0, 0, tile.count));
                               at::Tensor value = best.narrow(0, tile.begin, tile.count);
                               at::Tensor where = nearest.narrow(0, tile.begin, tile.count);
                               at::max_out(value, where, known.view({tile.count, groups, clusters}), 2);
                           });
        moved.clear();
        const at::Tensor bestOnCpu = best.cpu(), nearestOnCpu = nearest.cpu();
        at::parallel_for(0, groups, 1, [&](std::int64_t first, std::int64_t last) {
            for (std::int64_t g = first; g < last; ++g) {
                Restart& restart = restarts[g];
                if (restart.result.converged) continue;
                restart.assign(nearestOnCpu.data_ptr<std::int64_t>() + g, bestOnCpu.data_ptr<float>() + g,
                               groups);
                restart.result.iterations = iteration;
                restart.result.converged = !restart.anyTouched();
                for (std::int64_t k = 0; k < clusters; ++k)
                    if (restart.touched[k])
                        restart.writeCenter(k, centers.data_ptr<float>() + (g * clusters + k) * width);
            }
        });
        const auto atRest = std::count_if(restarts.begin(), restarts.end(), [&](const Restart& restart) {
            return restart.result.converged || iteration == maxIterations;
        });
        progress.advance(atRest - std::exchange(restedBefore, atRest));
        if (iteration == maxIterations) break;
        for (std::int64_t column = 0; column < groups * clusters; ++column)
            if (restarts[column / clusters].touched[column % clusters]) moved.push_back(column);
    }

    std::vector<KMeansResult> results;
    for (std::int64_t g = 0; g < groups; ++g) {
        KMeansResult& result = restarts[g].result;
        result.centers =
            centers.narrow(0, g * clusters, clusters).to(rows.device(), rows.scalar_type(), false, true);
        result.objective = restarts[g].objective();
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace nounscope
