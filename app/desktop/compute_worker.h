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
#include "app/wordnet_on_demand.h"
#include "core/io/autosave.h"
#include "core/model/cancel_token.h"
#include "core/model/progress.h"

namespace nounscope {

struct RunRequest {
    std::filesystem::path folder;
    std::string model;                       // see openEncoder; empty: the best that is here
    std::string nouns = "everyday";          // see loadNouns
    std::optional<MethodSettings> settings;  // none: as before, or what suits a model newly opened
    bool retryFailures = false;              // what could not be read before is tried again
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
    void requestPositives(const PositivesRequest& positives);
    void requestExport(const ExportWanted& wanted);
    void requestMatches(std::int64_t noun, const std::string& phrase);  // of the noun, or if -1 of the phrase
    void requestNounsOf(int picture);
    void requestEdits(const Arrangement& edits);  // what is measured, exported and saved from now on
    void requestSplit(ClusterId cluster);
    void requestSave(const std::filesystem::path& file);
    void requestAutosave(const std::filesystem::path& origin);  // see Autosave
    void requestOpen(const std::filesystem::path& session);
    void setAutosaveFolder(const std::filesystem::path& folder) {
        m_autosaveFolder = folder;
    }  // before the first request

    void requestMapInput();  // of the last clusters

    // Stops what runs and forgets what waits. Returns at once.
    void cancel();

Q_SIGNALS:
    void encoderReady(const nounscope::EncoderInfo& info, const nounscope::MethodSettings& defaults,
                      const QString& device);
    void modelFailed(const QString& message);  // the run ends; the model before it stays open
    void modelNoticed(const QString& message);
    void nounsNoticed(const QString& message);
    void picturesReady(std::shared_ptr<const nounscope::ImageItems> items);
    void nounsReady(std::shared_ptr<const nounscope::NounList> nouns);
    void filterReady(std::shared_ptr<const nounscope::FilterView> view);
    void clustersReady(std::shared_ptr<const nounscope::ClusterView> view);
    void matchesReady(std::shared_ptr<const nounscope::PictureMatches> matches);
    void nounsOfReady(std::shared_ptr<const nounscope::PictureNouns> nouns);
    void positivesReady(std::shared_ptr<const nounscope::KnownPositives> positives);
    void filtersCompared(std::shared_ptr<const nounscope::FilterComparison> comparison);
    void kCurveReady(const std::vector<nounscope::KCurvePoint>& curve);
    // Null where the pictures are not at hand.
    void mapInputReady(std::shared_ptr<const nounscope::MapInput> input);
    void progressed(const nounscope::Progress& progress);
    void settingsRestored(const nounscope::MethodSettings& settings);
    void opened(std::shared_ptr<const nounscope::Session> session, const QString& file);
    void measuresReady(const nounscope::Arrangement& edits, const nounscope::GroupMeasures& measures);
    void splitReady(int cluster, const std::array<nounscope::SplitHalf, 2>& halves,
                    const std::array<nounscope::ClusterName, 2>& names);
    void saved(const QString& file);
    void saveFailed(const QString& message);
    void exported(const QString& folder, const QStringList& files);
    void exportFailed(const QString& message);
    void finished(const QString& message);
    void failed(const QString& message);

private:
    struct Pending {
        std::optional<RunRequest> run;
        std::optional<MethodSettings> method;
        std::optional<FilterSettings> filter;
        std::optional<NounWishes> wishes;
        std::optional<PositivesRequest> positives;
        std::optional<ExportWanted> exporting;
        std::optional<std::pair<std::int64_t, std::string>> matches;
        std::optional<int> nounsOf;
        std::optional<Arrangement> edits;
        std::optional<ClusterId> split;
        bool mapInput = false;
        std::optional<std::filesystem::path> save, autosave, open;

        bool isEmpty() const {
            return !run && !method && !filter && !wishes && !positives && !exporting && !matches && !nounsOf &&
                   !edits && !split && !mapInput && !save && !autosave && !open;
        }
    };

    enum class Stops { Nothing, Clustering, Everything };

    template <class Change>
    void request(Stops stops, Change&& change);
    void work();
    void perform(const Pending& pending, const Job& job);
    void lookUp(const Pending& pending, const Job& job);
    void run(const RunRequest& request, const Job& job);
    void judge(const Job& job);
    void filterAndCluster(const MethodSettings& settings, const Job& job);
    bool prepareEncoder(const std::string& model, const Job& job);
    void exportResults(const ExportWanted& wanted);
    void open(const std::filesystem::path& file, const Job& job);
    void arrange(const Pending& pending, const Job& job);
    void tellNouns(std::int64_t repeated);

    std::mutex m_mutex;  // of the four below
    Pending m_pending;
    std::shared_ptr<CancelToken> m_cancel;
    bool m_clusters = false;  // what runs is no more than clustering: a moving slider may stop it
    bool m_judges = false;    // what runs is what nobody waits for: anything may stop it

    const std::filesystem::path m_storeFile;
    std::optional<EmbeddingStore> m_store;  // opened by the first run, on this thread
    WordNetOnDemand m_wordnet;
    std::string m_model;  // that m_encoder was opened by
    std::unique_ptr<Encoder> m_encoder;
    std::unique_ptr<Analysis> m_analysis;
    MethodSettings m_settings;
    std::filesystem::path m_autosaveFolder;
    std::unique_ptr<Autosave> m_autosave;
};

}  // namespace nounscope
