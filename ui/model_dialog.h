// Which model looks at the pictures: those on this computer, and those that can be fetched. Knows no network and no
// folder; what is to be done is asked for by signals.
#pragma once

#include <QDialog>
#include <QList>

#include "core/model/progress.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace nounscope {

struct ModelRow {
    QString id;  // what openEncoder takes, or what can be fetched; empty: the best that is here
    QString name, kind, size, storedAs, place;
    QString note;        // one sentence, shown where the row is current
    bool usable = true;  // of a model that is here
};

class ModelDialog : public QDialog {
    Q_OBJECT
public:
    explicit ModelDialog(QWidget* parent = nullptr);

    // current: the id that runs use.
    void setModels(const QList<ModelRow>& here, const QList<ModelRow>& fetchable, const QString& current);

    void showFetching(const QString& id);
    void showProgress(const Progress& progress);
    void showStopped(const QString& message);  // fetching ended, for better or worse
    void choose(const QString& id);

Q_SIGNALS:
    void modelChosen(const QString& id);
    void folderWanted();
    void fetchWanted(const QString& id);
    void stopWanted();

private:
    void fill(QTreeWidgetItem* group, const QList<ModelRow>& rows, const QString& current);
    void showCurrent();
    void fetch();

    QTreeWidget* m_tree;
    QTreeWidgetItem* m_here;
    QTreeWidgetItem* m_fetchable;
    QLabel* m_note;
    QLineEdit* m_other;
    QProgressBar* m_bar;
    QLabel* m_status;
    QPushButton* m_fetch;
    QPushButton* m_stop;
    QPushButton* m_use;
    bool m_fetching = false;
};

}  // namespace nounscope
