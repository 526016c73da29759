// The program's words in the person's language, and English plurals everywhere else.
#pragma once

class QCoreApplication;

namespace nounscope {

// Before the first window. A language without a translation of its own reads English.
void installTranslations(QCoreApplication& application);

}  // namespace nounscope
