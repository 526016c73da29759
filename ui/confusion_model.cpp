#include "ui/confusion_model.h"

#include "ui/format.h"

namespace nounscope {

namespace {

QString nameIn(const std::vector<std::string>& names, int cluster) {
    return QString::fromStdString(names[static_cast<std::size_t>(cluster)]);
}

}  // namespace

void ConfusionModel::setComparison(std::shared_ptr<const RunComparison> comparison) {
    beginResetModel();
    m_comparison = std::move(comparison);
    const auto columns = static_cast<int>(m_comparison->namesAfter.size());
    m_columns.clear();
    std::vector<int> columnOf(m_comparison->namesAfter.size(), -1);
    const auto append = [&](int cluster) {
        int& column = columnOf[static_cast<std::size_t>(cluster)];
        if (column >= 0) return;
        column = static_cast<int>(m_columns.size());
        m_columns.push_back(cluster);
    };
    for (const int match : m_comparison->matchBefore)
        if (match >= 0) append(match);
    for (int cluster = 0; cluster < columns; ++cluster) append(cluster);

    m_cells.assign(m_comparison->namesBefore.size() * m_columns.size(), nullptr);
    for (const SharedPictures& shared : m_comparison->shared)
        m_cells[static_cast<std::size_t>(shared.before) * m_columns.size() +
                static_cast<std::size_t>(columnOf[static_cast<std::size_t>(shared.after)])] = &shared;
    endResetModel();
}

const SharedPictures* ConfusionModel::cell(const QModelIndex& index) const {
    if (!index.isValid()) return nullptr;
    return m_cells[static_cast<std::size_t>(index.row()) * m_columns.size() +
                   static_cast<std::size_t>(index.column())];
}

int ConfusionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_comparison ? 0 : static_cast<int>(m_comparison->namesBefore.size());
}

int ConfusionModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ConfusionModel::data(const QModelIndex& index, int role) const {
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignCenter);
    const SharedPictures* shared = cell(index);
    if (!shared) return {};
    const auto count = static_cast<qint64>(shared->pictures.size());
    const auto row = static_cast<std::size_t>(shared->before);
    switch (role) {
        case Qt::DisplayRole:
            return countText(count);
        case Qt::ToolTipRole:
            return tr("%1 of %2 in “%3” are now in “%4”; a click shows them")
                .arg(countText(count), countText(m_comparison->sizesBefore[row]),
                     nameIn(m_comparison->namesBefore, shared->before),
                     nameIn(m_comparison->namesAfter, shared->after));
        case ShareRole:
            return static_cast<double>(count) / static_cast<double>(m_comparison->sizesBefore[row]);
        case StayedRole:
            return m_comparison->matchBefore[row] == shared->after;
        default:
            return {};
    }
}

QVariant ConfusionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const bool before = orientation == Qt::Vertical;
    const int cluster = before ? section : m_columns[static_cast<std::size_t>(section)];
    const QString name = nameIn(before ? m_comparison->namesBefore : m_comparison->namesAfter, cluster);
    if (role == Qt::ToolTipRole) return name;
    const std::vector<std::int64_t>& sizes = before ? m_comparison->sizesBefore : m_comparison->sizesAfter;
    return tr("%1  %2").arg(name, countText(sizes[static_cast<std::size_t>(cluster)]));
}

}  // namespace nounscope
