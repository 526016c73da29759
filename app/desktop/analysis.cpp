#include "app/desktop/analysis.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <numeric>

#include "app/output_folder.h"
#include "core/cluster/cluster_names.h"
#include "core/cluster/measure_groups.h"
#include "core/cluster/name_scores.h"
#include "core/cluster/text_counterparts.h"
#include "core/device.h"
#include "core/encode/embed_images.h"
#include "core/encode/embed_nouns.h"
#include "core/encode/prompt_templates.h"
#include "core/filter/score_histogram.h"
#include "core/filter/separability.h"
#include "core/io/image_folder.h"
#include "core/io/known_positives.h"
#include "core/io/noun_file.h"
#include "core/io/stored_pictures.h"
#include "core/model/error.h"
#include "core/nearest_rows.h"

namespace nounscope {

namespace {

constexpr int histogramBins = 120;
constexpr std::int64_t nounsOfAPicture = 12;
constexpr int stabilityResamples = 10;

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
    m_stages.emplace(m_features);
    return m_nouns;
}

std::shared_ptr<const FilterView> Analysis::filter(const MethodSettings& settings, const Job& job) {
    m_comparison.reset();
    m_stages->filter(settings, job);
    return view(true);
}

std::shared_ptr<const FilterView> Analysis::rescore(const FilterSettings& filter) {
    m_comparison.reset();
    m_stages->preview(filter);
    return view(false);
}

void Analysis::setWishes(NounWishes wishes) {
    if (m_stages) m_stages->setWishes(std::move(wishes));
}

std::shared_ptr<const KnownPositives> Analysis::setPositives(const PositivesRequest& request) {
    using From = PositivesRequest::From;
    const std::vector<std::string> names = request.from == From::File ? readNouns(request.file).nouns.words
                                           : request.from == From::Folders ? folderNames(m_inputs.items)
                                                                           : request.names;
    const auto known =
        std::make_shared<const KnownPositives>(knownPositives(names, m_nouns->words, m_wordnet));
    m_positives = known->positive;
    m_known.reset();
    m_comparison.reset();
    return known;
}

void Analysis::judge(const Judgement& tell, const Job& job) {
    if (!m_comparison) {
        m_comparison = std::make_shared<const FilterComparison>(m_stages->compare(m_positives, job));
        tell.compared(m_comparison);
    }
    m_stages->drawNormCurves(job);
    if (!m_comparison->filters.front().stability) {
        const std::vector<double> stability = m_stages->stability(stabilityResamples, job);
        FilterComparison whole = *m_comparison;
        for (std::size_t i = 0; i < stability.size(); ++i) whole.filters[i].stability = stability[i];
        m_comparison = std::make_shared<const FilterComparison>(std::move(whole));
        tell.compared(m_comparison);
    }
    if (m_stages->knownKCurve().empty()) tell.kCurve(m_stages->kCurve(job));
}

std::shared_ptr<const FilterView> Analysis::view(bool judgeShape) {
    auto view = std::make_shared<FilterView>(
        filterView(m_stages->settings().filter, m_stages->filtered(), m_positives));
    view->settled = judgeShape;
    if (!m_positives.empty() && (!m_known || m_knownOf != m_stages->scoring())) {
        m_known = separabilityFromPositives(view->scores.logScore, m_positives);
        m_knownOf = m_stages->scoring();
    }
    if (!m_positives.empty())
        view->known = m_known;
    else if (judgeShape)
        view->shape = m_stages->shape();
    return view;
}

std::shared_ptr<const ClusterView> Analysis::cluster(const Job& job) {
    const ClusterResult& clustered = m_stages->cluster(job);
    m_names = nameImageClusters(m_features, m_stages->filtered(), clustered, m_nouns->words,
                                m_stages->wishes(), m_wordnet, m_times);
    m_edits = Arrangement(clustered.clustering, m_names);
    m_measures = {clustered.clustering.distance, clustered.clustering.confidence};
    return std::make_shared<ClusterView>(runView());
}

std::shared_ptr<const MapInput> Analysis::mapInput() const {
    return std::make_shared<const MapInput>(MapInput{clusteredRows(), m_inputs.imageRows});
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
    if (!hasScores()) return found;
    const std::vector<std::int64_t>& kept = m_stages->filtered().selection.indices;
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

ClusterView Analysis::runView() const {
    ClusterView view = clusterView(m_stages->filtered(), m_stages->clustered(), m_names, m_inputs.imageRows);
    view.kCurve = m_stages->knownKCurve();  // it may be known where k is given
    return view;
}

at::Tensor Analysis::clusteredRows() const {
    if (!m_features.images.defined())
        throw Error(ErrorKind::BadInput,
                    "This needs the pictures, which are not all there any more. Run again to go on.");
    return joinCounterparts(m_features.images, m_stages->clustered().counterparts);
}

bool Analysis::setEdits(const Arrangement& edits) {
    if (!hasClusters()) return false;
    const Clustering& clustering = m_stages->clustered().clustering;
    if (edits.run() != clustering.assignment) return false;
    const bool sameGroups = edits.groupsAs(m_edits);
    if (!sameGroups && !edits.isRegrouped())
        m_measures = {clustering.distance, clustering.confidence};
    else if (!sameGroups && hasPictures())
        m_measures = measureGroups(clusteredRows(), clustering, edits, m_stages->settings().clusters.tau);
    m_edits = edits;
    return !sameGroups;
}

std::array<SplitHalf, 2> Analysis::split(ClusterId cluster, std::array<ClusterName, 2>& names,
                                         const Job& job) const {
    const std::vector<std::int64_t> members = m_edits.rowsOf(cluster);
    const auto halves = splitCluster(clusteredRows(), members, m_stages->settings().clusters.restarts,
                                     m_stages->settings().seed, job);
    std::vector<std::int32_t> half(members.size());
    for (std::size_t i = 0; i < members.size(); ++i)
        half[i] = std::binary_search(halves[1].rows.begin(), halves[1].rows.end(), members[i]) ? 1 : 0;
    const at::Tensor& all = m_stages->clustered().counterparts;
    const at::Tensor own = all.index_select(0, at::tensor(members, at::kLong).to(all.device()));
    const auto named =
        nameClusters(nameScores(own, m_features.nouns, half, 2), m_features.nouns, m_nouns->words,
                     m_stages->filtered().selection.indices, m_stages->wishes().banned, m_wordnet);
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
    session.settings = m_stages->settings();
    session.wishes = m_stages->wishes();
    session.filtered = m_stages->filtered();
    session.run = runView();
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
    ClusterResult clustered;
    clustered.clustering = session.run.clustering;
    clustered.metrics = session.run.metrics;
    m_names = session.run.names;
    m_edits = session.edits;
    m_measures = session.measures;
    m_nouns = knownNouns(m_inputs);
    m_stages.emplace(Features());  // names, exports and saving need no more
    m_stages->restore(session.settings, session.wishes, session.filtered, clustered, job);
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
    clustered.counterparts = textCounterparts(
        m_features.images,
        m_features.nouns.index_select(0, at::tensor(session.filtered.selection.indices, at::kLong)),
        session.settings.clusters.tau, job);
    m_stages.emplace(m_features);
    m_stages->restore(session.settings, session.wishes, session.filtered, clustered, job);
}

std::string Analysis::report() const {
    RunReport report;
    report.images = {m_folder.string()};
    report.nouns = m_nounSource;
    report.encoder = m_encoder.info();
    report.settings = m_stages->settings();
    report.pictures = m_pictures;
    report.device = "cpu";
    report.threads = at::get_num_threads();
    report.stages = m_times;
    report.stages.insert(report.stages.end(), m_stages->times().begin(), m_stages->times().end());
    report.filterQuality = m_stages->quality();
    return reportText(report, m_inputs, m_stages->filtered(), m_stages->clustered());
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
    const ClusterView view = arrangedView(runView(), m_edits, m_measures);
    RunInputs inputs = m_inputs;
    inputs.imageRows = view.imageRows;
    if (wanted.assignments) {
        const std::vector<std::int64_t> only(wanted.pictures.begin(), wanted.pictures.end());
        writeAssignments(file("assignments.csv"), inputs, view.clustering, view.names,
                         wanted.everyPicture ? nullptr : &only);
    }
    if (wanted.clusters) writeClusters(file("clusters.csv"), inputs, view.clustering, view.names);
    if (wanted.nouns)
        writeNounScores(file("nouns.csv"), m_inputs, m_stages->filtered().scores,
                        m_stages->filtered().selection);
    if (wanted.report) writeReport(file("report.json"), report());
    return written;
}

FilterView filterView(const FilterSettings& settings, const FilterResult& filtered,
                      const std::vector<bool>& positives) {
    FilterView view;
    view.filter = settings;
    view.scores = filtered.scores;
    view.selection = filtered.selection;
    const std::vector<std::int64_t>& rank = view.scores.rank;
    view.byRank.resize(rank.size());
    for (std::size_t noun = 0; noun < rank.size(); ++noun)
        view.byRank[static_cast<std::size_t>(rank[noun] - 1)] = static_cast<std::int64_t>(noun);
    view.histogram = scoreHistogram(view.scores.logScore, view.selection.selected, positives, histogramBins);
    return view;
}

std::shared_ptr<const NounList> knownNouns(const RunInputs& inputs) {
    auto known = std::make_shared<NounList>();
    for (const std::int64_t row : inputs.nounRows) {
        known->words.push_back(inputs.nouns.words[static_cast<std::size_t>(row)]);
        known->glosses.push_back(
            inputs.nouns.glosses.empty() ? "" : inputs.nouns.glosses[static_cast<std::size_t>(row)]);
    }
    known->byGloss.resize(known->words.size());
    std::iota(known->byGloss.begin(), known->byGloss.end(), 0);
    std::sort(known->byGloss.begin(), known->byGloss.end(), [&](std::int64_t a, std::int64_t b) {
        return known->glosses[static_cast<std::size_t>(a)] < known->glosses[static_cast<std::size_t>(b)];
    });
    return known;
}

}  // namespace nounscope
