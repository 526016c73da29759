#include "app/desktop/window_memory.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSettings>
#include <QSlider>
#include <algorithm>

#include "ui/main_window.h"

namespace nounscope {

namespace {

const QString themeKey = "window/theme";

// Calls visit(control) for each control of this class that is kept.
template <class Control, class Visit>
void eachKept(const MainWindow& window, Visit visit) {
    for (Control* control : window.findChildren<Control*>())
        if (control->objectName().startsWith("kept.")) visit(*control);
}

QString keyOf(const QObject& control) {
    return "window/" + control.objectName();
}

}  // namespace

void recallWindow(MainWindow& window) {
    const QSettings settings;
    window.restoreGeometry(settings.value("window/geometry").toByteArray());
    window.restorePanelLayout(settings.value("window/layout").toByteArray());
    eachKept<QSlider>(window, [&](QSlider& slider) {
        slider.setValue(settings.value(keyOf(slider), slider.value()).toInt());
    });
    eachKept<QComboBox>(window, [&](QComboBox& box) {
        const int index = settings.value(keyOf(box), box.currentIndex()).toInt();
        if (index >= 0 && index < box.count()) box.setCurrentIndex(index);
    });
    eachKept<QCheckBox>(window, [&](QCheckBox& box) {
        box.setChecked(settings.value(keyOf(box), box.isChecked()).toBool());
    });
}

void rememberWindow(const MainWindow& window) {
    QSettings settings;
    settings.setValue("window/geometry", window.saveGeometry());
    settings.setValue("window/layout", window.panelLayout());
    eachKept<QSlider>(window, [&](QSlider& slider) { settings.setValue(keyOf(slider), slider.value()); });
    eachKept<QComboBox>(window, [&](QComboBox& box) { settings.setValue(keyOf(box), box.currentIndex()); });
    eachKept<QCheckBox>(window, [&](QCheckBox& box) { settings.setValue(keyOf(box), box.isChecked()); });
}

Theme recallTheme() {
    return static_cast<Theme>(std::clamp(QSettings().value(themeKey).toInt(), 0, 2));
}

void rememberTheme(Theme theme) {
    QSettings().setValue(themeKey, static_cast<int>(theme));
}

}  // namespace nounscope
