#include "app/desktop/compute_worker.h"

#include <c10/core/InferenceMode.h>

#include "core/encode/encoder_settings.h"
#include "core/encode/prompt_templates.h"
#include "core/encode/starter_encoder.h"
#include "core/io/noun_file.h"
#include "core/io/noun_sources.h"
#include "core/io/resources.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

NounList loadNouns(const std::string& name, const WordNet& wordnet) {
    const NounSource source = NounSource::fromName(name);
    if (source.kind == NounSource::Kind::WordNet) return wordNetNouns(wordnet);
    if (source.kind == NounSource::Kind::Everyday) return everydayNouns(wordnet);
    return readNouns(source.file).nouns;
}

MethodSettings settingsFor(const EncoderInfo& encoder) {
    MethodSettings settings;
    applyEncoderDefaults(encoder, settings);
    return settings;
}

}  // namespace

ComputeWorker::ComputeWorker(const std::filesystem::path& storeFile) : m_store(storeFile) {}
ComputeWorker::~ComputeWorker() = default;

template <class Change>
void ComputeWorker::request(Stops stops, Change&& change) {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        change(m_pending);
        if (m_cancel && (stops == Stops::Everything || (stops == Stops::Clustering && m_clusters)))
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

void ComputeWorker::requestExport(const std::filesystem::path& folder) {
    request(Stops::Nothing, [&](Pending& pending) { pending.exportFolder = folder; });
}

void ComputeWorker::cancel() {
    const std::lock_guard<std::mutex> lock(m_mutex);
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
        m_clusters = false;
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
    if (!m_analysis) return;
    if (pending.wishes) m_analysis->setWishes(*pending.wishes);
    if (!m_analysis->hasScores()) return;
    if (pending.filter) {
        m_settings.filter = *pending.filter;
        Q_EMIT filterReady(m_analysis->rescore(*pending.filter));
    }
    if (pending.method || pending.wishes) filterAndCluster(pending.method.value_or(m_settings), job);
    if (pending.exportFolder && m_analysis->hasClusters()) {
        m_analysis->writeResults(*pending.exportFolder);
        Q_EMIT finished(tr("Written to %1").arg(QString::fromStdString(pending.exportFolder->string())));
    }
}

void ComputeWorker::loadEncoder() {
    if (m_encoder) return;
    m_wordnet = std::make_unique<WordNet>(WordNet::load(WordNet::findDirectory()));
    m_encoder = std::make_unique<StarterEncoder>(findResource("starter.safetensors"), *m_wordnet);
    Q_EMIT encoderReady(m_encoder->info(), settingsFor(m_encoder->info()));
}

void ComputeWorker::run(const RunRequest& request, const Job& job) {
    loadEncoder();
    m_analysis = std::make_unique<Analysis>(*m_encoder, *m_wordnet, &m_store);
    Q_EMIT picturesReady(m_analysis->scan(request.folder, {}, job));
    Q_EMIT picturesReady(m_analysis->embedPictures(job));
    Q_EMIT nounsReady(m_analysis->embedNouns(loadNouns(request.nouns, *m_wordnet), request.nouns,
                                             ensembleTemplates(), job));
    filterAndCluster(request.settings.value_or(settingsFor(m_encoder->info())), job);
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
    Q_EMIT finished(tr("%n cluster(s)", nullptr, clusters->clusters));
}

}  // namespace nounscope
