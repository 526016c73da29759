#include "app/desktop/arranging.h"

#include <QAction>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QStandardPaths>
#include <algorithm>

#include "app/desktop/compute_worker.h"
#include "ui/format.h"
#include "ui/main_window.h"
#include "ui/notice_bar.h"

namespace nounscope {

namespace {

constexpr int autosaveMs = 5000;  // after the last edit

std::filesystem::path autosaveFolder() {
    const QString state = qEnvironmentVariable(
        "XDG_STATE_HOME", QStandardPaths::writableLocation(QStandardPaths::HomeLocation) + "/.local/state");
    return (state + "/nounscope/unsaved").toStdString();
}

}  // namespace

Arranging::Arranging(MainWindow& window, ComputeWorker& worker, QObject* parent)
    : QObject(parent), m_window(window), m_worker(worker) {
    m_worker.setAutosaveFolder(autosaveFolder());
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(autosaveMs);
    addSessionMenu();
    addEditMenu();
    hearWorker();
    connect(&m_document, &Document::viewChanged, &m_window, &MainWindow::showClusters);
    connect(&m_document, &Document::edited, this,
            [this](const Arrangement& edits) { m_worker.requestEdits(edits); });
    connect(&m_document, &Document::settingsWanted, this, [this](const MethodSettings& settings) {
        m_settings = settings;
        m_window.setMethodSettings(settings);
        m_worker.requestMethod(settings);
    });
    connect(&m_document, &Document::lost, this, [this](const QStringList& what) {
        m_window.notices().show("lost", NoticeLevel::Warning, what.join('\n'), tr("Undo"),
                                [this] { m_document.history().undo(); });
    });
    connect(&m_document.history(), &QUndoStack::cleanChanged, &m_window,
            [this](bool clean) { m_window.setWindowModified(!clean); });
    connect(&m_document.history(), &QUndoStack::indexChanged, this, [this] {
        if (!m_document.history().isClean()) m_autosave.start();
    });
    connect(&m_autosave, &QTimer::timeout, this, [this] { m_worker.requestAutosave(m_file.toStdString()); });
    connect(&m_window, &MainWindow::renameWanted, &m_document, &Document::rename);
    connect(&m_window, &MainWindow::mergeWanted, &m_document,
            [this](int cluster, int into) { m_document.merge({cluster}, into); });
    connect(&m_window, &MainWindow::moveWanted, &m_document, &Document::movePictures);
    connect(&m_window, &MainWindow::methodRested, this, [this](const MethodSettings& settings) {
        m_document.changedSettings(m_settings, settings);
        m_settings = settings;
    });
    m_window.installEventFilter(this);
    offerRecovery();
}

QAction* Arranging::add(QMenu* menu, const QString& text, const QKeySequence& key,
                        std::function<void()> act) {
    QAction* action = menu->addAction(text);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, std::move(act));
    m_window.addAction(action);
    return action;
}

void Arranging::addSessionMenu() {
    QMenu* menu = m_window.addMenu(tr("Session"));
    add(menu, tr("&Open session…"), Qt::CTRL | Qt::SHIFT | Qt::Key_O, [this] {
        const QString file = QFileDialog::getOpenFileName(&m_window, tr("Open a session"), {},
                                                          tr("NounScope sessions (*.nounscope)"));
        if (!file.isEmpty()) open(file);
    });
    QAction* saving = add(menu, tr("&Save"), QKeySequence::Save, [this] { save(); });
    QAction* elsewhere = add(menu, tr("Save &as…"), QKeySequence::SaveAs, [this] { askWhereToSave(); });
    connect(menu, &QMenu::aboutToShow, this, [this, saving, elsewhere] {
        saving->setEnabled(m_document.view() != nullptr);
        elsewhere->setEnabled(m_document.view() != nullptr);
    });
}

void Arranging::addEditMenu() {
    QMenu* menu = m_window.addMenu(tr("Edit"));
    QAction* undo = m_document.history().createUndoAction(menu, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = m_document.history().createRedoAction(menu, tr("&Redo"));
    redo->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_Z);
    menu->addActions({undo, redo});
    m_window.addActions({undo, redo});
    menu->addSeparator();
    Selection& selection = m_window.selection();
    QAction* rename = add(menu, tr("&Rename the cluster…"), {}, [this, &selection] {
        if (!m_document.view() || selection.cluster() < 0) return;
        const auto& names = m_document.view()->names;
        const QString old = QString::fromStdString(names[static_cast<std::size_t>(selection.cluster())].name);
        const QString name =
            QInputDialog::getText(&m_window, tr("Rename the cluster"), tr("Name"), QLineEdit::Normal, old);
        m_document.rename(selection.cluster(), name);
    });
    QAction* split = add(menu, tr("&Split the cluster in two…"), Qt::CTRL | Qt::Key_D, [this, &selection] {
        if (m_document.view() && selection.cluster() >= 0)
            m_worker.requestSplit(m_document.view()->ids[static_cast<std::size_t>(selection.cluster())]);
    });
    QMenu* merge = menu->addMenu(tr("&Merge the cluster into"));
    connect(merge, &QMenu::aboutToShow, this, [this, merge, &selection] {
        fillClusters(merge, [this, &selection](int into) { m_document.merge({selection.cluster()}, into); });
    });
    QMenu* move = menu->addMenu(tr("Move the &pictures to"));
    connect(move, &QMenu::aboutToShow, this, [this, move, &selection] {
        fillClusters(move,
                     [this, &selection](int into) { m_document.movePictures(selection.pictures(), into); });
    });
    QAction* review = add(menu, tr("Mark as re&viewed"), Qt::CTRL | Qt::Key_R, [this, &selection] {
        m_document.review(selection.cluster(), !m_document.isReviewed(selection.cluster()));
    });
    review->setCheckable(true);
    menu->addSeparator();
    QAction* hide = add(menu, tr("&Hide"), QKeySequence::Delete, [this, &selection] {
        if (selection.pictures().empty())
            m_document.hideCluster(selection.cluster());
        else
            m_document.hidePictures(selection.pictures());
    });
    QAction* show = add(menu, QString(), {}, [this] { m_document.showHidden(); });
    connect(menu, &QMenu::aboutToShow, this, [=, &selection] {
        const bool onCluster = m_document.view() && selection.cluster() >= 0;
        rename->setEnabled(onCluster);
        split->setEnabled(onCluster);
        merge->setEnabled(onCluster);
        review->setEnabled(onCluster);
        review->setChecked(onCluster && m_document.isReviewed(selection.cluster()));
        move->setEnabled(m_document.view() && !selection.pictures().empty());
        hide->setEnabled(onCluster || !selection.pictures().empty());
        const auto hidden = static_cast<qint64>(m_document.hiddenPictures().size());
        show->setText(tr("Show the hidden ones again (%1)").arg(countText(hidden)));
        show->setEnabled(hidden > 0);
    });
}

void Arranging::fillClusters(QMenu* menu, const std::function<void(int)>& chosen) {
    menu->clear();
    if (!m_document.view()) return;
    const int current = m_window.selection().cluster();
    for (int k = 0; k < static_cast<int>(m_document.view()->names.size()); ++k) {
        const std::string& name = m_document.view()->names[static_cast<std::size_t>(k)].name;
        QAction* action = menu->addAction(QString::fromStdString(name).replace('&', "&&"));
        action->setEnabled(k != current);
        connect(action, &QAction::triggered, this, [chosen, k] { chosen(k); });
    }
}

void Arranging::hearWorker() {
    connect(&m_worker, &ComputeWorker::picturesReady, &m_document, &Document::setItems);
    connect(&m_worker, &ComputeWorker::clustersReady, this, [this](std::shared_ptr<const ClusterView> run) {
        if (!m_document.run()) m_settings = m_window.methodSettings();
        m_document.setRun(std::move(run));
    });
    connect(&m_worker, &ComputeWorker::measuresReady, &m_document, &Document::setMeasures);
    connect(&m_worker, &ComputeWorker::splitReady, this, &Arranging::previewSplit);
    connect(&m_worker, &ComputeWorker::settingsRestored, this, [this](const MethodSettings& settings) {
        m_settings = settings;
        m_window.setMethodSettings(settings);
    });
    connect(&m_worker, &ComputeWorker::opened, this,
            [this](std::shared_ptr<const Session> session, const QString& file) {
                m_document.open(std::make_shared<ClusterView>(session->run), session->edits,
                                session->measures);
                m_file = m_recovery ? QString::fromStdString(m_recovery->origin.string()) : file;
                m_window.setWindowModified(m_recovery.has_value());
            });
    connect(&m_worker, &ComputeWorker::saved, this, [this](const QString& file) {
        m_file = file;
        m_autosave.stop();
        if (m_recovery) forget(*m_recovery);
        m_recovery.reset();
        m_window.setWindowModified(false);
        m_document.history().setClean();
        m_window.showDone(tr("Saved as %1").arg(file));
        if (m_closesWhenSaved) m_window.close();
    });
    connect(&m_worker, &ComputeWorker::saveFailed, this, [this](const QString& message) {
        m_closesWhenSaved = false;
        m_window.notices().show("save", NoticeLevel::Warning, message, tr("Save as…"),
                                [this] { askWhereToSave(); });
    });
}

void Arranging::newRun() {
    m_document.clear();
    m_file.clear();
    m_recovery.reset();
}

void Arranging::open(const QString& session) {
    newRun();
    m_window.showFolder(QFileInfo(session).absoluteFilePath());
    m_worker.requestOpen(QFileInfo(session).absoluteFilePath().toStdString());
}

void Arranging::save() {
    m_file.isEmpty() ? askWhereToSave() : saveAs(m_file);
}

void Arranging::saveAs(const QString& file) {
    if (m_document.view()) m_worker.requestSave(file.toStdString());
}

void Arranging::askWhereToSave() {
    QString file = QFileDialog::getSaveFileName(&m_window, tr("Save the session"), m_file,
                                                tr("NounScope sessions (*.nounscope)"));
    if (file.isEmpty()) return;
    if (QFileInfo(file).suffix().isEmpty()) file += ".nounscope";
    saveAs(file);
}

void Arranging::previewSplit(int cluster, const std::array<SplitHalf, 2>& halves,
                             const std::array<ClusterName, 2>& names) {
    const auto line = [&](std::size_t half) {
        return tr("“%1”, %n picture(s)", nullptr, static_cast<int>(halves[half].rows.size()))
            .arg(QString::fromStdString(names[half].name));
    };
    QMessageBox question(QMessageBox::Question, tr("Split the cluster"), tr("Split it into these two?"),
                         QMessageBox::Cancel, &m_window);
    question.setInformativeText(line(0) + '\n' + line(1));
    question.addButton(tr("&Split"), QMessageBox::AcceptRole);
    if (question.exec() == QMessageBox::Cancel || !m_document.view()) return;
    const std::vector<ClusterId>& ids = m_document.view()->ids;
    const auto found = std::find(ids.begin(), ids.end(), cluster);
    if (found != ids.end()) m_document.split(static_cast<int>(found - ids.begin()), halves, names);
}

void Arranging::offerRecovery() {
    const std::vector<Recovery> found = findRecoveries(autosaveFolder());
    if (found.empty()) return;
    const Recovery recovery = found.front();
    const QString origin = QString::fromStdString(recovery.origin.filename().string());
    m_window.notices().show("recovery", NoticeLevel::Warning,
                            origin.isEmpty() ? tr("NounScope ended before a session was saved.")
                                             : tr("NounScope ended before %1 was saved.").arg(origin),
                            tr("Open what was kept"), [this, recovery] {
                                open(QString::fromStdString(recovery.file.string()));
                                m_recovery = recovery;
                                m_window.notices().close("recovery");
                            });
}

bool Arranging::eventFilter(QObject* watched, QEvent* event) {
    if (watched == &m_window && event->type() == QEvent::Close && !mayClose()) {
        event->ignore();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

bool Arranging::mayClose() {
    if ((m_document.history().isClean() && !m_recovery) || !m_document.view()) return true;
    const auto answer = QMessageBox::question(&m_window, tr("Not saved"), tr("Save what you arranged?"),
                                              QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    if (answer != QMessageBox::Save) return answer == QMessageBox::Discard;
    m_closesWhenSaved = true;
    save();
    return false;
}

}  // namespace nounscope
