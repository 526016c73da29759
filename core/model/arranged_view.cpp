#include "core/model/arranged_view.h"

#include <algorithm>

namespace nounscope {

namespace {

// The clusters that some of `rows` are in, by falling number of them, ties by the first.
std::vector<ClusterId> bySize(const Arrangement& edits, const std::vector<std::int64_t>& rows) {
    std::vector<std::int64_t> size(edits.clusters().size()), first(size.size());
    std::vector<ClusterId> ids;
    for (const std::int64_t row : rows) {
        const ClusterId id = edits.now()[static_cast<std::size_t>(row)];
        if (size[static_cast<std::size_t>(id)]++ > 0) continue;
        first[static_cast<std::size_t>(id)] = row;
        ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end(), [&](ClusterId a, ClusterId b) {
        const auto left = static_cast<std::size_t>(a), right = static_cast<std::size_t>(b);
        return size[left] != size[right] ? size[left] > size[right] : first[left] < first[right];
    });
    return ids;
}

}  // namespace

ClusterView arrangedView(const ClusterView& run, const Arrangement& edits, const GroupMeasures& measures) {
    std::vector<bool> hidden(edits.now().size());
    for (const std::int64_t row : edits.hidden()) hidden[static_cast<std::size_t>(row)] = true;
    std::vector<std::int64_t> rows;
    for (std::size_t row = 0; row < hidden.size(); ++row)
        if (!hidden[row] && !edits.cluster(edits.now()[row]).hidden)
            rows.push_back(static_cast<std::int64_t>(row));

    ClusterView view;
    view.proxies = run.proxies;
    view.metrics = run.metrics;
    view.kCurve = run.kCurve;
    view.ids = bySize(edits, rows);
    view.clusters = static_cast<int>(view.ids.size());
    std::vector<std::int32_t> number(edits.clusters().size());
    for (std::size_t k = 0; k < view.ids.size(); ++k) {
        number[static_cast<std::size_t>(view.ids[k])] = static_cast<std::int32_t>(k);
        view.names.push_back(edits.cluster(view.ids[k]).name);
    }

    Clustering& clustering = view.clustering;
    clustering.objective = run.clustering.objective;
    clustering.iterations = run.clustering.iterations;
    clustering.sizes.assign(view.ids.size(), 0);
    clustering.medoids.assign(view.ids.size(), -1);
    for (const std::int64_t from : rows) {
        const auto row = static_cast<std::size_t>(from);
        const auto place = static_cast<std::int64_t>(view.imageRows.size());
        const std::int32_t k = number[static_cast<std::size_t>(edits.now()[row])];
        view.imageRows.push_back(run.imageRows[row]);
        clustering.assignment.push_back(k);
        clustering.distance.push_back(measures.distance[row]);
        clustering.confidence.push_back(measures.confidence[row]);
        ++clustering.sizes[static_cast<std::size_t>(k)];
        std::int64_t& medoid = clustering.medoids[static_cast<std::size_t>(k)];
        if (medoid < 0 || measures.distance[row] < clustering.distance[static_cast<std::size_t>(medoid)])
            medoid = place;
    }
    return view;
}

}  // namespace nounscope
