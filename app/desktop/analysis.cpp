#include "app/desktop/analysis.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>

#include "app/output_folder.h"
#include "core/cluster/cluster_names.h"
#include "core/cluster/measure_groups.h"
#include "core/cluster/name_scores.h"
#include "core/cluster/text_counterparts.h"
#include "core/device.h"
#include "core/encode/embed_images.h"
#include "core/encode/embed_nouns.h"
#include "core/encode/prompt_templates.h"
#include "core/filter/noun_selection.h"
#include "core/filter/score_histogram.h"
#include "core/filter/separability.h"
#include "core/io/image_folder.h"
#include "core/io/stored_pictures.h"
#include "core/model/error.h"
#include "core/nearest_rows.h"

namespace nounscope {

namespace {

constexpr int histogramBins = 120;
constexpr std::int64_t nounsOfAPicture = 12;

}  // namespace

Analysis::Analysis(const Encoder& encoder, const WordNet* wordnet, EmbeddingStore* store)
    : m_encoder(encoder), m_wordnet(wordnet), m_store(store) {}

std::shared_ptr<const ImageItems> Analysis::scan(const std::filesystem::path& folder,
                                                 const PictureSettings& pictures, const Job& job) {
    m_folder = folder;
    m_pictures = pictures;
    m_inputs.items =
        timed(m_times, "scan folders", [&] { return scanImageFolders({folder}, pictures, job); });
    return std::make_shared<const ImageItems>(m_inputs.items);
}

void Analysis::forgetFailures() {
    if (m_store) StoredPictures(*m_store, m_encoder.info(), m_pictures).forgetFailures();
}

std::shared_ptr<const ImageItems> Analysis::embedPictures(const Job& job) {
    EmbedOptions options;
    options.threads = at::get_num_threads();
    options.store = m_store;
    ImageEmbeddings embedded = timed(m_times, "embed images", [&] {
        return embedImages(m_inputs.items, m_encoder, m_pictures, options, job);
    });
    if (embedded.rows.empty())
        throw Error(ErrorKind::BadInput, "None of " + std::to_string(m_inputs.items.size()) +
                                             " pictures could be read. " + m_inputs.items.front().path +
                                             ": " + m_inputs.items.front().error);
    m_features.images = std::move(embedded.features);
    m_inputs.imageRows = std::move(embedded.rows);
    return std::make_shared<const ImageItems>(m_inputs.items);
}

std::shared_ptr<const NounList> Analysis::embedNouns(NounList nouns, const std::string& source,
                                                     const std::vector<std::string>& templates,
                                                     const Job& job) {
    NounEmbeddings embedded = timed(m_times, "embed nouns", [&] {
        return nounscope::embedNouns(nouns, templates, m_encoder, m_store, job).embeddings;
    });
    if (embedded.rows.empty())
        throw Error(ErrorKind::BadInput, "The model knows none of the nouns; choose another list");
    m_nounSource = source;
    m_inputs.nouns = std::move(nouns);
    m_inputs.nounRows = std::move(embedded.rows);
    m_features.nouns = std::move(embedded.features);
    m_nouns = knownNouns(m_inputs);
    return m_nouns;
}

std::vector<std::string> Analysis::unknownNouns() const {
    std::vector<std::string> unknown;
    auto known = m_inputs.nounRows.begin();
    for (std::size_t i = 0; i < m_inputs.nouns.words.size(); ++i)
        if (known != m_inputs.nounRows.end() && *known == static_cast<std::int64_t>(i))
            ++known;
        else
            unknown.push_back(m_inputs.nouns.words[i]);
    return unknown;
}

std::shared_ptr<const FilterView> Analysis::filter(const MethodSettings& settings, const Job& job) {
    m_settings = settings;
    m_filtered = filterNouns(m_features, settings, m_wishes, m_times, job);
    m_quality = judgeFilter(m_features, m_filtered, settings, 0, m_times, job);
    m_live = std::make_unique<LiveScores>(m_features.nouns, m_filtered.centers, job);
    return view(true);
}

std::shared_ptr<const FilterView> Analysis::rescore(const FilterSettings& filter) {
    m_settings.filter = filter;
    m_filtered.scores = m_live->score(filter);
    m_filtered.selection = selectNouns(m_filtered.scores, filter, m_wishes.pinned, m_wishes.banned);
    return view(false);
}

std::shared_ptr<const FilterView> Analysis::view(bool judgeShape) const {
    return filterView(m_settings.filter, m_filtered, m_positives,
                      judgeShape ? m_quality.shape : std::nullopt);
}

std::shared_ptr<const ClusterView> Analysis::cluster(const Job& job) {
    m_clustered = clusterImages(m_features, m_filtered, m_settings, m_times, job);
    m_names =
        nameImageClusters(m_features, m_filtered, m_clustered, m_nouns->words, m_wishes, m_wordnet, m_times);
    m_edits = Arrangement(m_clustered.clustering, m_names);
    m_measures = {m_clustered.clustering.distance, m_clustered.clustering.confidence};
    return std::make_shared<ClusterView>(clusterView(m_filtered, m_clustered, m_names, m_inputs.imageRows));
}

void Analysis::findPictures(const at::Tensor& query, PictureMatches& matches) const {
    NearestRows nearest = nearestRows(query, m_features.images, m_features.images.size(0));
    for (const std::int64_t row : nearest.rows)
        matches.pictures.push_back(static_cast<int>(m_inputs.imageRows[static_cast<std::size_t>(row)]));
    matches.similarity = std::move(nearest.cosines);
}

std::shared_ptr<const PictureMatches> Analysis::matchNoun(std::int64_t noun) const {
    auto matches = std::make_shared<PictureMatches>();
    matches->noun = noun;
    matches->phrase = m_nouns->words[static_cast<std::size_t>(noun)];
    matches->understood = matches->phrase;
    findPictures(m_features.nouns[noun], *matches);
    return matches;
}

std::shared_ptr<const PictureMatches> Analysis::matchPhrase(const std::string& phrase, const Job& job) const {
    auto matches = std::make_shared<PictureMatches>();
    matches->phrase = phrase;
    matches->understood = m_encoder.knownPart(phrase);
    if (matches->understood.empty()) return matches;
    const NounEmbeddings query = m_encoder.encodeNouns({{phrase}, {""}}, ensembleTemplates(), job);
    findPictures(query.features[0].to(m_features.images.device()), *matches);
    return matches;
}

std::shared_ptr<const PictureNouns> Analysis::nounsOf(int picture) const {
    auto found = std::make_shared<PictureNouns>();
    found->picture = picture;
    const auto row = std::lower_bound(m_inputs.imageRows.begin(), m_inputs.imageRows.end(), picture);
    const std::vector<std::int64_t>& kept = m_filtered.selection.indices;
    if (row == m_inputs.imageRows.end() || *row != picture || kept.empty()) return found;
    const at::Tensor indices = at::tensor(kept, at::kLong).to(m_features.nouns.device());
    const NearestRows nearest = nearestRows(m_features.images[row - m_inputs.imageRows.begin()],
                                            m_features.nouns.index_select(0, indices), nounsOfAPicture);
    for (std::size_t i = 0; i < nearest.rows.size(); ++i) {
        const std::int64_t noun = kept[static_cast<std::size_t>(nearest.rows[i])];
        found->nouns.push_back({noun, m_nouns->words[static_cast<std::size_t>(noun)], nearest.cosines[i]});
    }
    return found;
}

at::Tensor Analysis::clusteredRows() const {
    if (!m_features.images.defined())
        throw Error(ErrorKind::BadInput,
                    "This needs the pictures, which are not all there any more. Run again to go on.");
    return joinCounterparts(m_features.images, m_clustered.counterparts);
}

bool Analysis::setEdits(const Arrangement& edits) {
    if (!hasClusters() || edits.run() != m_clustered.clustering.assignment) return false;
    const bool sameGroups = edits.groupsAs(m_edits);
    if (!sameGroups && !edits.isRegrouped())
        m_measures = {m_clustered.clustering.distance, m_clustered.clustering.confidence};
    else if (!sameGroups && hasPictures())
        m_measures = measureGroups(clusteredRows(), m_clustered.clustering, edits, m_settings.clusters.tau);
    m_edits = edits;
    return !sameGroups;
}

std::array<SplitHalf, 2> Analysis::split(ClusterId cluster, std::array<ClusterName, 2>& names,
                                         const Job& job) const {
    const std::vector<std::int64_t> members = m_edits.rowsOf(cluster);
    const auto halves =
        splitCluster(clusteredRows(), members, m_settings.clusters.restarts, m_settings.seed, job);
    std::vector<std::int32_t> half(members.size());
    for (std::size_t i = 0; i < members.size(); ++i)
        half[i] = std::binary_search(halves[1].rows.begin(), halves[1].rows.end(), members[i]) ? 1 : 0;
    const at::Tensor own = m_clustered.counterparts.index_select(
        0, at::tensor(members, at::kLong).to(m_clustered.counterparts.device()));
    const auto named = nameClusters(nameScores(own, m_features.nouns, half, 2), m_features.nouns,
                                    m_nouns->words, m_filtered.selection.indices, m_wishes.banned, m_wordnet);
    names = {named[0], named[1]};
    return halves;
}

Session Analysis::session() const {
    Session session;
    session.folders = pictureFolders({m_folder});
    session.inputs = m_inputs;
    session.pictures = m_pictures;
    session.encoder = m_encoder.info();
    session.nounSource = m_nounSource;
    session.templates = ensembleTemplates();
    session.settings = m_settings;
    session.wishes = m_wishes;
    session.filtered = m_filtered;
    session.run = clusterView(m_filtered, m_clustered, m_names, m_inputs.imageRows);
    session.edits = m_edits;
    session.measures = m_measures;
    session.report = report();
    return session;
}

void Analysis::restore(const Session& session, const Job& job) {
    m_folder = session.folders.empty() ? std::filesystem::path() : session.folders.front().folder;
    m_pictures = session.pictures;
    m_inputs = session.inputs;
    m_nounSource = session.nounSource;
    m_settings = session.settings;
    m_wishes = session.wishes;
    m_filtered = session.filtered;
    m_clustered.clustering = session.run.clustering;
    m_clustered.metrics = session.run.metrics;
    m_names = session.run.names;
    m_edits = session.edits;
    m_measures = session.measures;
    m_nouns = knownNouns(m_inputs);
    EmbedOptions options;
    options.threads = at::get_num_threads();
    options.store = m_store;
    ImageItems items = m_inputs.items;
    ImageEmbeddings pictures = embedImages(items, m_encoder, m_pictures, options, job);
    NounEmbeddings nouns =
        nounscope::embedNouns(m_inputs.nouns, session.templates, m_encoder, m_store, job).embeddings;
    if (pictures.rows != m_inputs.imageRows || nouns.rows != m_inputs.nounRows)
        throw Error(ErrorKind::BadInput,
                    "The pictures are not those of the session any more: it can be looked at, named and "
                    "exported, and "
                    "Run groups them anew.");
    m_features.images = std::move(pictures.features);
    m_features.nouns = std::move(nouns.features);
    m_clustered.counterparts = textCounterparts(
        m_features.images,
        m_features.nouns.index_select(0, at::tensor(m_filtered.selection.indices, at::kLong)),
        m_settings.clusters.tau, job);
    m_quality = judgeFilter(m_features, m_filtered, m_settings, 0, m_times, job);
    m_live = std::make_unique<LiveScores>(m_features.nouns, m_filtered.centers, job);
}

std::string Analysis::report() const {
    RunReport report;
    report.images = {m_folder.string()};
    report.nouns = m_nounSource;
    report.encoder = m_encoder.info();
    report.settings = m_settings;
    report.pictures = m_pictures;
    report.device = "cpu";
    report.threads = at::get_num_threads();
    report.stages = m_times;
    report.filterQuality = m_quality;
    return reportText(report, m_inputs, m_filtered, m_clustered);
}

std::vector<std::string> Analysis::writeResults(const ExportWanted& wanted) const {
    const std::filesystem::path folder = wanted.folder.toStdString();
    checkOutputFolder(folder, {m_folder.string()});
    createOutputFolder(folder);
    std::vector<std::string> written;
    const auto file = [&](const char* name) {
        written.emplace_back(name);
        return folder / name;
    };
    const ClusterView view =
        arrangedView(clusterView(m_filtered, m_clustered, m_names, m_inputs.imageRows), m_edits, m_measures);
    RunInputs inputs = m_inputs;
    inputs.imageRows = view.imageRows;
    if (wanted.assignments) {
        const std::vector<std::int64_t> only(wanted.pictures.begin(), wanted.pictures.end());
        writeAssignments(file("assignments.csv"), inputs, view.clustering, view.names,
                         wanted.everyPicture ? nullptr : &only);
    }
    if (wanted.clusters) writeClusters(file("clusters.csv"), inputs, view.clustering, view.names);
    if (wanted.nouns) writeNounScores(file("nouns.csv"), m_inputs, m_filtered.scores, m_filtered.selection);
    if (wanted.report) writeReport(file("report.json"), report());
    return written;
}

std::shared_ptr<const FilterView> filterView(const FilterSettings& settings, const FilterResult& filtered,
                                             const std::vector<bool>& positives,
                                             const std::optional<BlindSeparability>& shape) {
    auto view = std::make_shared<FilterView>();
    view->filter = settings;
    view->scores = filtered.scores;
    view->selection = filtered.selection;
    const std::vector<std::int64_t>& rank = view->scores.rank;
    view->byRank.resize(rank.size());
    for (std::size_t noun = 0; noun < rank.size(); ++noun)
        view->byRank[static_cast<std::size_t>(rank[noun] - 1)] = static_cast<std::int64_t>(noun);
    view->histogram =
        scoreHistogram(view->scores.logScore, view->selection.selected, positives, histogramBins);
    if (!positives.empty())
        view->known = separabilityFromPositives(view->scores.logScore, positives);
    else
        view->shape = shape;
    return view;
}

std::shared_ptr<const NounList> knownNouns(const RunInputs& inputs) {
    auto known = std::make_shared<NounList>();
    for (const std::int64_t row : inputs.nounRows) {
        known->words.push_back(inputs.nouns.words[static_cast<std::size_t>(row)]);
        known->glosses.push_back(
            inputs.nouns.glosses.empty() ? "" : inputs.nouns.glosses[static_cast<std::size_t>(row)]);
    }
    return known;
}

}  // namespace nounscope
