#include "ui/compare_page.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>

#include "ui/confusion_model.h"
#include "ui/format.h"
#include "ui/theme.h"

namespace nounscope {

namespace {

constexpr int gap = 8;
constexpr int columnWidth = 92;
constexpr int rowNames = 170;

// The larger the share of the row, the stronger the colour; pictures that stayed in the accent's, the others in grey, and the
// number is always there.
class ShareDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const QVariant share = index.data(ConfusionModel::ShareRole);
        if (!share.isValid()) return;
        QColor color = index.data(ConfusionModel::StayedRole).toBool() ? accentColor(option->palette)
                                                                       : quietColor(option->palette);
        color.setAlphaF(0.10F + 0.45F * share.toFloat());
        option->backgroundBrush = color;
    }
};

QListWidget* nounList(const QString& name) {
    auto* list = new QListWidget;
    list->setFrameShape(QFrame::NoFrame);
    list->setUniformItemSizes(true);
    list->setAccessibleName(name);
    return list;
}

void fill(QListWidget* list, const std::vector<std::string>& words) {
    list->clear();
    for (const std::string& word : words) list->addItem(QString::fromStdString(word));
}

}  // namespace

ComparePage::ComparePage(QWidget* parent)
    : QWidget(parent),
      m_model(new ConfusionModel(this)),
      m_pages(new QStackedWidget),
      m_before(new QComboBox),
      m_after(new QComboBox),
      m_figures(new QLabel),
      m_table(new QTableView),
      m_came(nounList(tr("Nouns that came"))),
      m_went(nounList(tr("Nouns that went"))) {
    auto* empty =
        new QLabel(tr("Change a setting: what it did to the clusters and the nouns is shown here."));
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setForegroundRole(QPalette::PlaceholderText);
    m_before->setAccessibleName(tr("Result before"));
    m_after->setAccessibleName(tr("Result after"));
    m_figures->setWordWrap(true);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_figures->setAccessibleName(tr("How much changed"));

    m_table->setModel(m_model);
    m_table->setItemDelegate(new ShareDelegate(m_table));
    m_table->setAccessibleName(tr("Clusters before, as rows, and after, as columns"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setCornerButtonEnabled(false);
    m_table->horizontalHeader()->setDefaultSectionSize(columnWidth);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignCenter | Qt::Alignment(Qt::TextWordWrap));
    m_table->horizontalHeader()->setFixedHeight(4 * fontMetrics().height() + gap);
    m_table->verticalHeader()->setFixedWidth(rowNames);
    m_table->verticalHeader()->setTextElideMode(Qt::ElideRight);
    m_table->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);

    auto* top = new QHBoxLayout;
    top->addWidget(new QLabel(tr("From")));
    top->addWidget(m_before, 1);
    top->addWidget(new QLabel(tr("to")));
    top->addWidget(m_after, 1);
    auto* words = new QWidget;
    auto* grid = new QGridLayout(words);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(new QLabel(tr("Nouns that came")), 0, 0);
    grid->addWidget(new QLabel(tr("Nouns that went")), 0, 1);
    grid->addWidget(m_came, 1, 0);
    grid->addWidget(m_went, 1, 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(m_table);
    split->addWidget(words);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->addLayout(top);
    layout->addWidget(m_figures);
    layout->addWidget(split, 1);
    m_pages->addWidget(empty);
    m_pages->addWidget(content);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);

    connect(m_before, &QComboBox::activated, this, &ComparePage::ask);
    connect(m_after, &QComboBox::activated, this, &ComparePage::ask);
    connect(m_table, &QAbstractItemView::clicked, this, &ComparePage::openCell);
    connect(m_table, &QAbstractItemView::activated, this, &ComparePage::openCell);
}

void ComparePage::setRuns(const QStringList& titles) {
    for (QComboBox* box : {m_before, m_after}) {
        box->clear();
        box->addItems(titles);
    }
    m_before->setCurrentIndex(static_cast<int>(titles.size()) - 2);
    m_after->setCurrentIndex(static_cast<int>(titles.size()) - 1);
    if (titles.size() < 2)
        m_pages->setCurrentIndex(0);
    else
        ask();
}

void ComparePage::ask() {
    Q_EMIT comparisonWanted(m_before->currentIndex(), m_after->currentIndex());
}

void ComparePage::showComparison(std::shared_ptr<const RunComparison> comparison) {
    m_comparison = std::move(comparison);
    m_model->setComparison(m_comparison);
    const RunComparison& change = *m_comparison;
    QStringList figures = {
        tr("%1 of %2 pictures changed their cluster").arg(countText(change.moved), countText(change.common)),
        tr("ARI %1").arg(change.ari, 0, 'f', 2), tr("NMI %1").arg(change.nmi, 0, 'f', 2),
        tr("%1 nouns came, %2 went")
            .arg(countText(static_cast<qint64>(change.nounsCame.size())),
                 countText(static_cast<qint64>(change.nounsWent.size())))};
    if (change.onlyBefore > 0) figures += tr("pictures only before: %1").arg(countText(change.onlyBefore));
    if (change.onlyAfter > 0) figures += tr("pictures only after: %1").arg(countText(change.onlyAfter));
    m_figures->setText(figures.join("   ·   "));
    m_figures->setToolTip(
        tr("ARI and NMI: agreement of the two groupings; 1 means the same, ARI about 0 means by chance"));
    fill(m_came, change.nounsCame);
    fill(m_went, change.nounsWent);
    m_pages->setCurrentIndex(1);
}

void ComparePage::openCell(const QModelIndex& index) {
    const SharedPictures* shared = m_model->cell(index);
    if (!shared) return;
    Q_EMIT picturesWanted(
        std::vector<int>(shared->pictures.begin(), shared->pictures.end()),
        tr("%1 → %2").arg(
            QString::fromStdString(m_comparison->namesBefore[static_cast<std::size_t>(shared->before)]),
            QString::fromStdString(m_comparison->namesAfter[static_cast<std::size_t>(shared->after)])));
}

}  // namespace nounscope
