#include "ui/cluster_model.h"

#include "ui/format.h"

namespace nounscope {

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
            return tr("%1\n%2 pictures, cohesion %3")
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
