#include "ui/cluster_list.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

#include "ui/cluster_model.h"
#include "ui/format.h"
#include "ui/selection.h"
#include "ui/theme.h"
#include "ui/thumbnails.h"

namespace nounscope {

namespace {

constexpr int margin = 8;
constexpr int picture = 52;
constexpr int swatch = 4;
constexpr int narrowest = 216;

// Thumbnail, name over two lines at most, size, and a bar for cohesion; the cluster's colour at the edge.
class ClusterDelegate : public QStyledItemDelegate {
public:
    ClusterDelegate(Thumbnails& thumbnails, QObject* parent)
        : QStyledItemDelegate(parent), m_thumbnails(thumbnails) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {picture + 2 * margin, picture + 2 * margin};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const QPalette& palette = option.palette;
        const bool chosen = option.state & QStyle::State_Selected;
        const QRect all = option.rect;
        painter->fillRect(all, chosen ? palette.color(QPalette::Highlight) : palette.color(QPalette::Base));
        const int cluster = index.data(ClusterModel::ClusterRole).toInt();
        painter->fillRect(QRect(all.left(), all.top() + 1, swatch, all.height() - 2),
                          clusterColor(cluster, palette));

        const QRect place(all.left() + swatch + margin, all.top() + margin, picture, picture);
        const int medoid = index.data(ClusterModel::MedoidRole).toInt();
        drawThumbnail(*painter, place, medoid < 0 ? QImage() : m_thumbnails.thumbnail(medoid), palette);

        const QColor text = palette.color(chosen ? QPalette::HighlightedText : QPalette::Text);
        const QColor quiet = chosen ? text : quietColor(palette);
        const QFont small = smallFont(option.font);
        const int line = QFontMetrics(small).height();
        QRect words(place.right() + margin, place.top(), all.right() - place.right() - 2 * margin, picture);
        painter->setPen(text);
        painter->setFont(option.font);
        const QFontMetrics letters(option.font);
        // Two lines at most; the first may break a word's width early.
        const int room = 2 * words.width() - 8 * letters.averageCharWidth();
        painter->drawText(words, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                          letters.elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->setFont(small);
        painter->setPen(quiet);
        painter->drawText(QRect(words.left(), words.bottom() - line - 4, words.width(), line),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          QObject::tr("%1 · %2")
                              .arg(cluster + 1)
                              .arg(countText(index.data(ClusterModel::SizeRole).toLongLong())));
        const QRect bar(words.left(), words.bottom() - 2, words.width(), 3);
        painter->fillRect(bar, chosen ? QColor(255, 255, 255, 60) : lineColor(palette));
        const double cohesion = index.data(ClusterModel::CohesionRole).toDouble();
        painter->fillRect(QRect(bar.topLeft(), QSize(static_cast<int>(bar.width() * cohesion), bar.height())),
                          chosen ? text : quiet);
        painter->restore();
    }

private:
    Thumbnails& m_thumbnails;
};

// A line that belongs to the list but stays where it is.
class ListButton : public QPushButton {
public:
    QSize sizeHint() const override { return {0, fontMetrics().height() + margin}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const QRect all = rect();
        if (isChecked()) painter.fillRect(all, palette().color(QPalette::Highlight));
        painter.setPen(palette().color(isChecked() ? QPalette::HighlightedText : QPalette::WindowText));
        painter.drawText(all.adjusted(swatch + margin, 0, -margin, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         text());
        if (!hasFocus()) return;
        painter.setPen(QPen(quietColor(palette()), 1, Qt::DotLine));
        painter.drawRect(all.adjusted(1, 1, -2, -2));
    }
};

}  // namespace

ClusterList::ClusterList(ClusterModel& model, Thumbnails& thumbnails, Selection& selection, QWidget* parent)
    : QWidget(parent),
      m_sorted(new QSortFilterProxyModel(this)),
      m_view(new QListView),
      m_find(new QLineEdit),
      m_sort(new QComboBox),
      m_all(new ListButton),
      m_failed(new ListButton) {
    m_sorted->setSourceModel(&model);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_view->setModel(m_sorted);
    m_view->setItemDelegate(new ClusterDelegate(thumbnails, m_view));
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Clusters"));
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_view->setDragDropMode(QAbstractItemView::DragDrop);
    m_view->setDropIndicatorShown(true);
    m_find->setPlaceholderText(tr("Find a cluster"));
    m_find->setClearButtonEnabled(true);
    m_find->setAccessibleName(tr("Find a cluster"));
    m_sort->addItem(tr("Largest first"), ClusterModel::SizeRole);
    m_sort->addItem(tr("By name"), Qt::DisplayRole);
    m_sort->addItem(tr("Closest first"), ClusterModel::CohesionRole);
    m_sort->setObjectName("kept.clusterOrder");
    m_sort->setAccessibleName(tr("Order of the clusters"));

    setMinimumWidth(narrowest);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_find, 1);
    bar->addWidget(m_sort);
    layout->addLayout(bar);
    layout->addWidget(m_all);
    layout->addWidget(m_view);
    layout->addWidget(m_failed);
    m_all->setCheckable(true);
    m_failed->setToolTip(tr("Pictures that could not be used, each with its reason"));
    setCounts(0, 0);

    connect(m_find, &QLineEdit::textChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    const auto sort = [this] {
        const int role = m_sort->currentData().toInt();
        m_sorted->setSortRole(role);
        m_sorted->sort(0, role == Qt::DisplayRole ? Qt::AscendingOrder : Qt::DescendingOrder);
    };
    connect(m_sort, &QComboBox::currentIndexChanged, this, sort);
    sort();
    connect(&thumbnails, &Thumbnails::ready, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [&selection](const QItemSelection& chosen) {
                // Empty: a search has hidden the cluster, or another view has chosen something else.
                if (chosen.isEmpty()) return;
                selection.setCluster(chosen.indexes().first().data(ClusterModel::ClusterRole).toInt());
            });
    connect(&selection, &Selection::clusterChanged, this, &ClusterList::choose);
    const auto tellAll = [this, &selection] { m_all->setChecked(selection.showsAll()); };
    connect(&selection, &Selection::shownChanged, this, tellAll);
    connect(m_all, &QPushButton::clicked, this, [&selection, tellAll] {
        selection.showAll();
        tellAll();  // a second click does not take it back
    });
    connect(m_failed, &QPushButton::clicked, this, &ClusterList::problemsRequested);
    tellAll();
    connect(m_sorted, &QAbstractItemModel::modelReset, this,
            [this, &selection] { choose(selection.cluster()); });
}

void ClusterList::setCounts(qint64 pictures, qint64 failed) {
    m_all->setText(tr("All pictures · %1").arg(countText(pictures)));
    m_failed->setText(tr("Could not be read · %1").arg(countText(failed)));
    m_failed->setVisible(failed > 0);
}

void ClusterList::choose(int cluster) {
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        if (m_sorted->index(row, 0).data(ClusterModel::ClusterRole).toInt() == cluster)
            return m_view->setCurrentIndex(m_sorted->index(row, 0));
    m_view->clearSelection();
}

}  // namespace nounscope
