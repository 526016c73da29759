#include "ui/gallery_model.h"

#include <QMimeData>
#include <QUrl>
#include <algorithm>
#include <cmath>
#include <limits>

namespace nounscope {

namespace {

QString pathText(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

}  // namespace

void GalleryModel::setItems(std::shared_ptr<const ImageItems> items) {
    m_items = std::move(items);
    m_clusters.reset();
    m_distance.assign(m_items->size(), std::numeric_limits<double>::quiet_NaN());
    showAll();
}

void GalleryModel::setClusters(std::shared_ptr<const ClusterView> clusters) {
    m_clusters = std::move(clusters);
    std::fill(m_distance.begin(), m_distance.end(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t row = 0; row < m_clusters->imageRows.size(); ++row)
        m_distance[static_cast<std::size_t>(m_clusters->imageRows[row])] =
            m_clusters->clustering.distance[row];
    Q_EMIT clustersChanged();
}

QString GalleryModel::clusterName(int cluster) const {
    if (!m_clusters || static_cast<std::size_t>(cluster) >= m_clusters->names.size()) return {};
    return QString::fromStdString(m_clusters->names[static_cast<std::size_t>(cluster)].name);
}

void GalleryModel::showCluster(int cluster, GalleryOrder order) {
    std::vector<int> pictures;
    for (std::size_t row = 0; m_clusters && row < m_clusters->imageRows.size(); ++row)
        if (m_clusters->clustering.assignment[row] == cluster)
            pictures.push_back(static_cast<int>(m_clusters->imageRows[row]));
    const auto distance = [this](int picture) { return m_distance[static_cast<std::size_t>(picture)]; };
    if (order == GalleryOrder::Representative)
        std::stable_sort(pictures.begin(), pictures.end(),
                         [&](int a, int b) { return distance(a) < distance(b); });
    if (order == GalleryOrder::Outliers)
        std::stable_sort(pictures.begin(), pictures.end(),
                         [&](int a, int b) { return distance(a) > distance(b); });
    reset(std::move(pictures));
}

void GalleryModel::showAll() {
    if (!m_items) return;
    std::vector<int> pictures;
    for (std::size_t i = 0; i < m_items->size(); ++i)
        if ((*m_items)[i].error.empty()) pictures.push_back(static_cast<int>(i));
    reset(std::move(pictures));
}

void GalleryModel::showPictures(std::vector<int> pictures) {
    reset(std::move(pictures));
}

void GalleryModel::reset(std::vector<int> pictures) {
    beginResetModel();
    m_pictures = std::move(pictures);
    endResetModel();
}

int GalleryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_pictures.size());
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const int picture = m_pictures[static_cast<std::size_t>(index.row())];
    const ImageItem& item = (*m_items)[static_cast<std::size_t>(picture)];
    switch (role) {
        case Qt::DisplayRole:
            return pathText(std::filesystem::path(item.path).filename());
        case Qt::AccessibleTextRole:
        case Qt::ToolTipRole:
            return pathText(item.path);
        case PictureRole:
            return picture;
        case DistanceRole:
            return m_distance[static_cast<std::size_t>(picture)];
        case FileRole:
            return pathText(item.file);
        default:
            return {};
    }
}

Qt::ItemFlags GalleryModel::flags(const QModelIndex& index) const {
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QStringList GalleryModel::mimeTypes() const {
    return {"text/uri-list"};
}

QMimeData* GalleryModel::mimeData(const QModelIndexList& indexes) const {
    QList<QUrl> urls;
    for (const QModelIndex& index : indexes) urls += QUrl::fromLocalFile(index.data(FileRole).toString());
    auto* data = new QMimeData;
    data->setUrls(urls);
    return data;
}

}  // namespace nounscope
