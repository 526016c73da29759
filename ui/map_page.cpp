#include "ui/map_page.h"

#include <QButtonGroup>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSaveFile>
#include <QStackedWidget>
#include <QSvgGenerator>
#include <QToolButton>

#include "ui/map_view.h"

namespace nounscope {

namespace {

constexpr int gap = 8;
constexpr int drawnAtOnce = 20'000;  // pictures whose map takes some seconds

QToolButton* button(const QString& text, const QString& tip) {
    auto* made = new QToolButton;
    made->setText(text);
    made->setToolTip(tip);
    made->setAutoRaise(true);
    return made;
}

}  // namespace

MapPage::MapPage(Thumbnails& thumbnails, Selection& selection, QWidget* parent)
    : QWidget(parent),
      m_view(new MapView(thumbnails, selection)),
      m_pages(new QStackedWidget),
      m_empty(new QLabel),
      m_state(new QLabel),
      m_again(button(tr("Draw anew"), tr("The map is of an earlier result; drawing it anew takes a while"))),
      m_save(button(tr("Save…"), tr("The map as PNG or SVG, or where each picture stands as CSV"))) {
    QToolButton* pan = button(tr("Move"), tr("Drag the map; the wheel zooms"));
    QToolButton* lasso =
        button(tr("Lasso"), tr("Draw around pictures to pick them out (or hold Shift while dragging)"));
    QToolButton* fit = button(tr("Fit"), tr("All of the map (0)"));
    auto* tools = new QButtonGroup(this);
    for (QToolButton* tool : {pan, lasso}) {
        tool->setCheckable(true);
        tools->addButton(tool);
    }
    pan->setChecked(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_state->setForegroundRole(QPalette::PlaceholderText);

    auto* bar = new QHBoxLayout;
    bar->addWidget(pan);
    bar->addWidget(lasso);
    bar->addWidget(fit);
    bar->addStretch();
    bar->addWidget(m_state);
    bar->addWidget(m_again);
    bar->addWidget(m_save);
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(content);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);

    connect(pan, &QToolButton::clicked, this, [this] { m_view->setTool(MapView::Tool::Pan); });
    connect(lasso, &QToolButton::clicked, this, [this] { m_view->setTool(MapView::Tool::Lasso); });
    connect(fit, &QToolButton::clicked, m_view, &MapView::fit);
    connect(m_again, &QToolButton::clicked, this, &MapPage::mapWanted);
    connect(m_save, &QToolButton::clicked, this, &MapPage::askAndSave);
    describe();
}

void MapPage::setOutdated() {
    m_outdated = true;
    if (isVisible()) wish();
    describe();
}

void MapPage::wish() {
    if (m_outdated && m_view->count() <= drawnAtOnce) Q_EMIT mapWanted();
}

void MapPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    wish();
}

void MapPage::showLayout(std::shared_ptr<const MapLayout> layout, std::vector<std::int64_t> pictures) {
    m_outdated = false;
    m_view->setPoints(std::move(layout), std::move(pictures));
    m_pages->setCurrentIndex(1);
    describe();
}

void MapPage::setBusy(bool busy) {
    m_busy = busy;
    describe();
}

void MapPage::showProblem(const QString& message) {
    m_outdated = m_busy = false;
    m_pages->setCurrentIndex(0);
    m_empty->setText(message);
}

void MapPage::clear() {
    m_outdated = m_busy = false;
    m_view->setPoints(std::make_shared<MapLayout>(), {});
    m_pages->setCurrentIndex(0);
    describe();
}

void MapPage::describe() {
    m_empty->setText(
        m_busy || m_outdated
            ? tr("The map is being drawn…")
            : tr("When the pictures are embedded, they are laid out here: alike ones together."));
    m_again->setVisible(m_outdated && !m_busy);
    m_state->setText(m_busy ? tr("Still settling…") : tr("Near is alike; the axes have no meaning"));
}

void MapPage::askAndSave() {
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Save the map"), "map.png",
                                     tr("Picture (*.png);;Drawing (*.svg);;Where pictures stand (*.csv)"));
    if (!file.isEmpty() && !saveTo(file))
        m_state->setText(tr("%1 could not be written; choose another folder").arg(file));
}

bool MapPage::saveTo(const QString& file) {
    if (file.endsWith(".csv", Qt::CaseInsensitive)) {
        QSaveFile out(file);
        return out.open(QIODevice::WriteOnly) && out.write(m_view->csv().toUtf8()) >= 0 && out.commit();
    }
    if (file.endsWith(".svg", Qt::CaseInsensitive)) {
        QSaveFile out(file);
        if (!out.open(QIODevice::WriteOnly)) return false;
        QSvgGenerator generator;
        generator.setOutputDevice(&out);
        generator.setSize(m_view->size());
        generator.setViewBox(m_view->rect());
        QPainter painter(&generator);
        m_view->paintVectors(painter);
        return painter.end() && out.commit();
    }
    QImage image(m_view->size() * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    QPainter painter(&image);
    m_view->paintVectors(painter);
    painter.end();
    QSaveFile out(file);
    return out.open(QIODevice::WriteOnly) && image.save(&out, "PNG") && out.commit();
}

}  // namespace nounscope
