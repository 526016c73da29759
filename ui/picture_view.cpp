#include "ui/picture_view.h"

#include <QAction>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QToolButton>
#include <algorithm>
#include <utility>

#include "ui/elided_label.h"
#include "ui/format.h"
#include "ui/gallery_model.h"
#include "ui/picture_canvas.h"
#include "ui/selection.h"
#include "ui/theme.h"
#include "ui/thumbnails.h"

namespace nounscope {

namespace {

constexpr int margin = 8;
constexpr int sideWidth = 240;
constexpr double zoomStep = 1.25;

enum NounColumn { Word, Strength };

// A bar as long as the noun is near, with its number.
class StrengthDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const double strength = index.data(Qt::UserRole).toDouble();
        QRect bar = option.rect.adjusted(0, 0, -5 * option.fontMetrics.averageCharWidth(), 0);
        bar.setHeight(4);
        bar.moveCenter({bar.center().x(), option.rect.center().y()});
        painter->fillRect(bar, lineColor(option.palette));
        bar.setWidth(static_cast<int>(bar.width() * std::clamp(strength, 0.0, 1.0)));
        painter->fillRect(bar, accentColor(option.palette));
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(option.rect.adjusted(0, 0, -2, 0), Qt::AlignRight | Qt::AlignVCenter,
                          index.data().toString());
    }
};

}  // namespace

PictureView::PictureView(GalleryModel& model, Thumbnails& thumbnails, Pictures& pictures,
                         Selection& selection, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_thumbnails(thumbnails),
      m_pictures(pictures),
      m_selection(selection),
      m_canvas(new PictureCanvas),
      m_title(new ElidedLabel),
      m_place(new QLabel),
      m_zoom(new QLabel),
      m_reason(new QLabel),
      m_facts(new QFormLayout),
      m_nouns(new QTableWidget(0, 2)) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Picture"));
    m_canvas->setAccessibleName(tr("Picture"));
    m_reason->setAlignment(Qt::AlignCenter);
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    m_reason->hide();

    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_canvas, 1);
    middle->addWidget(m_reason, 1);
    middle->addWidget(makeFacts());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, margin, 0, 0);
    layout->addLayout(makeBar());
    layout->addLayout(middle, 1);

    connect(m_canvas, &PictureCanvas::zoomChanged, this,
            [this](double zoom) { m_zoom->setText(percentText(zoom)); });
    connect(&pictures, &Pictures::ready, this, [this](std::shared_ptr<const WholePicture> whole) {
        if (whole->picture == m_picture) take(*whole);
    });
    connect(m_nouns, &QTableWidget::cellActivated, this, [this](int row) {
        m_selection.setNoun(m_nouns->item(row, Word)->data(Qt::UserRole).toLongLong());
        Q_EMIT closed();
    });
}

void PictureView::addKeys(const QString& text, const QList<QKeySequence>& keys, std::function<void()> slot) {
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, std::move(slot));
    addAction(action);
}

QLayout* PictureView::makeBar() {
    QFont strong = m_title->font();
    strong.setBold(true);
    m_title->setFont(strong);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_zoom->setForegroundRole(QPalette::PlaceholderText);
    m_zoom->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_zoom->setMinimumWidth(fontMetrics().horizontalAdvance("3200 %"));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(margin, 0, margin, margin);
    const auto add = [&](const QString& text, const QString& tip, const QList<QKeySequence>& keys,
                         auto&& slot) {
        addKeys(tip, keys, slot);
        auto* button = new QToolButton;
        button->setText(text);
        button->setToolTip(
            keys.isEmpty() ? tip : tr("%1 (%2)").arg(tip, keys[0].toString(QKeySequence::NativeText)));
        button->setAccessibleName(tip);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus);  // the keys stay with the picture
        connect(button, &QToolButton::clicked, this, slot);
        bar->addWidget(button);
    };
    add(tr("‹ Gallery"), tr("Back to the gallery"), {}, [this] { Q_EMIT closed(); });
    bar->addWidget(m_title, 1);
    bar->addWidget(m_place);
    add(tr("‹"), tr("Previous picture"), {Qt::Key_Left, Qt::Key_PageUp, Qt::Key_Backspace},
        [this] { step(-1); });
    add(tr("›"), tr("Next picture"), {Qt::Key_Right, Qt::Key_PageDown, Qt::Key_Space}, [this] { step(1); });
    bar->addSpacing(margin);
    bar->addWidget(m_zoom);
    add(tr("−"), tr("Further away"), {Qt::Key_Minus}, [this] { m_canvas->zoomBy(1 / zoomStep); });
    add(tr("+"), tr("Nearer"), {Qt::Key_Plus, Qt::Key_Equal}, [this] { m_canvas->zoomBy(zoomStep); });
    add(tr("Fit"), tr("The whole picture"), {Qt::Key_0}, [this] { m_canvas->fit(); });
    add(tr("100 %"), tr("Pixel by pixel"), {Qt::Key_1}, [this] { m_canvas->setZoom(1); });
    addKeys(tr("First picture"), {Qt::Key_Home}, [this] { goTo(0); });
    addKeys(tr("Last picture"), {Qt::Key_End}, [this] { goTo(m_model.rowCount() - 1); });
    return bar;
}

QWidget* PictureView::makeFacts() {
    auto* side = new QWidget;
    side->setFixedWidth(sideWidth);
    m_facts->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* heading = new QLabel(tr("Nearest kept nouns"));
    QFont strong = heading->font();
    strong.setBold(true);
    heading->setFont(strong);
    heading->setToolTip(
        tr("Of the nouns that the filter kept, those nearest to this picture. The bar is their cosine."));
    m_nouns->horizontalHeader()->hide();
    m_nouns->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_nouns->verticalHeader()->hide();
    m_nouns->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_nouns->setShowGrid(false);
    m_nouns->setFrameShape(QFrame::NoFrame);
    m_nouns->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_nouns->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_nouns->setItemDelegateForColumn(Strength, new StrengthDelegate(m_nouns));
    m_nouns->setFocusPolicy(Qt::TabFocus);
    m_nouns->setAccessibleName(heading->text());
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(margin, 0, margin, margin);
    layout->addLayout(m_facts);
    layout->addSpacing(margin);
    layout->addWidget(heading);
    layout->addWidget(m_nouns, 1);
    return side;
}

void PictureView::open(int picture) {
    m_picture = picture;
    m_whole = {};
    m_selection.setCurrentPicture(picture);
    m_selection.setPictures({picture});
    m_title->setText(m_model.fileName(picture));
    m_title->setToolTip(m_model.file(picture));
    m_place->setText(
        tr("%1 of %2").arg(countText(m_model.placeOf(picture) + 1), countText(m_model.rowCount())));
    m_reason->hide();
    m_canvas->show();
    m_canvas->setStandIn(m_thumbnails.thumbnail(picture));
    m_nouns->setRowCount(0);
    fillFacts();
    setFocus();
    m_pictures.request(picture);
    Q_EMIT nounsWanted(picture);
}

void PictureView::take(const WholePicture& whole) {
    m_whole = whole;
    m_canvas->setImage(whole.image, whole.reduced);
    m_canvas->setVisible(!whole.image.isNull());
    m_reason->setVisible(whole.image.isNull());
    m_reason->setText(whole.reason);
    fillFacts();
}

void PictureView::fillFacts() {
    while (m_facts->rowCount() > 0) m_facts->removeRow(0);
    const auto add = [this](const QString& name, const QString& value) {
        if (value.isEmpty()) return;
        auto* label = new QLabel(value);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* term = new QLabel(name);
        term->setForegroundRole(QPalette::PlaceholderText);
        m_facts->addRow(term, label);
    };
    const int cluster = m_model.clusterOf(m_picture);
    if (cluster >= 0) {
        add(tr("Cluster"), m_model.clusterName(cluster));
        add(tr("Confidence"), percentText(m_model.confidenceOf(m_picture)));
    }
    if (!m_whole.image.isNull())
        add(tr("Pixels"), tr("%1 × %2").arg(m_whole.image.width()).arg(m_whole.image.height()));
    add(tr("Format"), m_whole.format);
    if (m_whole.bytes >= 0)
        add(tr("Size"), QLocale().formattedDataSize(m_whole.bytes, 1, QLocale::DataSizeSIFormat));
    if (m_whole.changed.isValid())
        add(tr("Changed"), QLocale().toString(m_whole.changed, QLocale::ShortFormat));
    // A path has no spaces to break it at.
    add(tr("File"), m_model.file(m_picture).replace('/', QStringLiteral("/\u200b")));
}

void PictureView::showNouns(const PictureNouns& nouns) {
    if (nouns.picture != m_picture) return;
    m_nouns->setRowCount(static_cast<int>(nouns.nouns.size()));
    for (int row = 0; row < m_nouns->rowCount(); ++row) {
        const NounStrength& noun = nouns.nouns[static_cast<std::size_t>(row)];
        auto* word = new QTableWidgetItem(QString::fromStdString(noun.word));
        word->setData(Qt::UserRole, static_cast<qlonglong>(noun.noun));
        word->setToolTip(tr("Double-click to see the pictures nearest to “%1”").arg(word->text()));
        auto* strength = new QTableWidgetItem(QLocale().toString(noun.similarity, 'f', 2));
        strength->setData(Qt::UserRole, noun.similarity);
        m_nouns->setItem(row, Word, word);
        m_nouns->setItem(row, Strength, strength);
    }
}

void PictureView::step(int by) {
    goTo(m_model.placeOf(m_picture) + by);
}

void PictureView::goTo(int place) {
    if (place >= 0 && place < m_model.rowCount()) open(m_model.pictureAt(place));
}

}  // namespace nounscope
