#include "app/desktop/compute_worker.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>

#include "app/environment.h"
#include "app/load_nouns.h"
#include "app/model_list.h"
#include "app/open_encoder.h"
#include "core/device.h"
#include "core/encode/encoder_settings.h"
#include "core/encode/prompt_templates.h"
#include "core/io/session_file.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

MethodSettings settingsFor(const EncoderInfo& encoder) {
    MethodSettings settings;
    applyEncoderDefaults(encoder, settings);
    return settings;
}

}  // namespace

ComputeWorker::ComputeWorker(const std::filesystem::path& storeFile) : m_storeFile(storeFile) {}
ComputeWorker::~ComputeWorker() = default;

template <class Change>
void ComputeWorker::request(Stops stops, Change&& change) {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        change(m_pending);
        if (m_cancel &&
            (stops == Stops::Everything || m_judges || (stops == Stops::Clustering && m_clusters)))
            m_cancel->cancel();
    }
    QMetaObject::invokeMethod(this, &ComputeWorker::work, Qt::QueuedConnection);
}

void ComputeWorker::requestRun(RunRequest run) {
    request(Stops::Everything, [&](Pending& pending) {
        pending = {};
        pending.run = std::move(run);
    });
}

void ComputeWorker::requestMethod(const MethodSettings& settings) {
    request(Stops::Clustering, [&](Pending& pending) {
        pending.filter.reset();
        pending.method = settings;
    });
}

void ComputeWorker::requestScores(const FilterSettings& filter) {
    request(Stops::Clustering, [&](Pending& pending) { pending.filter = filter; });
}

void ComputeWorker::requestWishes(NounWishes wishes) {
    request(Stops::Clustering, [&](Pending& pending) { pending.wishes = std::move(wishes); });
}

void ComputeWorker::requestPositives(const PositivesRequest& positives) {
    request(Stops::Nothing, [&](Pending& pending) { pending.positives = positives; });
}

void ComputeWorker::requestExport(const ExportWanted& wanted) {
    request(Stops::Nothing, [&](Pending& pending) { pending.exporting = wanted; });
}

void ComputeWorker::requestMatches(std::int64_t noun, const std::string& phrase) {
    request(Stops::Nothing, [&](Pending& pending) { pending.matches = {noun, phrase}; });
}

void ComputeWorker::requestNounsOf(int picture) {
    request(Stops::Nothing, [&](Pending& pending) { pending.nounsOf = picture; });
}

void ComputeWorker::requestEdits(const Arrangement& edits) {
    request(Stops::Nothing, [&](Pending& pending) { pending.edits = edits; });
}

void ComputeWorker::requestSplit(ClusterId cluster) {
    request(Stops::Nothing, [&](Pending& pending) { pending.split = cluster; });
}

void ComputeWorker::requestSave(const std::filesystem::path& file) {
    request(Stops::Nothing, [&](Pending& pending) { pending.save = file; });
}

void ComputeWorker::requestAutosave(const std::filesystem::path& origin) {
    request(Stops::Nothing, [&](Pending& pending) { pending.autosave = origin; });
}

void ComputeWorker::requestOpen(const std::filesystem::path& session) {
    request(Stops::Everything, [&](Pending& pending) {
        pending = {};
        pending.open = session;
    });
}

void ComputeWorker::requestMapInput() {
    request(Stops::Nothing, [](Pending& pending) { pending.mapInput = true; });
}

void ComputeWorker::cancel() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    // What has not begun is answered here, as nothing else would.
    if (!m_pending.isEmpty())
        QMetaObject::invokeMethod(this, [this] { Q_EMIT finished(tr("Stopped. What was done is kept.")); });
    m_pending = {};
    if (m_cancel) m_cancel->cancel();
}

void ComputeWorker::work() {
    Pending pending;
    const auto token = std::make_shared<CancelToken>();
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_pending.isEmpty()) return;  // an earlier call has answered this request with its own
        std::swap(pending, m_pending);
        m_cancel = token;
        m_clusters = m_judges = false;
    }
    Job job;
    job.cancel = token.get();
    job.progress = [this](const Progress& progress) { Q_EMIT progressed(progress); };
    const c10::InferenceMode inference;
    try {
        perform(pending, job);
    } catch (const Cancelled&) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_pending.isEmpty()) Q_EMIT finished(tr("Stopped. What was done is kept."));
    } catch (const Error& error) {
        Q_EMIT failed(QString::fromStdString(error.what()));
    } catch (const std::bad_alloc&) {
        Q_EMIT failed(tr("Out of memory: close other programs, or take fewer pictures or nouns."));
    } catch (const std::exception& error) {
        Q_EMIT failed(tr("Something went wrong: %1").arg(QString::fromUtf8(error.what())));
    }
}

void ComputeWorker::perform(const Pending& pending, const Job& job) {
    if (pending.run) run(*pending.run, job);
    if (pending.open) open(*pending.open, job);
    if (!m_analysis && pending.save)
        Q_EMIT saveFailed(
            tr("It is not saved: the model that the session was made with could not be opened."));
    if (pending.mapInput) {
        const bool there = m_analysis && m_analysis->hasPictures() && m_analysis->hasClusters();
        Q_EMIT mapInputReady(there ? m_analysis->mapInput() : nullptr);
    }
    if (!m_analysis) return;
    lookUp(pending, job);
    if (pending.wishes) m_analysis->setWishes(*pending.wishes);
    arrange(pending, job);
    if (!m_analysis->hasScores()) return;
    if (pending.filter) {
        m_settings.filter = *pending.filter;
        Q_EMIT filterReady(m_analysis->rescore(*pending.filter));
    }
    if (pending.positives) {
        Q_EMIT positivesReady(m_analysis->setPositives(*pending.positives));
        Q_EMIT filterReady(m_analysis->view(true));
    }
    const bool unsettled = pending.exporting && !m_analysis->isSettled();  // files hold whole results
    if (pending.method || pending.wishes || unsettled)
        filterAndCluster(pending.method.value_or(m_settings), job);
    if (pending.exporting && m_analysis->hasClusters()) exportResults(*pending.exporting);
    if (m_analysis->isSettled()) judge(job);
}

void ComputeWorker::judge(const Job& job) try {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_judges = true;
        if (!m_pending.isEmpty()) return;
    }
    m_analysis->judge({[this](auto comparison) { Q_EMIT filtersCompared(comparison); },
                       [this](const auto& curve) { Q_EMIT kCurveReady(curve); }},
                      {job.cancel, {}});
} catch (const Cancelled&) {
    // by a newer request, after which it goes on
}

// What needs no more than what is there: a session whose pictures are gone too.
void ComputeWorker::arrange(const Pending& pending, const Job& job) {
    if (!m_analysis->hasClusters()) return;
    if (pending.edits && m_analysis->setEdits(*pending.edits))
        Q_EMIT measuresReady(*pending.edits, m_analysis->measures());
    if (pending.split) {
        std::array<ClusterName, 2> names;
        const auto halves = m_analysis->split(*pending.split, names, job);
        Q_EMIT splitReady(*pending.split, halves, names);
    }
    try {
        if (pending.autosave && !m_autosaveFolder.empty()) {
            if (!m_autosave) m_autosave = std::make_unique<Autosave>(m_autosaveFolder);
            m_autosave->write(m_analysis->session(), *pending.autosave);
        }
        if (!pending.save) return;
        saveSession(*pending.save, m_analysis->session());
        if (m_autosave) m_autosave->discard();
        Q_EMIT saved(QString::fromStdString(pending.save->string()));
    } catch (const Error& error) {
        Q_EMIT saveFailed(QString::fromStdString(error.what()));
    }
}

// The window shows the session before the model is opened and the features are fetched.
void ComputeWorker::open(const std::filesystem::path& file, const Job& job) {
    const auto session = std::make_shared<Session>(openSession(file));
    if (!session->encoder)
        throw Error(ErrorKind::BadInput,
                    file.string() + " is of features from elsewhere, without pictures to show.");
    m_analysis.reset();
    m_settings = session->settings;
    std::vector<StageTime> times;
    const FilterQuality quality = judgeFilter({}, session->filtered, session->settings, 0, times, job);
    Q_EMIT picturesReady(std::make_shared<ImageItems>(session->inputs.items));
    Q_EMIT nounsReady(knownNouns(session->inputs));
    auto view = std::make_shared<FilterView>(filterView(session->settings.filter, session->filtered, {}));
    view->shape = quality.shape;
    view->settled = true;
    Q_EMIT filterReady(std::move(view));
    Q_EMIT opened(session, QString::fromStdString(file.string()));
    if (!prepareEncoder(session->encoder->id, job)) return;
    if (m_encoder->info().weightsSha256 != session->encoder->weightsSha256)
        throw Error(ErrorKind::BadInput, "The session was made with another " + session->encoder->id +
                                             ": it can be looked at; Run groups the pictures anew.");
    std::string problem;
    m_settings = session->settings;
    Q_EMIT settingsRestored(m_settings);
    if (!m_store) m_store.emplace(m_storeFile);
    m_analysis = std::make_unique<Analysis>(*m_encoder, m_wordnet.find(problem), &*m_store);
    m_analysis->restore(*session, job);
    Q_EMIT finished(tr("%Ln cluster(s)", nullptr, static_cast<int>(session->run.names.size())));
}

void ComputeWorker::exportResults(const ExportWanted& wanted) {
    try {
        QStringList files;
        for (const std::string& file : m_analysis->writeResults(wanted))
            files += QString::fromStdString(file);
        Q_EMIT exported(wanted.folder, files);
    } catch (const Error& error) {
        Q_EMIT exportFailed(QString::fromStdString(error.what()));
    }
}

// What takes no more than a moment and shows no progress.
void ComputeWorker::lookUp(const Pending& pending, const Job& job) {
    if (!m_analysis->hasPictures()) return;
    Job quiet;
    quiet.cancel = job.cancel;
    if (pending.matches) {
        const auto& [noun, phrase] = *pending.matches;
        Q_EMIT matchesReady(noun >= 0 ? m_analysis->matchNoun(noun) : m_analysis->matchPhrase(phrase, quiet));
    }
    if (pending.nounsOf && m_analysis->hasScores())
        Q_EMIT nounsOfReady(m_analysis->nounsOf(*pending.nounsOf));
}

// The new model is open before the old one goes: a checkpoint that cannot be used costs nothing but its message.
bool ComputeWorker::prepareEncoder(const std::string& model, const Job& job) {
    const StageProgress opening(job, "Opening the model", 0);
    const ModelPlaces places = ModelPlaces::fromEnvironment(environmentVariable);
    const std::vector<std::string> wanted =
        model.empty() ? modelsToTry(installedModels(places)) : std::vector{model};
    const c10::Device device = chooseDevice("auto");
    std::string problem;
    m_wordnet.find(problem);  // on its own, so that Cancel need not wait for the model too
    job.throwIfCancelled();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (m_encoder && wanted[i] == m_model) return true;
        try {
            auto encoder = openEncoder(wanted[i], "auto", device, places, m_wordnet);
            m_analysis.reset();
            m_encoder = std::move(encoder);
            m_model = wanted[i];
            const EncoderInfo info = m_encoder->info();
            m_settings = settingsFor(info);
            Q_EMIT encoderReady(info, m_settings, QString::fromStdString(device.str()));
            return true;
        } catch (const Error& error) {
            const QString why = QString::fromStdString(error.what());
            if (i + 1 == wanted.size())
                Q_EMIT modelFailed(why);
            else
                Q_EMIT modelNoticed(tr("%1 could not be opened, so another model is used. %2")
                                        .arg(QString::fromStdString(wanted[i]), why));
        }
    }
    return false;
}

void ComputeWorker::tellNouns(std::int64_t repeated) {
    QStringList notes;
    const std::vector<std::string> unknown = m_analysis->unknownNouns();
    if (!unknown.empty()) {
        constexpr std::size_t shown = 3;
        QStringList examples;
        for (std::size_t i = 0; i < std::min(shown, unknown.size()); ++i)
            examples += QString::fromStdString(unknown[i]);
        notes += tr("%Ln noun(s) unknown to this model and left out, such as %1.", nullptr,
                    static_cast<int>(unknown.size()))
                     .arg(examples.join(", "));
    }
    if (repeated > 0)
        notes += tr("%Ln noun(s) stood in the list more than once and count once.", nullptr,
                    static_cast<int>(repeated));
    if (!notes.isEmpty()) Q_EMIT nounsNoticed(notes.join(' '));
}

void ComputeWorker::run(const RunRequest& request, const Job& job) {
    const Encoder* const before = m_encoder.get();
    if (!prepareEncoder(request.model, job)) return;
    // Another model's scores lie elsewhere: settings moved for the one before say nothing here.
    const MethodSettings settings =
        m_encoder.get() == before ? request.settings.value_or(m_settings) : m_settings;
    job.throwIfCancelled();
    std::string problem;
    if (!m_store) m_store.emplace(m_storeFile);
    m_analysis = std::make_unique<Analysis>(*m_encoder, m_wordnet.find(problem), &*m_store);
    Q_EMIT picturesReady(m_analysis->scan(request.folder, {}, job));
    if (request.retryFailures) m_analysis->forgetFailures();
    Q_EMIT picturesReady(m_analysis->embedPictures(job));
    NounFile nouns = loadNouns(request.nouns, m_wordnet);
    Q_EMIT nounsReady(
        m_analysis->embedNouns(std::move(nouns.nouns), request.nouns, ensembleTemplates(), job));
    tellNouns(nouns.repeated);
    filterAndCluster(settings, job);
}

void ComputeWorker::filterAndCluster(const MethodSettings& settings, const Job& job) {
    m_settings = settings;
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_clusters = true;
    }
    Q_EMIT filterReady(m_analysis->filter(settings, job));
    const std::shared_ptr<const ClusterView> clusters = m_analysis->cluster(job);
    Q_EMIT clustersReady(clusters);
    Q_EMIT finished(tr("%Ln cluster(s)", nullptr, clusters->clusters));
}

}  // namespace nounscope
