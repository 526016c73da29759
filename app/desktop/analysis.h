// One folder's run, kept between its stages, so that each can be done again without those before it: what the
// computing thread owns. Values leave it immutable.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/cluster/split_cluster.h"
#include "core/encode/encoder.h"
#include "core/filter/live_scores.h"
#include "core/io/embedding_store.h"
#include "core/io/report.h"
#include "core/io/result_files.h"
#include "core/io/session.h"
#include "core/io/wordnet.h"
#include "core/model/cluster_view.h"
#include "core/model/filter_view.h"
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

    // Chooses k and centres where they stand on auto, and scores the nouns.
    std::shared_ptr<const FilterView> filter(const MethodSettings& settings, const Job& job);

    // Scores again with the centres that are there; fast enough for a slider.
    std::shared_ptr<const FilterView> rescore(const FilterSettings& filter);

    // Clusters with the nouns that the last filter kept.
    std::shared_ptr<const ClusterView> cluster(const Job& job);

    // Wishes and known positives are rows of the nouns that embedNouns returned; used from the next view on.
    void setWishes(NounWishes wishes) { m_wishes = std::move(wishes); }
    void setPositives(std::vector<bool> positives) { m_positives = std::move(positives); }

    // Words of the list given to embedNouns that the encoder does not know.
    std::vector<std::string> unknownNouns() const;
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
    bool hasScores() const { return m_live != nullptr; }
    bool hasClusters() const { return !m_names.empty(); }

    // assignments.csv, nouns.csv, clusters.csv and report.json, those that are wanted, as nounscope-cli writes them
    // -> their names. Throws Error(Usage) for a folder among the pictures.
    std::vector<std::string> writeResults(const ExportWanted& wanted) const;

private:
    std::shared_ptr<const FilterView> view(bool judgeShape) const;
    void findPictures(const at::Tensor& query, PictureMatches& matches) const;
    at::Tensor clusteredRows() const;
    std::string report() const;

    const Encoder& m_encoder;
    const WordNet* m_wordnet;
    EmbeddingStore* m_store;
    std::filesystem::path m_folder;
    std::string m_nounSource;
    PictureSettings m_pictures;
    MethodSettings m_settings;
    NounWishes m_wishes;
    std::vector<bool> m_positives;
    RunInputs m_inputs;
    std::shared_ptr<const NounList> m_nouns;  // those that could be embedded
    Features m_features;
    FilterResult m_filtered;
    FilterQuality m_quality;
    std::unique_ptr<LiveScores> m_live;
    ClusterResult m_clustered;
    std::vector<ClusterName> m_names;
    Arrangement m_edits;
    GroupMeasures m_measures;  // of m_edits
    std::vector<StageTime> m_times;
};

// What the window shows of a filter.
std::shared_ptr<const FilterView> filterView(const FilterSettings& settings, const FilterResult& filtered,
                                             const std::vector<bool>& positives,
                                             const std::optional<BlindSeparability>& shape);

// The nouns of every view: those that could be embedded.
std::shared_ptr<const NounList> knownNouns(const RunInputs& inputs);

}  // namespace nounscope
