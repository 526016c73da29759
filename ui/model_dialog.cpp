#include "ui/model_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/format.h"
#include "ui/theme.h"

namespace nounscope {

namespace {

constexpr int barSteps = 1000;
enum Column { Name, Kind, Size, StoredAs, Place, ColumnCount };
enum Role { IdRole = Qt::UserRole, NoteRole, UsableRole };

class RoomyDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(8, 6);
    }
};

QLabel* quietLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

ModelDialog::ModelDialog(QWidget* parent)
    : QDialog(parent),
      m_tree(new QTreeWidget),
      m_note(quietLabel({})),
      m_other(new QLineEdit),
      m_bar(new QProgressBar),
      m_status(quietLabel({})),
      m_fetch(new QPushButton(tr("&Fetch"))),
      m_stop(new QPushButton(tr("&Stop fetching"))) {
    setWindowTitle(tr("Model"));
    resize(820, 520);
    m_tree->setColumnCount(ColumnCount);
    m_tree->setHeaderLabels({tr("model"), tr("kind"), tr("size"), tr("stored as"), tr("where")});
    m_tree->setAccessibleName(tr("Models"));
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(12);
    m_tree->setItemDelegate(new RoomyDelegate(m_tree));
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_here = new QTreeWidgetItem(m_tree, {tr("On this computer")});
    m_fetchable = new QTreeWidgetItem(m_tree, {tr("Can be fetched from huggingface.co")});
    for (QTreeWidgetItem* group : {m_here, m_fetchable}) {
        group->setFirstColumnSpanned(true);
        group->setFlags(Qt::ItemIsEnabled);
        group->setExpanded(true);
        QFont strong = font();
        strong.setBold(true);
        group->setFont(0, strong);
    }
    m_note->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_other->setPlaceholderText(tr("Another model's name at huggingface.co: ORGANISATION/NAME"));
    m_other->setAccessibleName(m_other->placeholderText());
    m_other->setClearButtonEnabled(true);
    m_bar->setAccessibleName(tr("How much is fetched"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_fetch->setToolTip(tr("Downloads the model. Nothing is downloaded before."));
    auto* folder = new QPushButton(tr("Use a f&older…"));
    folder->setAutoDefault(false);
    m_fetch->setAutoDefault(false);
    m_stop->setAutoDefault(false);
    folder->setToolTip(tr("A folder with a CLIP checkpoint: config.json, model.safetensors and the like"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_use = buttons->addButton(tr("&Use this model"), QDialogButtonBox::AcceptRole);

    auto* fetching = new QHBoxLayout;
    fetching->addWidget(m_other, 1);
    fetching->addWidget(m_fetch);
    fetching->addWidget(m_stop);
    auto* foot = new QHBoxLayout;
    foot->addWidget(folder);
    foot->addWidget(buttons, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(quietLabel(
        tr("The model turns pictures and nouns into numbers that can be compared. CLIP models are for "
           "photographs; the built-in starter is for drawings, icons and a first look.")));
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_note);
    layout->addLayout(fetching);
    layout->addWidget(m_bar);
    layout->addWidget(m_status);
    layout->addLayout(foot);

    m_use->setDefault(true);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ModelDialog::showCurrent);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] {
        if (m_use->isEnabled()) m_use->click();
    });
    connect(m_other, &QLineEdit::textChanged, this, &ModelDialog::showCurrent);
    connect(m_fetch, &QPushButton::clicked, this, &ModelDialog::fetch);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        Q_EMIT stopWanted();
    });
    connect(folder, &QPushButton::clicked, this, &ModelDialog::folderWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, [this] {
        Q_EMIT modelChosen(m_tree->currentItem()->data(0, IdRole).toString());
        accept();
    });
    showStopped({});
}

void ModelDialog::setModels(const QList<ModelRow>& here, const QList<ModelRow>& fetchable,
                            const QString& current) {
    const QTreeWidgetItem* before = m_tree->currentItem();
    const QString kept = before ? before->data(0, IdRole).toString() : current;
    fill(m_here, here, kept);
    fill(m_fetchable, fetchable, kept);
    if (!m_tree->currentItem()) choose(current);
    m_fetchable->setHidden(fetchable.isEmpty());
    for (int column = Name; column < Place; ++column) m_tree->resizeColumnToContents(column);
    showCurrent();
}

void ModelDialog::fill(QTreeWidgetItem* group, const QList<ModelRow>& rows, const QString& current) {
    qDeleteAll(group->takeChildren());
    for (const ModelRow& row : rows) {
        auto* item = new QTreeWidgetItem(group, {row.name, row.kind, row.size, row.storedAs, row.place});
        item->setData(0, IdRole, row.id);
        item->setData(0, NoteRole, row.note);
        item->setData(0, UsableRole, row.usable);
        item->setToolTip(Name, row.name);
        item->setToolTip(Place, row.place);
        if (!row.usable) item->setText(Kind, tr("cannot be used"));
        if (row.id == current) m_tree->setCurrentItem(item);
    }
}

void ModelDialog::choose(const QString& id) {
    for (int i = 0; i < m_here->childCount(); ++i)
        if (m_here->child(i)->data(0, IdRole).toString() == id) m_tree->setCurrentItem(m_here->child(i));
}

void ModelDialog::showCurrent() {
    const QTreeWidgetItem* item = m_tree->currentItem();
    const bool here = item && item->parent() == m_here;
    const bool fetchable = item && item->parent() == m_fetchable;
    m_note->setText(item ? item->data(0, NoteRole).toString() : QString());
    m_use->setEnabled(here && item->data(0, UsableRole).toBool());
    m_fetch->setEnabled(!m_fetching && (fetchable || !m_other->text().trimmed().isEmpty()));
}

void ModelDialog::fetch() {
    const QString other = m_other->text().trimmed();
    Q_EMIT fetchWanted(other.isEmpty() ? m_tree->currentItem()->data(0, IdRole).toString() : other);
}

void ModelDialog::showFetching(const QString& id) {
    m_fetching = true;
    m_stop->setEnabled(true);
    m_stop->show();
    m_bar->show();
    m_bar->setRange(0, 0);
    m_status->setText(tr("Fetching %1 …").arg(id));
    showCurrent();
}

void ModelDialog::showProgress(const Progress& progress) {
    if (!m_fetching) return;
    m_status->setText(progressText(progress));
    m_bar->setRange(0, progress.total > 0 ? barSteps : 0);
    if (progress.total > 0) m_bar->setValue(static_cast<int>(barSteps * progress.done / progress.total));
}

void ModelDialog::showStopped(const QString& message) {
    m_fetching = false;
    m_stop->hide();
    m_bar->hide();
    m_status->setText(message);
    showCurrent();
}

}  // namespace nounscope
