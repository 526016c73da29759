// The nouns of a run with their scores, as rows that can be sorted and searched without a copy: 150,000 of them
// within a frame.
#pragma once

#include <QAbstractTableModel>
#include <memory>
#include <vector>

#include "core/model/filter_view.h"
#include "core/model/noun_list.h"

namespace nounscope {

enum class NounWish { None, Pinned, Banned };

class NounTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Noun, Gloss, Score, Rank, Centre, Confidence, Kept, Cluster, Pin, Ban, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setNouns(std::shared_ptr<const NounList> nouns);
    // Rows in the order of rank follow at once, in another order only a view that has settled moves many of them.
    void setView(std::shared_ptr<const FilterView> view);
    // M entries: the cluster that a noun names, -1: none.
    void setClusters(std::vector<int> clusterOfNoun);

    void setWanted(const QString& part, bool keptOnly);  // which nouns have a row
    qint64 nounAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(qint64 noun) const;  // -1: it has none

    NounWish wish(qint64 noun) const { return m_wishes[static_cast<std::size_t>(noun)]; }
    void setWish(qint64 noun, NounWish wish);
    std::vector<std::int64_t> wished(NounWish wish) const;  // nouns, rising

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void wishesChanged();

private:
    void rebuild();
    std::vector<std::int64_t> orderedRows() const;
    void sortRows(std::vector<std::int64_t>& rows) const;
    bool isWanted(std::int64_t noun) const;
    void emitChanged(Column first, Column last);

    std::shared_ptr<const NounList> m_nouns;
    std::shared_ptr<const FilterView> m_view;
    std::vector<int> m_clusters;
    std::vector<NounWish> m_wishes;
    std::vector<std::int64_t> m_rows;  // nouns, as shown
    QString m_part;
    std::string m_foldedPart;  // of m_part, in UTF-8
    bool m_keptOnly = false;
    int m_column = Rank;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

}  // namespace nounscope
