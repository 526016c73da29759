#include "ui/problems_page.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/notice.h"

namespace nounscope {

namespace {

constexpr int margin = 8;
constexpr int pathWidth = 320;

}  // namespace

ProblemsPage::ProblemsPage(QWidget* parent)
    : QWidget(parent),
      m_empty(new Notice),
      m_table(new QTableView),
      m_retry(new QPushButton(tr("&Try them again"))) {
    m_empty->say(tr("Every picture could be read."));
    m_table->setModel(&m_model);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setColumnWidth(ProblemModel::Picture, pathWidth);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAccessibleName(tr("Pictures that could not be used"));
    m_retry->setToolTip(tr("Forgets what went wrong and reads these files once more"));
    addActions();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_retry, 0, Qt::AlignLeft);
    connect(m_retry, &QPushButton::clicked, this, &ProblemsPage::retryRequested);
    showItems(std::make_shared<const ImageItems>());
}

void ProblemsPage::addActions() {
    const auto add = [this](const QString& text, const QKeySequence& key, auto&& slot) {
        auto* action = new QAction(text, m_table);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_table->addAction(action);
    };
    add(tr("&Show in file manager"), Qt::CTRL | Qt::Key_L,
        [this] { Q_EMIT showInFolderRequested(chosen(ProblemModel::Picture, ProblemModel::FileRole)); });
    add(tr("Copy &path"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] {
        QGuiApplication::clipboard()->setText(
            chosen(ProblemModel::Picture, ProblemModel::FileRole).join('\n'));
    });
    add(tr("Copy &reason"), QKeySequence::Copy, [this] {
        QGuiApplication::clipboard()->setText(chosen(ProblemModel::Reason, Qt::DisplayRole).join('\n'));
    });
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QStringList ProblemsPage::chosen(int column, int role) const {
    QStringList texts;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows(column))
        texts += index.data(role).toString();
    return texts;
}

void ProblemsPage::showItems(std::shared_ptr<const ImageItems> items) {
    m_model.setItems(std::move(items));
    const bool any = count() > 0;
    m_table->setVisible(any);
    m_retry->setVisible(any);
    m_empty->setVisible(!any);
}

}  // namespace nounscope
