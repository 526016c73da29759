#include "ui/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace nounscope {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Progress", text);
}

}  // namespace

QString countText(qint64 count) {
    return QLocale().toString(count);
}

QString durationText(double seconds) {
    const auto whole = static_cast<qint64>(std::llround(seconds));
    const QString minutes = QString::number(whole / 60 % 60), rest = QString::number(whole % 60);
    if (whole < 3600) return minutes + ':' + rest.rightJustified(2, '0');
    return QString::number(whole / 3600) + ':' + minutes.rightJustified(2, '0') + ':' +
           rest.rightJustified(2, '0');
}

QString scoreText(double value) {
    if (std::isinf(value)) return value < 0 ? QStringLiteral("-∞") : QStringLiteral("∞");
    return QLocale().toString(value, 'g', 3);
}

QString percentText(double fraction) {
    return QLocale().toString(100 * fraction, 'g', 3) + QStringLiteral(" %");
}

QString progressText(const Progress& progress) {
    QString text = tr(progress.stage.c_str());
    if (progress.total <= 0) return text + QStringLiteral(" …");
    text += "   " + tr("%1 of %2").arg(countText(progress.done), countText(progress.total));
    if (progress.perSecond > 0)
        text += "   " +
                tr("%1/s").arg(QLocale().toString(progress.perSecond, 'f', progress.perSecond < 10 ? 1 : 0));
    if (progress.secondsLeft >= 0) text += "   " + tr("%1 left").arg(durationText(progress.secondsLeft));
    return text;
}

}  // namespace nounscope
