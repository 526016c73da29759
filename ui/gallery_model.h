// The pictures that the gallery shows, in its order: numbers of pictures, and facts about each on demand.
#pragma once

#include <QAbstractListModel>
#include <memory>
#include <vector>

#include "core/model/cluster_view.h"
#include "core/model/image_item.h"

namespace nounscope {

enum class GalleryOrder { Representative, Outliers, Name };

class GalleryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { PictureRole = Qt::UserRole, DistanceRole, FileRole };

    using QAbstractListModel::QAbstractListModel;

    void setItems(std::shared_ptr<const ImageItems> items);
    void setClusters(std::shared_ptr<const ClusterView> clusters);
    QString clusterName(int cluster) const;

    void showCluster(int cluster, GalleryOrder order);
    void showAll();
    void showPictures(std::vector<int> pictures);  // in this order

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;  // the files, to drag out

Q_SIGNALS:
    void clustersChanged();

private:
    void reset(std::vector<int> pictures);

    std::shared_ptr<const ImageItems> m_items;
    std::shared_ptr<const ClusterView> m_clusters;  // null: none yet
    std::vector<double> m_distance;                 // an entry a picture, NaN where it has none
    std::vector<int> m_pictures;
};

}  // namespace nounscope
