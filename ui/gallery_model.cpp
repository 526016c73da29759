#include "ui/gallery_model.h"

#include <QDateTime>
#include <QLocale>
#include <QMimeData>
#include <QUrl>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/format.h"

#include "ui/dragged_numbers.h"

namespace nounscope {

namespace {

constexpr double farDeviations = 2;

}  // namespace

void GalleryModel::setItems(std::shared_ptr<const ImageItems> items) {
    reset({});
    m_items = std::move(items);
    m_clusters.reset();
    m_placements.assign(m_items->size(), {});
    Q_EMIT itemsChanged();
}

void GalleryModel::setClusters(std::shared_ptr<const ClusterView> clusters) {
    m_clusters = std::move(clusters);
    m_placements.assign(m_items->size(), {});
    const Clustering& found = m_clusters->clustering;
    for (std::size_t row = 0; row < m_clusters->imageRows.size(); ++row)
        m_placements[static_cast<std::size_t>(m_clusters->imageRows[row])] = {
            found.assignment[row], found.distance[row], found.confidence[row], false};
    markFar();
    Q_EMIT clustersChanged();
}

void GalleryModel::markFar() {
    struct Sums {
        double count = 0, sum = 0, squares = 0;
    };
    std::vector<Sums> clusters(m_clusters->names.size());
    for (const Placement& placement : m_placements) {
        if (placement.cluster < 0) continue;
        Sums& cluster = clusters[static_cast<std::size_t>(placement.cluster)];
        cluster.count += 1;
        cluster.sum += placement.distance;
        cluster.squares += placement.distance * placement.distance;
    }
    for (Placement& placement : m_placements) {
        if (placement.cluster < 0) continue;
        const Sums& cluster = clusters[static_cast<std::size_t>(placement.cluster)];
        const double mean = cluster.sum / cluster.count;
        const double deviation = std::sqrt(std::max(0.0, cluster.squares / cluster.count - mean * mean));
        placement.far = placement.distance > mean + farDeviations * deviation;
    }
}

QString GalleryModel::clusterName(int cluster) const {
    if (!m_clusters || cluster < 0 || static_cast<std::size_t>(cluster) >= m_clusters->names.size())
        return {};
    return QString::fromStdString(m_clusters->names[static_cast<std::size_t>(cluster)].name);
}

void GalleryModel::showAll(GalleryOrder order) {
    std::vector<int> pictures;
    for (int picture = 0; picture < static_cast<int>(m_items->size()); ++picture)
        if (item(picture).error.empty()) pictures.push_back(picture);
    resetOrdered(std::move(pictures), order);
}

void GalleryModel::showCluster(int cluster, GalleryOrder order) {
    std::vector<int> pictures;
    for (int picture = 0; picture < static_cast<int>(m_items->size()); ++picture)
        if (placement(picture).cluster == cluster) pictures.push_back(picture);
    resetOrdered(std::move(pictures), order);
}

void GalleryModel::showPictures(std::vector<int> pictures) {
    reset(std::move(pictures));
}

// Pictures come in order of their names, and pictures with equal keys stay in it.
void GalleryModel::resetOrdered(std::vector<int> pictures, GalleryOrder order) {
    const auto key = [&](int picture) -> double {
        switch (order) {
            case GalleryOrder::Typical:
                return placement(picture).distance;
            case GalleryOrder::Outliers:
                return -placement(picture).distance;
            case GalleryOrder::MostCertain:
                return -placement(picture).confidence;
            case GalleryOrder::LeastCertain:
                return placement(picture).confidence;
            case GalleryOrder::Newest:
                return -static_cast<double>(item(picture).changed);
            case GalleryOrder::Name:
                break;
        }
        return 0;
    };
    std::vector<std::pair<double, int>> keyed;
    keyed.reserve(pictures.size());
    for (const int picture : pictures) keyed.emplace_back(key(picture), picture);
    std::sort(keyed.begin(), keyed.end());
    std::transform(keyed.begin(), keyed.end(), pictures.begin(),
                   [](const auto& entry) { return entry.second; });
    reset(std::move(pictures));
}

void GalleryModel::reset(std::vector<int> pictures) {
    beginResetModel();
    m_pictures = std::move(pictures);
    m_places.assign(m_items->size(), -1);
    for (std::size_t place = 0; place < m_pictures.size(); ++place)
        m_places[static_cast<std::size_t>(m_pictures[place])] = static_cast<int>(place);
    endResetModel();
}

int GalleryModel::placeOf(int picture) const {
    const auto index = static_cast<std::size_t>(picture);
    return picture >= 0 && index < m_places.size() ? m_places[index] : -1;
}

QString GalleryModel::fileName(int picture) const {
    return QString::fromStdString(item(picture).file.filename().string());
}

QString GalleryModel::file(int picture) const {
    return QString::fromStdString(item(picture).file.string());
}

QString GalleryModel::facts(int picture) const {
    QStringList lines{QString::fromStdString(item(picture).path)};
    const Placement& place = placement(picture);
    if (place.cluster >= 0) {
        lines += tr("in “%1”").arg(clusterName(place.cluster));
        lines += tr("belongs there with %1, distance to the centre %2")
                     .arg(percentText(place.confidence), scoreText(place.distance));
    }
    if (place.far) lines += tr("far from the others of its cluster");
    if (item(picture).bytes >= 0)
        lines += tr("%1, changed %2")
                     .arg(QLocale().formattedDataSize(item(picture).bytes, 1, QLocale::DataSizeSIFormat),
                          QLocale().toString(QDateTime::fromSecsSinceEpoch(item(picture).changed),
                                             QLocale::ShortFormat));
    return lines.join('\n');
}

int GalleryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_pictures.size());
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const int picture = pictureAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return fileName(picture);
        case Qt::AccessibleTextRole:
            return QString::fromStdString(item(picture).path);
        case Qt::ToolTipRole:
            return facts(picture);
        case PictureRole:
            return picture;
        case FileRole:
            return file(picture);
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
    for (const QModelIndex& index : indexes) urls += QUrl::fromLocalFile(file(pictureAt(index.row())));
    auto* data = new QMimeData;
    data->setUrls(urls);
    std::vector<int> pictures;
    for (const QModelIndex& index : indexes) pictures.push_back(index.data(PictureRole).toInt());
    putNumbers(*data, draggedPictures, pictures);
    return data;
}

}  // namespace nounscope
