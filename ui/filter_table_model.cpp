#include "ui/filter_table_model.h"

#include <QCoreApplication>
#include <QFont>
#include <array>

#include "ui/format.h"

namespace nounscope {

namespace {

constexpr std::array<FilterKind, 5> kinds{FilterKind::GradNorm, FilterKind::Confidence, FilterKind::Cosine,
                                          FilterKind::Entropy, FilterKind::None};
enum Column { Name, Kept, FirstFigure };

}  // namespace

QString filterTitle(FilterKind kind) {
    const auto text = [](const char* name) { return QCoreApplication::translate("FilterPanel", name); };
    switch (kind) {
        case FilterKind::GradNorm:
            return text("GradNorm");
        case FilterKind::Confidence:
            return text("Confidence");
        case FilterKind::Cosine:
            return text("Cosine");
        case FilterKind::Entropy:
            return text("Entropy");
        case FilterKind::None:
            return text("None");
    }
    return {};
}

void FilterTableModel::setComparison(std::shared_ptr<const FilterComparison> comparison) {
    const bool byPositives = comparison ? comparison->filters.front().known.has_value() : m_byPositives;
    if (byPositives != m_byPositives) {
        beginResetModel();
        m_byPositives = byPositives;
        m_comparison = std::move(comparison);
        endResetModel();
    } else {
        m_comparison = std::move(comparison);
        Q_EMIT dataChanged(index(0, Kept), index(rowCount() - 1, columnCount() - 1));
    }
}

void FilterTableModel::setChosen(FilterKind kind) {
    m_chosen = kind;
    Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, columnCount() - 1));
}

FilterKind FilterTableModel::kindAt(int row) const {
    return kinds[static_cast<std::size_t>(row)];
}

int FilterTableModel::rowOf(FilterKind kind) const {
    for (int row = 0; row < rowCount(); ++row)
        if (kindAt(row) == kind) return row;
    return -1;
}

int FilterTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(kinds.size());
}

int FilterTableModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    return FirstFigure + (m_byPositives ? 4 : 3);
}

QString FilterTableModel::figure(const FilterFigures& figures, int column) const {
    const auto fixed = [](double value) { return scoreText(value); };
    if (figures.known) {
        const KnownFigures& known = *figures.known;
        return fixed(std::array{known.auroc, known.fprAt95Recall, known.overlap,
                                known.dPrime}[static_cast<std::size_t>(column)]);
    }
    if (column == 2) return figures.stability ? percentText(*figures.stability) : QStringLiteral("…");
    if (!figures.shape) return QStringLiteral("–");
    return column == 0 ? fixed(figures.shape->separation) : percentText(figures.shape->valleyDepth);
}

QVariant FilterTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const FilterKind kind = kindAt(index.row());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::FontRole && kind == m_chosen) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role == Qt::AccessibleTextRole && index.column() == Name && kind == m_chosen)
        return tr("%1, chosen").arg(filterTitle(kind));
    if (role != Qt::DisplayRole) return {};
    if (index.column() == Name)
        return (kind == m_chosen ? QStringLiteral("▸ ") : QStringLiteral("   ")) + filterTitle(kind);
    if (m_comparison)
        for (const FilterFigures& figures : m_comparison->filters)
            if (figures.kind == kind)
                return index.column() == Kept ? countText(figures.kept)
                                              : figure(figures, index.column() - FirstFigure);
    return QStringLiteral("…");
}

QVariant FilterTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::DisplayRole)
        return (m_byPositives
                    ? QStringList{tr("filter"), tr("kept"), tr("AUROC"), tr("FPR95"), tr("overlap"), tr("d′")}
                    : QStringList{tr("filter"), tr("kept"), tr("separation"), tr("valley"), tr("stable")})
            .value(section);
    if (role != Qt::ToolTipRole) return {};
    const QStringList common{tr("Click a filter to use it"), tr("How many nouns it keeps")};
    return (common +
            (m_byPositives
                 ? QStringList{tr("How often a positive noun comes before another one. Higher is better."),
                               tr("The share of other nouns let through when 95 % of the positive ones are. "
                                  "Lower is better."),
                               tr("How much the scores of positive and other nouns cover the same ground. "
                                  "Lower is "
                                  "better."),
                               tr("How far the two means lie apart, in deviations. Higher is better.")}
                 : QStringList{tr("How far the scores fall into two groups; above 2 they stand apart. Higher "
                                  "is "
                                  "better."),
                               tr("How deep the valley between the two groups is. Higher is better."),
                               tr("How many of the kept nouns stay when the pictures are drawn anew by "
                                  "chance. "
                                  "Higher is better.")}))
        .value(section);
}

}  // namespace nounscope
