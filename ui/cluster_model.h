// The clusters of a run as rows: name, size, cohesion and the picture that stands for them.
#pragma once

#include <QAbstractListModel>
#include <vector>

namespace nounscope {

struct ClusterRow {
    int cluster = 0;  // its number in assignments.csv
    QString name;
    qint64 size = 0;
    double cohesion = 0;  // 0 .. 1, mean cosine to its centre
    int medoid = -1;      // picture
};

class ClusterModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ClusterRole = Qt::UserRole, SizeRole, CohesionRole, MedoidRole };

    using QAbstractListModel::QAbstractListModel;

    void setClusters(std::vector<ClusterRow> clusters);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<ClusterRow> m_clusters;
};

}  // namespace nounscope
