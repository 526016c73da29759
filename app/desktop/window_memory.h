// How a person arranged the window, from one session to the next: geometry, panels, colours, and every control whose
// object name begins with "kept.".
#pragma once

#include "ui/theme.h"

namespace nounscope {

class MainWindow;

void recallWindow(MainWindow& window);
void rememberWindow(const MainWindow& window);

Theme recallTheme();
void rememberTheme(Theme theme);

}  // namespace nounscope
