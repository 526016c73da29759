#include "ui/cluster_model.h"

#include <algorithm>

#include "ui/format.h"

namespace nounscope {

std::vector<ClusterRow> clusterRows(const ClusterView& view) {
    const Clustering& clustering = view.clustering;
    const std::size_t count = clustering.sizes.size();
    std::vector<double> distance(count);
    for (std::size_t row = 0; row < clustering.assignment.size(); ++row)
        distance[static_cast<std::size_t>(clustering.assignment[row])] += clustering.distance[row];
    std::vector<ClusterRow> rows;
    for (std::size_t k = 0; k < count; ++k)
        rows.push_back({static_cast<int>(k), QString::fromStdString(view.names[k].name), clustering.sizes[k],
                        1 - distance[k] / static_cast<double>(clustering.sizes[k]),
                        static_cast<int>(view.imageRows[static_cast<std::size_t>(clustering.medoids[k])])});
    return rows;
}

int sameCluster(const ClusterView& before, int cluster, const ClusterView& now) {
    if (cluster < 0 || cluster >= static_cast<int>(before.clustering.medoids.size())) return -1;
    const std::int64_t medoid = before.clustering.medoids[static_cast<std::size_t>(cluster)];
    const std::int64_t picture = before.imageRows[static_cast<std::size_t>(medoid)];
    const auto row = std::lower_bound(now.imageRows.begin(), now.imageRows.end(), picture);
    if (row == now.imageRows.end() || *row != picture) return -1;
    return now.clustering.assignment[static_cast<std::size_t>(row - now.imageRows.begin())];
}

void ClusterModel::setClusters(std::vector<ClusterRow> clusters) {
    beginResetModel();
    m_clusters = std::move(clusters);
    endResetModel();
}

int ClusterModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_clusters.size());
}

QVariant ClusterModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ClusterRow& row = m_clusters[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return row.name;
        case Qt::ToolTipRole:
            return tr("%1\n%2 pictures\nCohesion %3: how near they are to the cluster's centre, on average")
                .arg(row.name, countText(row.size), percentText(row.cohesion));
        case Qt::AccessibleTextRole:
            return tr("%1, %2 pictures").arg(row.name, countText(row.size));
        case ClusterRole:
            return row.cluster;
        case SizeRole:
            return row.size;
        case CohesionRole:
            return row.cohesion;
        case MedoidRole:
            return row.medoid;
        default:
            return {};
    }
}

}  // namespace nounscope
