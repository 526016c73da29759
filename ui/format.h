// Numbers as people read them, in their own locale.
#pragma once

#include <QString>

#include "core/model/progress.h"

namespace nounscope {

QString countText(qint64 count);       // "117,798"
QString durationText(double seconds);  // "1:44", "2:03:10"
QString scoreText(double value);       // three significant digits, "-∞"
QString percentText(double fraction);  // "1.2 %"

// "Embedding pictures  3,210 of 12,000  84/s  1:44 left", without what is not known.
QString progressText(const Progress& progress);

}  // namespace nounscope
