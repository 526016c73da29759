#include "app/desktop/exporting.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include "app/desktop/compute_worker.h"
#include "ui/main_window.h"

namespace nounscope {

namespace {

const QString parentKey = "export/parent";

ExportPart clusterPart(const ClusterView& view, int cluster) {
    ExportPart part;
    if (cluster < 0) return part;
    part.name = QStringLiteral("%1: %2")
                    .arg(cluster + 1)
                    .arg(QString::fromStdString(view.names[static_cast<std::size_t>(cluster)].name));
    for (std::size_t row = 0; row < view.imageRows.size(); ++row)
        if (view.clustering.assignment[row] == cluster)
            part.pictures.push_back(static_cast<int>(view.imageRows[row]));
    return part;
}

}  // namespace

Exporting::Exporting(MainWindow& window, ComputeWorker& worker, QObject* parent)
    : QObject(parent), m_window(window), m_worker(worker) {
    connect(&worker, &ComputeWorker::exported, this, [this](const QString& folder, const QStringList& files) {
        QSettings().setValue(parentKey, QFileInfo(folder).absolutePath());
        if (m_dialog) m_dialog->showWritten(folder, files);
    });
    connect(&worker, &ComputeWorker::exportFailed, this, [this](const QString& message) {
        if (m_dialog) m_dialog->showProblem(message);
    });
}

QString Exporting::proposedFolder() const {
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString parent = QSettings().value(parentKey, documents + "/NounScope").toString();
    return parent + '/' + QFileInfo(m_window.folder()).fileName();
}

void Exporting::ask() {
    if (!m_window.clusters()) return;
    if (!m_dialog) {
        m_dialog = new ExportDialog(proposedFolder(), &m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ExportDialog::exportWanted, this,
                [this](const ExportWanted& wanted) { m_worker.requestExport(wanted); });
    }
    const Selection& selection = m_window.selection();
    m_dialog->setParts(clusterPart(*m_window.clusters(), selection.cluster()), {{}, selection.pictures()});
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

}  // namespace nounscope
