// The program's look: Fusion with a palette of its own, light or dark as the desktop is. Greys are neutral, so
// that pictures keep their colours; one accent says what is chosen.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;

namespace nounscope {

enum class Theme { Desktop, Light, Dark };

// Sets style and palette. Desktop takes the side on which the platform's own palette stands.
void applyTheme(QApplication& application, Theme theme);

bool isDark(const QPalette& palette);

// What widgets take from a palette beside Qt's own roles.
QColor accentColor(const QPalette& palette);  // what is chosen
QColor quietColor(const QPalette& palette);   // facts, axes
QColor lineColor(const QPalette& palette);    // hairlines
QColor matColor(const QPalette& palette);     // behind pictures

// A cluster's colour: Okabe and Ito's eight, which colour-blind people can tell apart, then hues with changing
// lightness. Never the only mark: a number or a name stands beside it.
QColor clusterColor(int cluster, const QPalette& palette);

QFont smallFont(const QFont& text);

}  // namespace nounscope
