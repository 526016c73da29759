// What to write of a result, and where. Writes nothing: asks for it by a signal, then shows what came of it.
#pragma once

#include <QDialog>
#include <vector>

#include "ui/export_wanted.h"

class QButtonGroup;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace nounscope {

// Part of the pictures that assignments.csv can be of, beside all of them.
struct ExportPart {
    QString name;               // of the cluster
    std::vector<int> pictures;  // none: this part is not offered
};

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    explicit ExportDialog(const QString& folder, QWidget* parent = nullptr);

    void setParts(const ExportPart& cluster, const ExportPart& selection);

    void showWritten(const QString& folder, const QStringList& files);
    void showProblem(const QString& message);

    ExportWanted wanted() const;

Q_SIGNALS:
    void exportWanted(const nounscope::ExportWanted& wanted);

private:
    QCheckBox* addFile(const QString& text, const QString& file);
    void showState();

    QCheckBox* m_assignments;
    QCheckBox* m_clusters;
    QCheckBox* m_nouns;
    QCheckBox* m_report;
    QButtonGroup* m_scope;
    ExportPart m_parts[2];
    QLineEdit* m_folder;
    QLabel* m_message;
    QPushButton* m_write;
};

}  // namespace nounscope
