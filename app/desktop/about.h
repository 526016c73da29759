// What the About dialog tells of this program and this computer.
#pragma once

#include "ui/about_dialog.h"

namespace nounscope {

// model: what the window says of the model in use; empty before the first run.
AboutFacts aboutFacts(const QString& model);

}  // namespace nounscope
