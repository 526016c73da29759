#include "ui/gallery.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSlider>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/elided_label.h"
#include "ui/format.h"
#include "ui/notice.h"
#include "ui/picture_grid.h"
#include "ui/selection.h"
#include "ui/theme.h"

namespace nounscope {

namespace {

constexpr int margin = 8;
constexpr int smallest = 48, usual = 112, largest = 256, zoomStep = 16;

}  // namespace

Gallery::Gallery(GalleryModel& model, Thumbnails& thumbnails, Selection& selection, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_selection(selection),
      m_title(new ElidedLabel),
      m_count(new QLabel),
      m_order(new QComboBox),
      m_names(new QToolButton),
      m_size(new QSlider(Qt::Horizontal)),
      m_grid(new PictureGrid(model, thumbnails, selection)),
      m_notice(new Notice),
      m_pages(new QStackedWidget) {
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_notice);
    setFocusProxy(m_grid);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, margin, 0, 0);
    layout->addLayout(makeBar());
    layout->addWidget(m_pages);
    addActions();

    connect(m_size, &QSlider::valueChanged, m_grid, &PictureGrid::setTileSize);
    connect(m_grid, &PictureGrid::zoomRequested, this,
            [this](int steps) { m_size->setValue(m_size->value() + steps * zoomStep); });
    connect(m_names, &QToolButton::toggled, m_grid, &PictureGrid::setCaptions);
    connect(m_order, &QComboBox::currentIndexChanged, this, [this] { setOrder(order()); });
    connect(&selection, &Selection::shownChanged, this, [this] {
        fill();
        m_grid->verticalScrollBar()->setValue(0);
    });
    connect(&model, &GalleryModel::itemsChanged, this, &Gallery::fill);
    connect(&model, &GalleryModel::clustersChanged, this, &Gallery::fill);
    connect(m_grid, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT pictureOpened(m_model.pictureAt(index.row())); });
    connect(m_notice, &Notice::answered, this, [this] {
        if (m_selection.showsAll())
            Q_EMIT noticeAnswered();
        else
            m_selection.showAll();
    });
    m_size->setValue(usual);
    setEmptyText(tr("No pictures yet."));
}

QLayout* Gallery::makeBar() {
    QFont strong = m_title->font();
    strong.setBold(true);
    m_title->setFont(strong);
    m_title->setMinimumWidth(fontMetrics().averageCharWidth() * 10);
    m_count->setForegroundRole(QPalette::PlaceholderText);

    m_typical =
        addOrderButton(tr("Typical"), tr("Most typical first: nearest to the centre of their cluster"),
                       GalleryOrder::Typical);
    m_outliers =
        addOrderButton(tr("Outliers"), tr("Outliers first: furthest from the centre of their cluster"),
                       GalleryOrder::Outliers);
    const auto addOrder = [this](const QString& text, GalleryOrder order) {
        m_order->addItem(text, static_cast<int>(order));
    };
    addOrder(tr("Typical first"), GalleryOrder::Typical);
    addOrder(tr("Outliers first"), GalleryOrder::Outliers);
    addOrder(tr("Certain first"), GalleryOrder::MostCertain);
    addOrder(tr("Uncertain first"), GalleryOrder::LeastCertain);
    addOrder(tr("By name"), GalleryOrder::Name);
    addOrder(tr("Newest first"), GalleryOrder::Newest);
    m_order->setObjectName("kept.galleryOrder");
    m_order->setAccessibleName(tr("Order of the pictures"));
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_order->setMinimumContentsLength(13);
    m_names->setText(tr("Names"));
    m_names->setCheckable(true);
    m_names->setAutoRaise(true);
    m_names->setToolTip(tr("Show file names"));
    m_names->setAccessibleName(m_names->toolTip());
    m_size->setObjectName("kept.thumbnailSize");
    m_size->setRange(smallest, largest);
    m_size->setMinimumWidth(48);
    m_size->setMaximumWidth(100);
    m_size->setAccessibleName(tr("Size of the pictures"));
    m_size->setToolTip(tr("Size of the pictures (Ctrl and the wheel)"));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(margin, 0, margin, 0);
    bar->addWidget(m_title, 1);
    bar->addWidget(m_count);
    bar->addSpacing(margin);
    bar->addWidget(m_typical);
    bar->addWidget(m_outliers);
    bar->addWidget(m_order);
    bar->addWidget(m_names);
    bar->addWidget(m_size);
    return bar;
}

QToolButton* Gallery::addOrderButton(const QString& text, const QString& tip, GalleryOrder order) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setCheckable(true);
    connect(button, &QToolButton::clicked, this, [this, order] { setOrder(order); });
    return button;
}

void Gallery::addActions() {
    const auto add = [this](const QString& text, const QKeySequence& key, auto&& slot) {
        auto* action = new QAction(text, m_grid);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_grid->addAction(action);
        return action;
    };
    // Enter and a double click reach the grid's own activated().
    add(tr("&Open"), {}, [this] {
        if (m_selection.currentPicture() >= 0) Q_EMIT pictureOpened(m_selection.currentPicture());
    });
    add(tr("&Show in file manager"), Qt::CTRL | Qt::Key_L,
        [this] { Q_EMIT showInFolderRequested(chosenFiles()); });
    add(tr("Copy &path"), Qt::CTRL | Qt::SHIFT | Qt::Key_C,
        [this] { QGuiApplication::clipboard()->setText(chosenFiles().join('\n')); });
    add(tr("&Copy picture"), QKeySequence::Copy, [this] {
        if (m_selection.currentPicture() >= 0)
            Q_EMIT copyPictureRequested(m_model.file(m_selection.currentPicture()));
    });
    add(tr("Select &all"), QKeySequence::SelectAll, [this] { m_grid->selectAll(); });
    add(tr("&Larger"), Qt::Key_Plus, [this] { m_size->setValue(m_size->value() + zoomStep); });
    add(tr("S&maller"), Qt::Key_Minus, [this] { m_size->setValue(m_size->value() - zoomStep); });
    m_grid->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QStringList Gallery::chosenFiles() const {
    QStringList files;
    for (const int picture : m_selection.pictures()) files += m_model.file(picture);
    return files;
}

GalleryOrder Gallery::order() const {
    return static_cast<GalleryOrder>(m_order->currentData().toInt());
}

void Gallery::setOrder(GalleryOrder order) {
    const int index = m_order->findData(static_cast<int>(order));
    if (index != m_order->currentIndex()) return m_order->setCurrentIndex(index);  // comes back here
    m_typical->setChecked(order == GalleryOrder::Typical);
    m_outliers->setChecked(order == GalleryOrder::Outliers);
    fill();
    m_grid->verticalScrollBar()->setValue(0);
}

void Gallery::setEmptyText(const QString& sentence, const QString& button) {
    m_emptySentence = sentence;
    m_emptyButton = button;
    setOrder(order());
}

void Gallery::setMatches(std::shared_ptr<const PictureMatches> matches) {
    m_matches = std::move(matches);
    if (m_selection.noun() >= 0 || !m_selection.phrase().isEmpty()) fill();
}

void Gallery::fill() {
    const int cluster = m_selection.cluster();
    const bool ordered = m_selection.showsAll() || cluster >= 0;  // else the nearest come first
    for (QWidget* control : {static_cast<QWidget*>(m_typical), static_cast<QWidget*>(m_outliers),
                             static_cast<QWidget*>(m_order)})
        control->setVisible(ordered);
    if (!m_selection.listTitle().isEmpty()) return fillWithList();
    if (!ordered) return fillWithMatches();
    m_title->say(cluster < 0 ? tr("All pictures") : m_model.clusterName(cluster));
    if (cluster < 0)
        m_model.showAll(order());
    else
        m_model.showCluster(cluster, order());
    m_count->setText(tr("%n picture(s)", nullptr, m_model.rowCount()));
    const bool empty = m_model.rowCount() == 0;
    m_count->setVisible(!empty);
    if (empty && cluster < 0)
        m_notice->say(m_emptySentence, m_emptyButton);
    else if (empty)
        m_notice->say(tr("There is nothing in this cluster."), tr("Show all pictures"));
    m_pages->setCurrentWidget(empty ? static_cast<QWidget*>(m_notice) : m_grid);
}

void Gallery::fillWithList() {
    m_title->say(m_selection.listTitle());
    m_model.showPictures(m_selection.list());
    m_count->setText(tr("%n picture(s)", nullptr, m_model.rowCount()));
    m_count->setVisible(true);
    m_pages->setCurrentWidget(m_grid);
}

void Gallery::fillWithMatches() {
    const bool here =
        m_matches && (m_selection.noun() >= 0
                          ? m_matches->noun == m_selection.noun()
                          : m_matches->noun < 0 && m_matches->phrase == m_selection.phrase().toStdString());
    if (!here) return m_title->say(tr("Looking for pictures …"));
    const QString phrase = QString::fromStdString(m_matches->phrase);
    const QString understood = QString::fromStdString(m_matches->understood);
    m_title->say(tr("Pictures for: %1").arg(phrase) +
                 (understood.isEmpty() || understood == phrase
                      ? QString()
                      : tr("   (only “%1” is understood)").arg(understood)));
    m_model.showPictures(m_matches->pictures);
    m_count->setText(tr("nearest first"));
    m_count->setVisible(!understood.isEmpty());
    if (understood.isEmpty())
        m_notice->say(tr("“%1” is not known to this model: it knows single nouns of WordNet only. CLIP "
                         "models understand any phrase.")
                          .arg(phrase),
                      tr("Show all pictures"));
    m_pages->setCurrentWidget(understood.isEmpty() ? static_cast<QWidget*>(m_notice) : m_grid);
}

}  // namespace nounscope
