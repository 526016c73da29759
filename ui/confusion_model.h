// Which pictures of which cluster went where, as a table: a row a cluster before, a column a cluster after, those that
// belong together on the diagonal.
#pragma once

#include <QAbstractTableModel>
#include <memory>
#include <vector>

#include "core/model/run_comparison.h"

namespace nounscope {

class ConfusionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        ShareRole = Qt::UserRole,
        StayedRole
    };  // of the row's pictures, 0 .. 1; whether the column is its match

    using QAbstractTableModel::QAbstractTableModel;

    void setComparison(std::shared_ptr<const RunComparison> comparison);
    const SharedPictures* cell(const QModelIndex& index) const;  // null: no picture

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const RunComparison> m_comparison;
    std::vector<int> m_columns;                  // the cluster after of each column
    std::vector<const SharedPictures*> m_cells;  // [rows, columns]
};

}  // namespace nounscope
