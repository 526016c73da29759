#include "app/desktop/model_choice.h"

#include <QDir>
#include <QFileDialog>
#include <QSettings>

#include "app/environment.h"
#include "app/open_encoder.h"
#include "core/io/model_hub.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

const QString modelKey = "model";

ModelPlaces places() {
    return ModelPlaces::fromEnvironment(environmentVariable);
}

}  // namespace

ModelChoice::ModelChoice(QObject* parent) : QObject(parent), m_model(QSettings().value(modelKey).toString()) {
    m_looking.setMaxThreadCount(1);
    m_fetcher.setMaxThreadCount(1);
}

ModelChoice::~ModelChoice() {
    if (m_cancel) m_cancel->cancel();
    m_fetcher.waitForDone();
    m_looking.waitForDone();
}

void ModelChoice::look() {
    m_looking.start([this] {
        Found found;
        found.models = installedModels(places());
        found.toTry = modelsToTry(found.models);
        for (const FetchableModel& model : fetchableModels())
            found.partly.push_back(fetchedBytes(model.id, places()));
        QMetaObject::invokeMethod(
            this, [this, found = std::move(found)] { show(found); }, Qt::QueuedConnection);
    });
}

void ModelChoice::show(const Found& found) {
    m_best = QString::fromStdString(found.toTry.front());
    Q_EMIT listed();
    if (!m_dialog) return;
    QList<ModelRow> here{
        {"",
         tr("The best one here"),
         tr("automatic"),
         {},
         {},
         {},
         m_best == starterModel
             ? tr("Now that is the starter: there is no CLIP model on this computer yet.")
             : tr("Now that is %1: of the CLIP models, the one with the largest tower for pictures.")
                   .arg(m_best)},
        {starterModel, tr("starter"), tr("for drawings"), tr("10 MB"), tr("fp32"), tr("built in"),
         tr("Comes with the program: for drawings, icons, cut-outs and a first look. Weak on photographs.")}};
    bool listed = m_model.isEmpty() || m_model == starterModel;
    std::vector<InstalledModel> models = found.models;
    for (const InstalledModel& model : models) listed = listed || m_model.toStdString() == model.id;
    if (!listed) models.push_back(describeModel(m_model.toStdString(), m_model.toStdString()));
    for (const InstalledModel& model : models) {
        const bool usable = model.problem.empty();
        here.append({QString::fromStdString(model.id), QString::fromStdString(model.id),
                     QString::fromStdString(model.architecture),
                     usable ? QString::fromStdString(sizeText(model.bytes)) : QString(),
                     QString::fromStdString(model.dtype),
                     QDir::toNativeSeparators(QString::fromStdString(model.folder.string())),
                     usable ? tr("A CLIP model: for photographs, and for drawings too.")
                            : QString::fromStdString(model.problem),
                     usable});
    }
    QList<ModelRow> fetchable;
    for (std::size_t i = 0; i < fetchableModels().size(); ++i) {
        const FetchableModel& model = fetchableModels()[i];
        const bool isHere = std::any_of(models.begin(), models.end(),
                                        [&](const InstalledModel& other) { return other.id == model.id; });
        if (isHere) continue;
        const QString size = QString::fromStdString(sizeText(std::int64_t{model.megabytes} * 1'000'000));
        fetchable.append(
            {model.id, model.id, model.architecture, size, tr("fp32"),
             found.partly[i] > 0
                 ? tr("%1 of it are here").arg(QString::fromStdString(sizeText(found.partly[i])))
                 : QString(),
             tr("Fetch downloads about %1 once; a download that was stopped goes on where it was.")
                 .arg(size)});
    }
    m_dialog->setModels(here, fetchable, m_model);
}

void ModelChoice::ask(QWidget* window) {
    if (!m_dialog) {
        m_dialog = new ModelDialog(window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ModelDialog::modelChosen, this, &ModelChoice::choose);
        connect(m_dialog, &ModelDialog::folderWanted, this, &ModelChoice::chooseFolder);
        connect(m_dialog, &ModelDialog::fetchWanted, this, &ModelChoice::fetch);
        connect(m_dialog, &ModelDialog::stopWanted, this, [this] {
            if (m_cancel) m_cancel->cancel();
        });
        if (m_cancel) m_dialog->showFetching(m_fetching);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
    look();
}

void ModelChoice::choose(const QString& model) {
    m_model = model;
    QSettings().setValue(modelKey, model);
    Q_EMIT changed(model);
}

void ModelChoice::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(m_dialog, tr("A folder with a CLIP checkpoint"));
    if (folder.isEmpty() || !m_dialog) return;
    const InstalledModel model = describeModel(folder.toStdString(), folder.toStdString());
    if (!model.problem.empty()) return m_dialog->showStopped(QString::fromStdString(model.problem));
    choose(folder);
    m_dialog->accept();
}

void ModelChoice::fetch(const QString& id) {
    if (m_cancel) return;
    m_cancel = std::make_shared<CancelToken>();
    m_fetching = id;
    if (m_dialog) m_dialog->showFetching(id);
    m_fetcher.start([this, id, cancel = m_cancel] {
        Job job;
        job.cancel = cancel.get();
        job.progress = [this](const Progress& progress) {
            QMetaObject::invokeMethod(
                this,
                [this, progress] {
                    if (m_dialog) m_dialog->showProgress(progress);
                },
                Qt::QueuedConnection);
        };
        QString problem;
        try {
            fetchModel(id.toStdString(), places(), HubSettings::fromEnvironment(environmentVariable), job);
        } catch (const Cancelled&) {
            problem = tr("Stopped. What has come is kept: Fetch goes on from there.");
        } catch (const std::exception& error) {
            problem = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this, [this, id, problem] { fetched(id, problem); }, Qt::QueuedConnection);
    });
}

void ModelChoice::fetched(const QString& id, const QString& problem) {
    m_cancel.reset();
    if (m_dialog) {
        m_dialog->showStopped(problem.isEmpty() ? tr("%1 is here now.").arg(id) : problem);
        if (problem.isEmpty())
            connect(
                this, &ModelChoice::listed, m_dialog,
                [this, id] {
                    if (m_dialog) m_dialog->choose(id);
                },
                Qt::SingleShotConnection);
    }
    look();
}

}  // namespace nounscope
