// The noun filters side by side, a row each.
#pragma once

#include <QAbstractTableModel>
#include <memory>

#include "core/model/filter_comparison.h"

namespace nounscope {

QString filterTitle(FilterKind kind);

class FilterTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setComparison(std::shared_ptr<const FilterComparison> comparison);  // null: figures are being found
    void setChosen(FilterKind kind);
    FilterKind kindAt(int row) const;
    int rowOf(FilterKind kind) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString figure(const FilterFigures& figures, int column) const;

    std::shared_ptr<const FilterComparison> m_comparison;
    bool m_byPositives = false;  // of the last figures there were
    FilterKind m_chosen = FilterKind::GradNorm;
};

}  // namespace nounscope
