// The one thread that computes, behind requests and values. Newest wins: a request drops older ones of its kind
// that have not begun, and stops the one that runs.
#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "app/desktop/analysis.h"
#include "core/model/cancel_token.h"
#include "core/model/progress.h"

namespace nounscope {

struct RunRequest {
    std::filesystem::path folder;
    std::string nouns = "everyday";          // see NounSource::fromName
    std::optional<MethodSettings> settings;  // none: what suits the encoder
};

// Lives on a thread of its own. The requests may come from any thread; signals are emitted on its own.
class ComputeWorker : public QObject {
    Q_OBJECT
public:
    // storeFile: where embeddings are kept between runs, shared with the command line.
    explicit ComputeWorker(const std::filesystem::path& storeFile);
    ~ComputeWorker() override;

    void requestRun(RunRequest run);
    void requestMethod(const MethodSettings& settings);  // centres, scores, clusters anew
    void requestScores(const FilterSettings& filter);    // scores only: a slider moves
    void requestWishes(NounWishes wishes);
    void requestExport(const std::filesystem::path& folder);

    // Stops what runs and forgets what waits. Returns at once.
    void cancel();

Q_SIGNALS:
    void encoderReady(const nounscope::EncoderInfo& info, const nounscope::MethodSettings& defaults);
    void picturesReady(std::shared_ptr<const nounscope::ImageItems> items);
    void nounsReady(std::shared_ptr<const nounscope::NounList> nouns);
    void filterReady(std::shared_ptr<const nounscope::FilterView> view);
    void clustersReady(std::shared_ptr<const nounscope::ClusterView> view);
    void progressed(const nounscope::Progress& progress);
    void finished(const QString& message);
    void failed(const QString& message);

private:
    struct Pending {
        std::optional<RunRequest> run;
        std::optional<MethodSettings> method;
        std::optional<FilterSettings> filter;
        std::optional<NounWishes> wishes;
        std::optional<std::filesystem::path> exportFolder;

        bool isEmpty() const { return !run && !method && !filter && !wishes && !exportFolder; }
    };

    enum class Stops { Nothing, Clustering, Everything };

    template <class Change>
    void request(Stops stops, Change&& change);
    void work();
    void perform(const Pending& pending, const Job& job);
    void run(const RunRequest& request, const Job& job);
    void filterAndCluster(const MethodSettings& settings, const Job& job);
    void loadEncoder();

    std::mutex m_mutex;  // of the three below
    Pending m_pending;
    std::shared_ptr<CancelToken> m_cancel;
    bool m_clusters = false;  // what runs is no more than clustering: a moving slider may stop it

    EmbeddingStore m_store;
    std::unique_ptr<WordNet> m_wordnet;
    std::unique_ptr<Encoder> m_encoder;
    std::unique_ptr<Analysis> m_analysis;
    MethodSettings m_settings;
};

}  // namespace nounscope
