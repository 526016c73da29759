#include "ui/noun_table_model.h"

#include <algorithm>
#include <numeric>

#include "ui/format.h"

namespace nounscope {

namespace {

std::size_t at(std::int64_t noun) {
    return static_cast<std::size_t>(noun);
}

}  // namespace

void NounTableModel::setNouns(std::shared_ptr<const NounList> nouns) {
    beginResetModel();
    m_nouns = std::move(nouns);
    m_view.reset();
    m_clusters.clear();
    m_wishes.assign(m_nouns->words.size(), NounWish::None);
    m_rows = orderedRows();
    endResetModel();
}

// Scores that only moved leave the rows where they are until their order must change.
void NounTableModel::setView(std::shared_ptr<const FilterView> view) {
    m_view = std::move(view);
    rebuild();
}

void NounTableModel::setClusters(std::vector<int> clusterOfNoun) {
    m_clusters = std::move(clusterOfNoun);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, Cluster), index(rowCount() - 1, Cluster));
}

void NounTableModel::setWanted(const QString& part, bool keptOnly) {
    m_part = part;
    m_keptOnly = keptOnly;
    rebuild();
}

int NounTableModel::rowOf(qint64 noun) const {
    const auto found = std::find(m_rows.begin(), m_rows.end(), noun);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void NounTableModel::setWish(qint64 noun, NounWish wish) {
    if (m_wishes[at(noun)] == wish) return;
    m_wishes[at(noun)] = wish;
    if (const int row = rowOf(noun); row >= 0) Q_EMIT dataChanged(index(row, Wish), index(row, Wish));
    Q_EMIT wishesChanged();
}

std::vector<std::int64_t> NounTableModel::wished(NounWish wish) const {
    std::vector<std::int64_t> nouns;
    for (std::size_t noun = 0; noun < m_wishes.size(); ++noun)
        if (m_wishes[noun] == wish) nouns.push_back(static_cast<std::int64_t>(noun));
    return nouns;
}

bool NounTableModel::isWanted(std::int64_t noun) const {
    if (m_keptOnly && !(m_view && m_view->selection.selected[at(noun)])) return false;
    return m_part.isEmpty() ||
           QString::fromStdString(m_nouns->words[at(noun)]).contains(m_part, Qt::CaseInsensitive);
}

void NounTableModel::rebuild() {
    std::vector<std::int64_t> rows = orderedRows();
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<std::int64_t> nouns;
    for (const QModelIndex& index : before) nouns.push_back(nounAt(index.row()));

    m_rows = std::move(rows);
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = rowOf(nouns[static_cast<std::size_t>(i)]);
        changePersistentIndex(before[i], row < 0 ? QModelIndex() : index(row, before[i].column()));
    }
    Q_EMIT layoutChanged();
}

std::vector<std::int64_t> NounTableModel::orderedRows() const {
    std::vector<std::int64_t> rows =
        m_view ? m_view->byRank : std::vector<std::int64_t>(m_nouns ? m_nouns->words.size() : 0);
    if (!m_view) std::iota(rows.begin(), rows.end(), 0);
    if (!m_part.isEmpty() || m_keptOnly)
        rows.erase(
            std::remove_if(rows.begin(), rows.end(), [this](std::int64_t noun) { return !isWanted(noun); }),
            rows.end());
    sortRows(rows);
    return rows;
}

void NounTableModel::sort(int column, Qt::SortOrder order) {
    m_column = column;
    m_order = order;
    rebuild();
}

// They come best first: for rank and score that is the order already.
void NounTableModel::sortRows(std::vector<std::int64_t>& rows) const {
    if (m_column == Score || m_column == Rank) {
        if (m_order == Qt::DescendingOrder) std::reverse(rows.begin(), rows.end());
        return;
    }
    const auto by = [this, &rows](const auto& key) {
        std::stable_sort(rows.begin(), rows.end(), [&](std::int64_t a, std::int64_t b) {
            return m_order == Qt::AscendingOrder ? key(a) < key(b) : key(b) < key(a);
        });
    };
    if (m_column == Noun) return by([](std::int64_t noun) { return noun; });  // the list's own order
    if (m_column == Gloss)
        return by([this](std::int64_t noun) -> const std::string& { return m_nouns->glosses[at(noun)]; });
    if (m_column == Wish) return by([this](std::int64_t noun) { return m_wishes[at(noun)]; });
    if (m_column == Cluster) {
        if (!m_clusters.empty()) by([this](std::int64_t noun) { return m_clusters[at(noun)]; });
        return;
    }
    if (!m_view) return;
    const NounScores& scores = m_view->scores;
    if (m_column == Confidence) by([&](std::int64_t noun) { return scores.confidence[at(noun)]; });
    if (m_column == Centre) by([&](std::int64_t noun) { return scores.proxy[at(noun)]; });
    if (m_column == Kept) by([&](std::int64_t noun) { return !m_view->selection.selected[at(noun)]; });
}

int NounTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int NounTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant NounTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const std::int64_t noun = nounAt(index.row());
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int((column >= Score && column <= Confidence ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == Gloss) return QString::fromStdString(m_nouns->glosses[at(noun)]);
    if (role != Qt::DisplayRole) return {};
    switch (column) {
        case Noun:
            return QString::fromStdString(m_nouns->words[at(noun)]);
        case Gloss:
            return QString::fromStdString(m_nouns->glosses[at(noun)]);
        case Cluster:
            return m_clusters.empty() || m_clusters[at(noun)] < 0 ? QVariant() : m_clusters[at(noun)] + 1;
        case Wish:
            return m_wishes[at(noun)] == NounWish::Pinned   ? tr("pinned")
                   : m_wishes[at(noun)] == NounWish::Banned ? tr("banned")
                                                            : QString();
        default:
            break;
    }
    if (!m_view) return {};
    switch (column) {
        case Score:
            return scoreText(m_view->scores.logScore[at(noun)]);
        case Rank:
            return countText(m_view->scores.rank[at(noun)]);
        case Centre:
            return m_view->scores.proxy[at(noun)];
        case Confidence:
            return percentText(m_view->scores.confidence[at(noun)]);
        case Kept:
            return m_view->selection.selected[at(noun)] ? tr("kept") : QString();
        default:
            return {};
    }
}

QVariant NounTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::DisplayRole) {
        const QStringList titles{tr("noun"),       tr("meaning"), tr("log-score"), tr("rank"), tr("centre"),
                                 tr("confidence"), tr("kept"),    tr("cluster"),   tr("wish")};
        return titles.value(section);
    }
    if (role == Qt::ToolTipRole && section == Score)
        return tr("How well the noun fits the pictures: lower is better");
    return {};
}

}  // namespace nounscope
