#include "ui/gallery.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QSlider>
#include <QStyledItemDelegate>

#include "ui/format.h"
#include "ui/selection.h"
#include "ui/theme.h"
#include "ui/thumbnails.h"

namespace nounscope {

namespace {

constexpr int gap = 8;

class GalleryDelegate : public QStyledItemDelegate {
public:
    GalleryDelegate(Thumbnails& thumbnails, QObject* parent)
        : QStyledItemDelegate(parent), m_thumbnails(thumbnails) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return option.decorationSize + QSize(gap, gap);
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const QRect tile = option.rect.adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2);
        const int picture = index.data(GalleryModel::PictureRole).toInt();
        drawThumbnail(*painter, tile, m_thumbnails.thumbnail(picture), option.palette);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(QPen(option.palette.color(QPalette::Highlight), 3));
            painter->drawRect(tile.adjusted(1, 1, -2, -2));
        } else if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(quietColor(option.palette), 1));
            painter->drawRect(tile.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }

private:
    Thumbnails& m_thumbnails;
};

}  // namespace

Gallery::Gallery(GalleryModel& model, Thumbnails& thumbnails, Selection& selection, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_selection(selection),
      m_title(new QLabel),
      m_count(new QLabel),
      m_order(new QComboBox),
      m_size(new QSlider(Qt::Horizontal)),
      m_view(new QListView) {
    QFont strong = m_title->font();
    strong.setBold(true);
    m_title->setFont(strong);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_order->addItem(tr("Most typical first"), static_cast<int>(GalleryOrder::Representative));
    m_order->addItem(tr("Outliers first"), static_cast<int>(GalleryOrder::Outliers));
    m_order->addItem(tr("By name"), static_cast<int>(GalleryOrder::Name));
    m_order->setObjectName("kept.galleryOrder");
    m_order->setAccessibleName(tr("Order of the pictures"));
    m_size->setObjectName("kept.thumbnailSize");
    m_size->setRange(48, 256);
    m_size->setFixedWidth(100);
    m_size->setAccessibleName(tr("Size of the thumbnails"));
    m_size->setToolTip(m_size->accessibleName());

    m_view->setModel(&model);
    m_view->setItemDelegate(new GalleryDelegate(thumbnails, m_view));
    m_view->setViewMode(QListView::IconMode);
    m_view->setMovement(QListView::Static);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setLayoutMode(QListView::SinglePass);
    m_view->setUniformItemSizes(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setDragEnabled(true);
    m_view->setDragDropMode(QAbstractItemView::DragOnly);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Pictures"));

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_title, 1);
    bar->addWidget(m_count);
    bar->addWidget(m_order);
    bar->addWidget(m_size);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->addLayout(bar);
    layout->addWidget(m_view);

    connect(m_size, &QSlider::valueChanged, this, &Gallery::setThumbnailSize);
    connect(m_order, &QComboBox::currentIndexChanged, this, &Gallery::fill);
    connect(&model, &QAbstractItemModel::modelReset, this,
            [this] { m_count->setText(tr("%n picture(s)", nullptr, m_model.rowCount())); });
    connect(&thumbnails, &Thumbnails::ready, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT pictureOpened(index.data(GalleryModel::PictureRole).toInt());
    });
    connect(&selection, &Selection::shownChanged, this, &Gallery::fill);
    connect(&model, &GalleryModel::clustersChanged, this, &Gallery::fill);
    m_size->setValue(112);
    setTitle(tr("All pictures"));
}

void Gallery::setTitle(const QString& title) {
    m_title->setText(title);
    m_title->setToolTip(title);
}

void Gallery::fill() {
    const int cluster = m_selection.cluster();
    setTitle(cluster < 0 ? tr("All pictures") : m_model.clusterName(cluster));
    if (cluster < 0)
        m_model.showAll();
    else
        m_model.showCluster(cluster, static_cast<GalleryOrder>(m_order->currentData().toInt()));
}

void Gallery::setThumbnailSize(int pixels) {
    m_view->setGridSize({pixels + gap, pixels + gap});
    m_view->setIconSize({pixels, pixels});
}

}  // namespace nounscope
