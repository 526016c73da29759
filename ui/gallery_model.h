// The pictures that the gallery shows, in its order: numbers of pictures, and facts about each on demand.
#pragma once

#include <QAbstractListModel>
#include <limits>
#include <memory>
#include <vector>

#include "core/model/cluster_view.h"
#include "core/model/image_item.h"

namespace nounscope {

enum class GalleryOrder { Typical, Outliers, MostCertain, LeastCertain, Name, Newest };

class GalleryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { PictureRole = Qt::UserRole, FileRole };

    using QAbstractListModel::QAbstractListModel;

    // The pictures stay or become another run's; what is shown is empty until one of the show functions.
    void setItems(std::shared_ptr<const ImageItems> items);
    void setClusters(std::shared_ptr<const ClusterView> clusters);
    bool hasClusters() const { return m_clusters != nullptr; }
    QString clusterName(int cluster) const;

    // Pictures that could not be read are left out. Without clusters every order but Newest is by name.
    void showAll(GalleryOrder order);
    void showCluster(int cluster, GalleryOrder order);
    void showPictures(std::vector<int> pictures);  // in this order

    int pictureAt(int place) const { return m_pictures[static_cast<std::size_t>(place)]; }
    int placeOf(int picture) const;  // -1: not shown
    const std::vector<int>& pictures() const { return m_pictures; }
    QString fileName(int picture) const;
    QString file(int picture) const;
    QString facts(int picture) const;                                        // a few lines of plain text
    int clusterOf(int picture) const { return placement(picture).cluster; }  // -1: in none
    double confidenceOf(int picture) const { return placement(picture).confidence; }

    // More than two standard deviations further from its centre than its cluster's pictures are on average.
    bool isFar(int picture) const { return placement(picture).far; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;  // the files, to drag out

Q_SIGNALS:
    void itemsChanged();
    void clustersChanged();

private:
    struct Placement {
        int cluster = -1;
        double distance = std::numeric_limits<double>::infinity();
        double confidence = 0;
        bool far = false;
    };

    const ImageItem& item(int picture) const { return (*m_items)[static_cast<std::size_t>(picture)]; }
    const Placement& placement(int picture) const { return m_placements[static_cast<std::size_t>(picture)]; }
    void markFar();
    void reset(std::vector<int> pictures);
    void resetOrdered(std::vector<int> pictures, GalleryOrder order);

    std::shared_ptr<const ImageItems> m_items = std::make_shared<const ImageItems>();
    std::shared_ptr<const ClusterView> m_clusters;  // null: none yet
    std::vector<Placement> m_placements;            // an entry a picture
    std::vector<int> m_pictures;                    // as shown
    std::vector<int> m_places;                      // where each picture is shown
};

}  // namespace nounscope
