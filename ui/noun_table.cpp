#include "ui/noun_table.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <algorithm>
#include <vector>

namespace nounscope {

NounTable::NounTable(NounTableModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_view(new QTableView),
      m_find(new QLineEdit),
      m_keptOnly(new QCheckBox(tr("&Kept only"))) {
    m_find->setPlaceholderText(tr("Find a noun"));
    m_find->setClearButtonEnabled(true);
    m_find->setMaximumWidth(260);
    m_find->setAccessibleName(tr("Find a noun"));

    m_view->setModel(&model);
    m_view->setAccessibleName(tr("Nouns"));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(NounTableModel::Rank, Qt::AscendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    QHeaderView* header = m_view->horizontalHeader();
    header->setSectionResizeMode(NounTableModel::Gloss, QHeaderView::Stretch);
    header->setHighlightSections(false);
    const int letter = fontMetrics().averageCharWidth();
    m_view->setColumnWidth(NounTableModel::Noun, 24 * letter);
    for (int column = NounTableModel::Score; column < NounTableModel::ColumnCount; ++column)
        m_view->setColumnWidth(column, 12 * letter);
    for (const int column : {NounTableModel::Pin, NounTableModel::Ban})
        m_view->setColumnWidth(column, 7 * letter);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_find);
    bar->addWidget(m_keptOnly);
    bar->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(bar);
    layout->addWidget(m_view);

    const auto addKey = [this](const QString& text, const QKeySequence& key, NounWish wish) {
        auto* action = new QAction(text, m_view);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, wish] { setWish(wish); });
        m_view->addAction(action);
    };
    addKey(tr("&Pin: always use"), Qt::Key_P, NounWish::Pinned);
    addKey(tr("&Ban: never use"), Qt::Key_B, NounWish::Banned);
    addKey(tr("&Neither"), Qt::Key_Delete, NounWish::None);

    connect(m_find, &QLineEdit::textChanged, this, &NounTable::search);
    connect(m_keptOnly, &QCheckBox::toggled, this, &NounTable::search);
    connect(m_view, &QWidget::customContextMenuRequested, this, &NounTable::menu);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndex current = m_view->currentIndex();
        const bool chosen = m_view->selectionModel()->isSelected(current);
        Q_EMIT nounChosen(chosen ? m_model.nounAt(current.row()) : -1);
    });
}

void NounTable::choose(qint64 noun) {
    const int row = m_model.rowOf(noun);
    if (row < 0) return m_view->clearSelection();
    if (m_view->selectionModel()->isRowSelected(row) && m_view->currentIndex().row() == row) return;
    m_view->setCurrentIndex(m_model.index(row, NounTableModel::Noun));
    m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void NounTable::search() {
    const QModelIndex current = m_view->currentIndex();
    const qint64 noun = current.isValid() ? m_model.nounAt(current.row()) : -1;
    m_model.setWanted(m_find->text().trimmed(), m_keptOnly->isChecked());
    choose(noun);
}

void NounTable::setWish(NounWish wish) {
    std::vector<qint64> nouns;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        nouns.push_back(m_model.nounAt(index.row()));
    const bool undo =
        std::all_of(nouns.begin(), nouns.end(), [&](qint64 noun) { return m_model.wish(noun) == wish; });
    for (const qint64 noun : nouns) m_model.setWish(noun, undo ? NounWish::None : wish);
}

void NounTable::menu(const QPoint& position) {
    if (!m_view->indexAt(position).isValid()) return;
    QMenu menu(this);
    menu.addActions(m_view->actions());
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

}  // namespace nounscope
