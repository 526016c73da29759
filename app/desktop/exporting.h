// From the export dialog to files and back: what can be exported now, and what came of it.
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/export_dialog.h"

namespace nounscope {

class ComputeWorker;
class MainWindow;

class Exporting : public QObject {
    Q_OBJECT
public:
    Exporting(MainWindow& window, ComputeWorker& worker, QObject* parent = nullptr);

    // Opens the dialog for the result that the window shows. Returns at once.
    void ask();

private:
    QString proposedFolder() const;

    MainWindow& m_window;
    ComputeWorker& m_worker;
    QPointer<ExportDialog> m_dialog;
};

}  // namespace nounscope
