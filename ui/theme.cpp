#include "ui/theme.h"

#include <QApplication>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleOption>
#include <array>

namespace nounscope {

namespace {

struct Greys {
    int window, base, alternate, button, text, quiet, line, mat;
};

constexpr Greys lightGreys{245, 255, 249, 238, 26, 95, 208, 233};
constexpr Greys darkGreys{38, 28, 33, 52, 230, 160, 72, 20};

QColor grey(int level) {
    return {level, level, level};
}

QPalette makePalette(const Greys& greys, const QColor& accent, const QColor& link) {
    QPalette palette;
    palette.setColor(QPalette::Window, grey(greys.window));
    palette.setColor(QPalette::WindowText, grey(greys.text));
    palette.setColor(QPalette::Base, grey(greys.base));
    palette.setColor(QPalette::AlternateBase, grey(greys.alternate));
    palette.setColor(QPalette::Text, grey(greys.text));
    palette.setColor(QPalette::Button, grey(greys.button));
    palette.setColor(QPalette::ButtonText, grey(greys.text));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, grey(greys.base));
    palette.setColor(QPalette::ToolTipText, grey(greys.text));
    palette.setColor(QPalette::PlaceholderText, grey(greys.quiet));
    palette.setColor(QPalette::Mid, grey(greys.line));
    palette.setColor(QPalette::Midlight, grey(greys.mat));
    palette.setColor(QPalette::Dark, grey(greys.line));
    palette.setColor(QPalette::Light, grey(greys.button));
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, link);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, grey((greys.text + 2 * greys.window) / 3));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, grey(greys.line));
    return palette;
}

// Fusion's boxes to tick have an outline darker than the window, which nobody sees on dark grey.
class Style : public QProxyStyle {
public:
    Style() : QProxyStyle("Fusion") {}

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element != PE_IndicatorCheckBox && element != PE_IndicatorItemViewItemCheck) return;
        painter->save();
        painter->setPen(quietColor(option->palette));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
    }
};

}  // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

void applyTheme(QApplication& application, Theme theme) {
    static const bool desktopIsDark = isDark(QApplication::palette());  // before the first palette of our own
    const bool dark = theme == Theme::Dark || (theme == Theme::Desktop && desktopIsDark);
    if (!dynamic_cast<Style*>(QApplication::style())) application.setStyle(new Style);
    application.setPalette(dark ? makePalette(darkGreys, {45, 112, 190}, {120, 180, 245})
                                : makePalette(lightGreys, {32, 104, 180}, {20, 90, 170}));
}

QColor accentColor(const QPalette& palette) {
    return isDark(palette) ? palette.color(QPalette::Link) : palette.color(QPalette::Highlight);
}

QColor quietColor(const QPalette& palette) {
    return palette.color(QPalette::PlaceholderText);
}

QColor lineColor(const QPalette& palette) {
    return palette.color(QPalette::Mid);
}

QColor matColor(const QPalette& palette) {
    return palette.color(QPalette::Midlight);
}

QColor clusterColor(int cluster, const QPalette& palette) {
    static const std::array<QRgb, 7> okabeIto{0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442,
                                              0x0072b2, 0xd55e00, 0xcc79a7};
    if (cluster < static_cast<int>(okabeIto.size()))
        return QColor(okabeIto[static_cast<std::size_t>(cluster)]);
    constexpr double goldenAngle = 137.508;
    const int hue = static_cast<int>(goldenAngle * cluster) % 360;
    const int lightness = (isDark(palette) ? 130 : 95) + 35 * (cluster % 3);
    return QColor::fromHsl(hue, 150, lightness);
}

QFont smallFont(const QFont& text) {
    QFont font = text;
    font.setPointSizeF(text.pointSizeF() * 0.88);
    return font;
}

}  // namespace nounscope
