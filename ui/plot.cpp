#include "ui/plot.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "ui/theme.h"

namespace nounscope {

Plot::Plot(QWidget* parent) : QCustomPlot(parent) {
    setNoAntialiasingOnDrag(true);
    setMinimumSize(220, 130);
    setFocusPolicy(Qt::StrongFocus);
    axisRect()->setMinimumMargins(QMargins(8, 8, 8, 0));
    setAutoAddPlottableToLegend(false);
    Plot::applyColors();
}

void Plot::setAxisLabels(const QString& x, const QString& y) {
    xAxis->setLabel(x);
    yAxis->setLabel(y);
}

void Plot::applyColors() {
    const QColor text = palette().color(QPalette::Text), quiet = quietColor(palette());
    setBackground(palette().color(QPalette::Base));
    const QFont small = smallFont(font());
    for (QCPAxis* axis : {xAxis, yAxis, xAxis2, yAxis2}) {
        axis->setLabelColor(text);
        axis->setTickLabelColor(quiet);
        axis->setBasePen(QPen(lineColor(palette())));
        axis->setTickPen(QPen(lineColor(palette())));
        axis->setSubTickPen(Qt::NoPen);
        axis->setLabelFont(small);
        axis->setTickLabelFont(small);
        axis->grid()->setPen(QPen(lineColor(palette()), 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    legend->setFont(small);
    legend->setTextColor(text);
    legend->setBrush(QBrush(palette().color(QPalette::Base)));
    legend->setBorderPen(Qt::NoPen);
}

void Plot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    applyColors();
    replot(rpQueuedReplot);
}

void Plot::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(tr("Copy picture"), this, [this] {
        withTitle([this] { QGuiApplication::clipboard()->setPixmap(toPixmap(0, 0, 2)); });
    });
    if (m_csv)
        menu.addAction(tr("Copy data"), this, [this] { QGuiApplication::clipboard()->setText(m_csv()); });
    menu.addAction(tr("Save as…"), this, &Plot::askAndSave);
    menu.exec(event->globalPos());
}

void Plot::askAndSave() {
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Save plot"), QString(),
                                     tr("Picture (*.png);;Drawing (*.svg);;Document (*.pdf);;Data (*.csv)"));
    if (!file.isEmpty() && !saveTo(file))
        setToolTip(tr("%1 could not be written; choose another folder").arg(file));
}

void Plot::withTitle(const std::function<void()>& draw) {
    if (m_title.isEmpty()) return draw();
    QFont bold = font();
    bold.setBold(true);
    plotLayout()->insertRow(0);
    auto* title = new QCPTextElement(this, m_title, bold);
    title->setTextColor(palette().color(QPalette::Text));
    plotLayout()->addElement(0, 0, title);
    draw();
    plotLayout()->remove(title);
    plotLayout()->simplify();
    replot(rpQueuedReplot);
}

bool Plot::saveTo(const QString& file) {
    bool saved = false;
    withTitle([&] { saved = write(file); });
    return saved;
}

bool Plot::write(const QString& file) {
    if (file.endsWith(".pdf", Qt::CaseInsensitive)) return savePdf(file);
    if (file.endsWith(".csv", Qt::CaseInsensitive)) {
        QSaveFile out(file);
        if (!m_csv || !out.open(QIODevice::WriteOnly)) return false;
        out.write(m_csv().toUtf8());
        return out.commit();
    }
    if (file.endsWith(".svg", Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setFileName(file);
        generator.setSize(size());
        generator.setViewBox(rect());
        QCPPainter painter;
        if (!painter.begin(&generator)) return false;
        toPainter(&painter, width(), height());
        return painter.end();
    }
    return savePng(file, 0, 0, 2);
}

}  // namespace nounscope
