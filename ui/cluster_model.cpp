#include "ui/cluster_model.h"

#include <QMimeData>
#include <algorithm>

#include "ui/dragged_numbers.h"
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
        case Qt::EditRole:
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

bool ClusterModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::EditRole) return false;
    Q_EMIT renameWanted(index.data(ClusterRole).toInt(), value.toString());
    return true;
}

Qt::ItemFlags ClusterModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags plain = QAbstractListModel::flags(index);
    return index.isValid() ? plain | Qt::ItemIsEditable | Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled
                           : plain;
}

QStringList ClusterModel::mimeTypes() const {
    return {draggedClusters, draggedPictures};
}

QMimeData* ClusterModel::mimeData(const QModelIndexList& indexes) const {
    std::vector<int> clusters;
    for (const QModelIndex& index : indexes) clusters.push_back(index.data(ClusterRole).toInt());
    auto* data = new QMimeData;
    putNumbers(*data, draggedClusters, clusters);
    return data;
}

bool ClusterModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int, int,
                                   const QModelIndex& parent) const {
    if (!parent.isValid()) return false;
    const std::vector<int> clusters = takeNumbers(*data, draggedClusters);
    if (!clusters.empty()) return clusters.front() != parent.data(ClusterRole).toInt();
    return data->hasFormat(draggedPictures);
}

bool ClusterModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                const QModelIndex& parent) {
    if (!canDropMimeData(data, action, row, column, parent)) return false;
    const int into = parent.data(ClusterRole).toInt();
    for (const int cluster : takeNumbers(*data, draggedClusters)) Q_EMIT mergeWanted(cluster, into);
    const std::vector<int> pictures = takeNumbers(*data, draggedPictures);
    if (!pictures.empty()) Q_EMIT moveWanted(pictures, into);
    return false;  // the views take nothing away: the model is set anew
}

}  // namespace nounscope
