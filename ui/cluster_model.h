// The clusters of a run as rows: name, size, cohesion and the picture that stands for them.
#pragma once

#include <QAbstractListModel>
#include <vector>

#include "core/model/cluster_view.h"

namespace nounscope {

struct ClusterRow {
    int cluster = 0;  // its number in assignments.csv
    QString name;
    qint64 size = 0;
    double cohesion = 0;  // 0 .. 1, mean cosine to its centre
    int medoid = -1;      // picture
};

std::vector<ClusterRow> clusterRows(const ClusterView& view);

// Where the picture that stands for `cluster` has gone; -1 where there is no such cluster.
int sameCluster(const ClusterView& before, int cluster, const ClusterView& now);

class ClusterModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ClusterRole = Qt::UserRole, SizeRole, CohesionRole, MedoidRole };

    using QAbstractListModel::QAbstractListModel;

    void setClusters(std::vector<ClusterRow> clusters);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    // Names are edited in place; clusters dragged on one another ask to be merged, pictures to be moved there. What comes
    // of it is another setClusters().
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    void renameWanted(int cluster, const QString& name);
    void mergeWanted(int cluster, int into);
    void moveWanted(const std::vector<int>& pictures, int into);

private:
    std::vector<ClusterRow> m_clusters;
};

}  // namespace nounscope
