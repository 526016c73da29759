#include "app/desktop/about.h"

#include <sqlite3.h>

#include <QCoreApplication>
#include <QSysInfo>
#include <QThread>
#include <opencv2/core/utility.hpp>

#include "core/device.h"
#include "core/version.h"

namespace nounscope {

AboutFacts aboutFacts(const QString& model) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("About", text); };
    const BlasInfo blas = detectBlas();
    AboutFacts facts;
    facts.lines = {{tr("NounScope"), QString::fromStdString(programVersion())},
                   {tr("Qt"), QString::fromLatin1(qVersion())},
                   {tr("LibTorch"), QString::fromStdString(libTorchVersion())},
                   {tr("OpenCV"), QString::fromStdString(cv::getVersionString())},
                   {tr("SQLite"), QString::fromLatin1(sqlite3_libversion())},
                   {tr("Matrix products"),
                    blas.library.empty() ? tr("unknown BLAS") : QString::fromStdString(blas.library)},
                   {tr("Device"), QString::fromStdString(chooseDevice("auto").str()).toUpper()},
                   {tr("Processor cores"), QString::number(QThread::idealThreadCount())},
                   {tr("System"), QSysInfo::prettyProductName()}};
    if (!model.isEmpty()) facts.lines.insert(1, {tr("Model in use"), model});
    if (!blas.fast)
        facts.warning =
            tr("Matrix products run some 30 times slower here than they could. Install a fast BLAS: "
               "apt install libopenblas0-pthread");
    return facts;
}

}  // namespace nounscope
