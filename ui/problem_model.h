// The pictures that could not be used as rows: which, and why.
#pragma once

#include <QAbstractTableModel>
#include <memory>
#include <vector>

#include "core/model/image_item.h"

namespace nounscope {

class ProblemModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Picture, Reason, ColumnCount };
    enum Role { FileRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setItems(std::shared_ptr<const ImageItems> items);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const ImageItems> m_items;
    std::vector<std::size_t> m_rows;
};

}  // namespace nounscope
