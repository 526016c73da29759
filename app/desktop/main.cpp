// nounscope: the desktop program.
#include <QApplication>
#include <QCommandLineParser>

#include "app/desktop/composition.h"
#include "app/desktop/screenshot.h"
#include "app/desktop/translations.h"
#include "app/desktop/window_memory.h"
#include "core/version.h"

int main(int argc, char** argv) {
    using namespace nounscope;
    QApplication application(argc, argv);
    QApplication::setApplicationName("nounscope");
    QApplication::setOrganizationName("nounscope");
    QApplication::setApplicationDisplayName("NounScope");
    QApplication::setApplicationVersion(QString::fromStdString(programVersion()));
    installTranslations(application);

    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::tr("What is in these pictures?"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("FOLDER", QApplication::tr("A folder of pictures to open and run"),
                                 "[FOLDER]");
    parser.addOptions(
        {{"screenshot", QApplication::tr("Run, save the window as FILE.png and exit"), "FILE.png"},
         {"size", QApplication::tr("The window's size"), "WxH", "1360x860"},
         {"scale", QApplication::tr("Device pixels a pixel"), "N", "1"},
         {"dark", QApplication::tr("Dark colours whatever the desktop's are")},
         {"light", QApplication::tr("Light colours whatever the desktop's are")},
         {"tab", QApplication::tr("gallery, map, compare or problems"), "NAME", "gallery"}});
    parser.process(application);

    applyTheme(application, parser.isSet("dark")    ? Theme::Dark
                            : parser.isSet("light") ? Theme::Light
                                                    : recallTheme());
    Composition composition;
    if (parser.isSet("screenshot")) {
        ScreenshotOptions options;
        options.file = parser.value("screenshot");
        const QStringList size = parser.value("size").split('x');
        options.size = QSize(size.value(0).toInt(), size.value(1).toInt());
        options.scale = parser.value("scale").toDouble();
        options.tab = parser.value("tab");
        return takeScreenshot(composition, parser.positionalArguments().value(0), options);
    }
    composition.window().show();
    if (!parser.positionalArguments().isEmpty()) composition.openFolder(parser.positionalArguments().first());
    return QApplication::exec();
}
