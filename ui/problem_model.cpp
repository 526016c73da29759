#include "ui/problem_model.h"

namespace nounscope {

void ProblemModel::setItems(std::shared_ptr<const ImageItems> items) {
    beginResetModel();
    m_items = std::move(items);
    m_rows.clear();
    for (std::size_t i = 0; i < m_items->size(); ++i)
        if (!(*m_items)[i].error.empty()) m_rows.push_back(i);
    endResetModel();
}

int ProblemModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProblemModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ImageItem& item = (*m_items)[m_rows[static_cast<std::size_t>(index.row())]];
    if (role == FileRole) return QString::fromStdString(item.file.string());
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    return QString::fromStdString(index.column() == Picture ? item.path : item.error);
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == Picture ? tr("picture") : tr("why it could not be used");
}

}  // namespace nounscope
