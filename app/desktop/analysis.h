// One folder's run, kept between its stages, so that each can be done again without those before it: what the
// computing thread owns. Values leave it immutable.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/desktop/map_input.h"
#include "app/desktop/method_stages.h"
#include "core/cluster/split_cluster.h"
#include "core/encode/encoder.h"
#include "core/io/embedding_store.h"
#include "core/io/report.h"
#include "core/io/result_files.h"
#include "core/io/session.h"
#include "core/io/wordnet.h"
#include "core/model/cluster_view.h"
#include "core/model/filter_comparison.h"
#include "core/model/filter_view.h"
#include "core/model/known_positives.h"
#include "core/model/picture_matches.h"
#include "core/pipeline.h"
#include "ui/export_wanted.h"

namespace nounscope {

// One thread at a time. Every function throws Error for what a person can mend, and Cancelled.
class Analysis {
public:
    // Keeps references to all three. wordnet: null where there is none, then names may hold synonyms; store: null
    // for none.
    Analysis(const Encoder& encoder, const WordNet* wordnet, EmbeddingStore* store);

    // Finds the pictures.
    std::shared_ptr<const ImageItems> scan(const std::filesystem::path& folder,
                                           const PictureSettings& pictures, const Job& job);

    // What could not be read before is tried again.
    void forgetFailures();

    // Embeds them; the result has a reason for each one that could not be used. Throws Error(BadInput) where none
    // could.
    std::shared_ptr<const ImageItems> embedPictures(const Job& job);

    // Embeds the nouns -> those that the encoder knows: the nouns of every view from here on.
    std::shared_ptr<const NounList> embedNouns(NounList nouns, const std::string& source,
                                               const std::vector<std::string>& templates, const Job& job);

    // Chooses k and centres where they stand on auto, and scores the nouns. This and all below: only what has
    // changed since the last time is computed again, see MethodStages.
    std::shared_ptr<const FilterView> filter(const MethodSettings& settings, const Job& job);

    // Scores again with the centres that are there; fast enough for a slider.
    std::shared_ptr<const FilterView> rescore(const FilterSettings& filter);

    // What the map of the last clusters is made of: pictures and their counterparts, as they were clustered.
    std::shared_ptr<const MapInput> mapInput() const;

    // Clusters with the nouns that the last filter kept.
    std::shared_ptr<const ClusterView> cluster(const Job& job);

    // Used from the next view on. Wishes are rows of the nouns that embedNouns returned.
    void setWishes(NounWishes wishes);
    std::shared_ptr<const KnownPositives> setPositives(const PositivesRequest& request);

    // What is worth knowing of a settled result, in steps so that each is told as soon as it is found: all filters'
    // figures, then how stable their nouns are, then the curve over k where k was given. Takes seconds to minutes;
    // what was found stays when it is cancelled, and nothing is found twice.
    struct Judgement {
        std::function<void(std::shared_ptr<const FilterComparison>)> compared;
        std::function<void(const std::vector<KCurvePoint>&)> kCurve;
    };
    void judge(const Judgement& tell, const Job& job);

    // What the last filter or rescore came to, with what is known since.
    std::shared_ptr<const FilterView> view(bool judgeShape);

    // Words of the list given to embedNouns that the encoder does not know.
    std::vector<std::string> unknownNouns() const { return nounscope::unknownNouns(m_inputs); }
    // All pictures by nearness to a noun of embedNouns, or to any phrase. Need embedded pictures.
    std::shared_ptr<const PictureMatches> matchNoun(std::int64_t noun) const;
    std::shared_ptr<const PictureMatches> matchPhrase(const std::string& phrase, const Job& job) const;

    // The kept nouns nearest to a picture; none where the picture could not be read.
    std::shared_ptr<const PictureNouns> nounsOf(int picture) const;

    // A person's edits over the last clusters, for what is measured, written and kept from here on; edits over other
    // clusters are passed over. Where a session's pictures are gone, distances stay those to the centres before. Whether
    // other pictures are together now.
    bool setEdits(const Arrangement& edits);
    const GroupMeasures& measures() const { return m_measures; }

    // One cluster in two, and what the halves would be called.
    std::array<SplitHalf, 2> split(ClusterId cluster, std::array<ClusterName, 2>& names,
                                   const Job& job) const;

    // All of it, to be kept, and taken up again: then only features are missing, which come from the store or are computed.
    Session session() const;
    void restore(const Session& session, const Job& job);

    bool hasPictures() const { return m_features.images.defined(); }
    bool hasScores() const { return m_stages && m_stages->hasScores(); }
    bool hasClusters() const { return !m_names.empty(); }
    bool isSettled() const { return m_stages && m_stages->isSettled(); }

    // assignments.csv, nouns.csv, clusters.csv and report.json, those that are wanted, as nounscope-cli writes them
    // -> their names. Throws Error(Usage) for a folder among the pictures.
    std::vector<std::string> writeResults(const ExportWanted& wanted) const;

private:
    void findPictures(const at::Tensor& query, PictureMatches& matches) const;
    ClusterView runView() const;  // before a person's edits
    at::Tensor clusteredRows() const;
    std::string report() const;

    const Encoder& m_encoder;
    const WordNet* m_wordnet;
    EmbeddingStore* m_store;
    std::filesystem::path m_folder;
    std::string m_nounSource;
    PictureSettings m_pictures;
    std::vector<bool> m_positives;
    std::optional<KnownSeparability> m_known;
    std::uint64_t m_knownOf = 0;  // the scoring that m_known judges
    std::shared_ptr<const FilterComparison> m_comparison;
    RunInputs m_inputs;
    std::shared_ptr<const NounList> m_nouns;  // those that could be embedded
    Features m_features;
    std::optional<MethodStages> m_stages;
    std::vector<ClusterName> m_names;
    Arrangement m_edits;
    GroupMeasures m_measures;  // of m_edits
    std::vector<StageTime> m_times;
};

// What the window shows of a filter, but for its separability.
FilterView filterView(const FilterSettings& settings, const FilterResult& filtered,
                      const std::vector<bool>& positives);

// The nouns of every view: those that could be embedded.
std::shared_ptr<const NounList> knownNouns(const RunInputs& inputs);

}  // namespace nounscope
