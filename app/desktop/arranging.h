// The document in the window: the menus that edit, undo, save and open, and who hears whom of it.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <optional>

#include "app/desktop/document.h"
#include "core/io/autosave.h"

class QAction;
class QKeySequence;
class QMenu;

namespace nounscope {

class ComputeWorker;
class MainWindow;

class Arranging : public QObject {
    Q_OBJECT
public:
    Arranging(MainWindow& window, ComputeWorker& worker, QObject* parent = nullptr);

    Document& document() { return m_document; }
    const QString& file() const { return m_file; }  // the session's; empty: not saved yet

    void newRun();  // of a folder: what was made of another one is gone
    void open(const QString& session);
    void save();
    void saveAs(const QString& file);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addSessionMenu();
    void addEditMenu();
    QAction* add(QMenu* menu, const QString& text, const QKeySequence& key, std::function<void()> act);
    void hearWorker();
    void fillClusters(QMenu* menu, const std::function<void(int)>& chosen);
    void previewSplit(int cluster, const std::array<SplitHalf, 2>& halves,
                      const std::array<ClusterName, 2>& names);
    void askWhereToSave();
    void offerRecovery();
    bool mayClose();

    MainWindow& m_window;
    ComputeWorker& m_worker;
    Document m_document;
    MethodSettings m_settings;  // of the last run
    QTimer m_autosave;
    QString m_file;
    std::optional<Recovery> m_recovery;  // what is shown was taken up from; kept until it is saved
    bool m_closesWhenSaved = false;
};

}  // namespace nounscope
