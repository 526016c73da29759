#include "app/desktop/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace nounscope {

void installTranslations(QCoreApplication& application) {
    // The one installed last is asked first.
    auto* english = new QTranslator(&application);
    if (english->load(":/i18n/nounscope_en.qm")) QCoreApplication::installTranslator(english);
    auto* own = new QTranslator(&application);
    if (own->load(QLocale(), "nounscope", "_", ":/i18n")) QCoreApplication::installTranslator(own);
}

}  // namespace nounscope
