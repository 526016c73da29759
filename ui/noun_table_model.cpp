#include "ui/noun_table_model.h"

#include <algorithm>
#include <numeric>

#include "ui/format.h"

namespace nounscope {

namespace {

constexpr std::size_t quickToSort = 20'000;  // rows, in any order, within a frame

std::size_t at(std::int64_t noun) {
    return static_cast<std::size_t>(noun);
}

char folded(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool isPlain(const std::string& text) {
    return std::all_of(text.begin(), text.end(),
                       [](char letter) { return static_cast<signed char>(letter) >= 0; });
}

bool containsFolded(const std::string& text, const std::string& part) {
    return std::search(text.begin(), text.end(), part.begin(), part.end(),
                       [](char a, char b) { return folded(a) == b; }) != text.end();
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
    const bool byRank = m_column == Rank || m_column == Score;
    if (byRank || m_view->settled || m_keptOnly || m_rows.size() <= quickToSort)
        rebuild();
    else
        emitChanged(Score, Kept);
}

void NounTableModel::emitChanged(Column first, Column last) {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, first), index(rowCount() - 1, last));
}

void NounTableModel::setClusters(std::vector<int> clusterOfNoun) {
    m_clusters = std::move(clusterOfNoun);
    if (m_column == Cluster)
        rebuild();
    else
        emitChanged(Cluster, Cluster);
}

void NounTableModel::setWanted(const QString& part, bool keptOnly) {
    m_part = part;
    m_foldedPart = part.toCaseFolded().toStdString();
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
    if (const int row = rowOf(noun); row >= 0) Q_EMIT dataChanged(index(row, Pin), index(row, Ban));
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
    if (m_part.isEmpty()) return true;
    const std::string& word = m_nouns->words[at(noun)];
    if (isPlain(word)) return containsFolded(word, m_foldedPart);
    return QString::fromStdString(word).contains(m_part, Qt::CaseInsensitive);
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
    std::vector<int> rowOfNoun(before.isEmpty() ? 0 : m_nouns->words.size(), -1);
    if (!before.isEmpty())
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            rowOfNoun[at(m_rows[row])] = static_cast<int>(row);
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = rowOfNoun[at(nouns[static_cast<std::size_t>(i)])];
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
    // Few different keys: their rows are gathered, each key's in the order they come in.
    const auto gather = [&](int keys, const auto& keyOf) {
        std::vector<std::vector<std::int64_t>> buckets(static_cast<std::size_t>(keys));
        for (const std::int64_t noun : rows)
            buckets[static_cast<std::size_t>(keyOf(at(noun)))].push_back(noun);
        if (m_order == Qt::DescendingOrder) std::reverse(buckets.begin(), buckets.end());
        rows.clear();
        for (const auto& bucket : buckets) rows.insert(rows.end(), bucket.begin(), bucket.end());
    };
    // A key a noun, that all differ: a permutation of the whole list.
    const auto arrange = [&](const std::vector<std::int64_t>& order) {
        std::vector<bool> wanted(order.size());
        for (const std::int64_t noun : rows) wanted[at(noun)] = true;
        rows.clear();
        for (const std::int64_t noun : order)
            if (wanted[at(noun)]) rows.push_back(noun);
        if (m_order == Qt::DescendingOrder) std::reverse(rows.begin(), rows.end());
    };
    if (m_column == Noun) {  // the list's own order
        std::vector<std::int64_t> order(m_nouns ? m_nouns->words.size() : 0);
        std::iota(order.begin(), order.end(), 0);
        return arrange(order);
    }
    if (m_column == Gloss) return m_nouns && !m_nouns->byGloss.empty() ? arrange(m_nouns->byGloss) : void();
    if (m_column == Pin)
        return gather(2, [&](std::size_t noun) { return m_wishes[noun] == NounWish::Pinned ? 0 : 1; });
    if (m_column == Ban)
        return gather(2, [&](std::size_t noun) { return m_wishes[noun] == NounWish::Banned ? 0 : 1; });
    if (m_column == Cluster && !m_clusters.empty()) {
        const int most = *std::max_element(m_clusters.begin(), m_clusters.end());
        return gather(most + 2, [&](std::size_t noun) { return m_clusters[noun] + 1; });
    }
    if (!m_view) return;
    const NounScores& scores = m_view->scores;
    if (m_column == Kept)
        gather(2, [&](std::size_t noun) { return m_view->selection.selected[noun] ? 0 : 1; });
    if (m_column == Centre && !scores.proxy.empty())
        gather(1 + *std::max_element(scores.proxy.begin(), scores.proxy.end()),
               [&](std::size_t noun) { return scores.proxy[noun]; });
    if (m_column != Confidence) return;
    std::vector<std::pair<double, std::int64_t>> keyed;
    keyed.reserve(rows.size());
    const double sign = m_order == Qt::AscendingOrder ? 1 : -1;
    for (const std::int64_t noun : rows) keyed.emplace_back(sign * scores.confidence[at(noun)], noun);
    std::sort(keyed.begin(), keyed.end());
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = keyed[row].second;
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
    if (role == Qt::CheckStateRole && (column == Pin || column == Ban))
        return wish(noun) == (column == Pin ? NounWish::Pinned : NounWish::Banned) ? Qt::Checked
                                                                                   : Qt::Unchecked;
    if (role == Qt::AccessibleTextRole && (column == Pin || column == Ban))
        return headerData(column, Qt::Horizontal, Qt::DisplayRole);
    if (role != Qt::DisplayRole) return {};
    switch (column) {
        case Noun:
            return QString::fromStdString(m_nouns->words[at(noun)]);
        case Gloss:
            return QString::fromStdString(m_nouns->glosses[at(noun)]);
        case Cluster:
            return m_clusters.empty() || m_clusters[at(noun)] < 0 ? QVariant() : m_clusters[at(noun)] + 1;
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

bool NounTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !index.isValid() || (index.column() != Pin && index.column() != Ban))
        return false;
    const NounWish wanted = index.column() == Pin ? NounWish::Pinned : NounWish::Banned;
    setWish(nounAt(index.row()), value.toInt() == Qt::Checked ? wanted : NounWish::None);
    return true;
}

Qt::ItemFlags NounTableModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && (index.column() == Pin || index.column() == Ban)) flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant NounTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::DisplayRole) {
        const QStringList titles{tr("noun"),       tr("meaning"), tr("log-score"), tr("rank"), tr("centre"),
                                 tr("confidence"), tr("kept"),    tr("cluster"),   tr("pin"),  tr("ban")};
        return titles.value(section);
    }
    if (role == Qt::ToolTipRole && section == Score)
        return tr("How well the noun fits the pictures: lower is better");
    if (role == Qt::ToolTipRole && section == Pin) return tr("Always use this noun, whatever its score (P)");
    if (role == Qt::ToolTipRole && section == Ban) return tr("Never use this noun (B)");
    return {};
}

}  // namespace nounscope
