#include "app/train-starter/evaluate.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <iomanip>
#include <map>
#include <sstream>

#include "app/train-starter/augment.h"
#include "core/cluster/spherical_kmeans.h"
#include "core/io/image_decode.h"
#include "core/measure/external_metrics.h"
#include "core/model/error.h"
#include "core/model/noun_list.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

// Row numbers of the stamps that have the given text, and the texts.
struct Labelled {
    std::vector<std::int64_t> rows;
    std::vector<std::string> labels;
};

Labelled labelled(const std::vector<Stamp>& stamps, std::string Stamp::*label) {
    Labelled result;
    for (std::size_t i = 0; i < stamps.size(); ++i)
        if (!(stamps[i].*label).empty()) {
            result.rows.push_back(static_cast<std::int64_t>(i));
            result.labels.push_back(stamps[i].*label);
        }
    return result;
}

at::Tensor rowsOf(const at::Tensor& features, const Labelled& set) {
    return features.index_select(0, at::tensor(set.rows));
}

// The mean of several seeds: one run's figures scatter by some hundredths.
ExternalMetrics kMeansAgreement(const at::Tensor& features, const std::vector<std::string>& labels,
                                std::uint64_t seed, const Job& job) {
    constexpr int seeds = 5;
    const std::vector<std::int32_t> truth = labelIds(labels);
    KMeansSettings settings;
    settings.clusters = *std::max_element(truth.begin(), truth.end()) + 1;
    ExternalMetrics mean;
    for (int i = 0; i < seeds; ++i) {
        settings.seed = seed + static_cast<std::uint64_t>(i);
        const ExternalMetrics one =
            externalMetrics(sphericalKMeans(features, settings, job).assignment, truth);
        mean.acc += one.acc / seeds;
        mean.nmi += one.nmi / seeds;
        mean.ari += one.ari / seeds;
    }
    return mean;
}

struct Choices {
    at::Tensor features;
    std::vector<std::int64_t> rows, answers;  // pictures whose label WordNet has, and which choice it is
};

// The distinct labels as the choices.
Choices choicesOf(const StarterEncoder& encoder, const Labelled& set, const Job& job) {
    std::map<std::string, std::int64_t> index;
    for (const std::string& label : set.labels) index.emplace(label, 0);
    NounList nouns;
    for (auto& [label, at] : index) {
        at = static_cast<std::int64_t>(nouns.words.size());
        nouns.words.push_back(label);
    }
    nouns.glosses.resize(nouns.words.size());
    const NounEmbeddings embedded = encoder.encodeNouns(nouns, {}, job);
    std::map<std::int64_t, std::int64_t> known;
    for (std::size_t i = 0; i < embedded.rows.size(); ++i)
        known[embedded.rows[i]] = static_cast<std::int64_t>(i);
    Choices choices{embedded.features, {}, {}};
    for (std::size_t i = 0; i < set.rows.size(); ++i)
        if (const auto found = known.find(index.at(set.labels[i])); found != known.end()) {
            choices.rows.push_back(set.rows[i]);
            choices.answers.push_back(found->second);
        }
    return choices;
}

ChoiceFigures judgeAgainst(const at::Tensor& features, const Choices& choices) {
    return judgeChoices(features.index_select(0, at::tensor(choices.rows)), choices.features,
                        choices.answers);
}

}  // namespace

StampEmbeddings embedStamps(const StarterEncoder& encoder, const fs::path& list, const fs::path& folder,
                            std::uint64_t seed, const Job& job) {
    StampEmbeddings result{readStamps(list), {}, {}, {}, {}};
    std::vector<at::Tensor> plain, textured;
    Augmenter augmenter(seed, 2 * keptSide);
    StageProgress progress(job, "Reading stamps", static_cast<std::int64_t>(result.stamps.size()));
    for (const Stamp& stamp : result.stamps) {
        if (!fs::exists(folder / stamp.file))
            throw Error(ErrorKind::BadInput, "The stamp " + (folder / stamp.file).string() +
                                                 " is missing: install the package tuxpaint-stamps-default.");
        const cv::Mat picture = decodeImage(folder / stamp.file, {});
        plain.push_back(encoder.prepare(picture));
        const cv::Mat kept = keptPicture(picture);
        textured.push_back(encoder.prepare(kept.empty() ? picture : augmenter.onTexture(kept)));
        progress.advance();
    }
    const at::Tensor batch = at::stack(plain);
    result.features = encoder.encodePictures(batch, job);
    result.byNetwork = encoder.encodeByNetwork(batch);
    result.byRidge = encoder.encodeByRidge(batch);
    result.onTextures = encoder.encodePictures(at::stack(textured), job);
    return result;
}

ChoiceFigures judgeChoices(const at::Tensor& pictures, const at::Tensor& choices,
                           const std::vector<std::int64_t>& answers) {
    ChoiceFigures figures;
    figures.pictures = pictures.size(0);
    figures.choices = choices.size(0);
    const at::Tensor cosines = pictures.mm(choices.t());
    std::map<std::int64_t, std::pair<double, double>> right;  // answer: hits, pictures
    std::vector<std::int64_t> ranks;
    for (std::int64_t i = 0; i < figures.pictures; ++i) {
        const std::int64_t answer = answers[static_cast<std::size_t>(i)];
        const at::Tensor row = cosines[i];
        ranks.push_back(1 + (row > row[answer]).sum().item<std::int64_t>());
        figures.top1 += ranks.back() == 1;
        figures.top5 += ranks.back() <= 5;
        right[answer].first += ranks.back() == 1;
        right[answer].second += 1;
    }
    for (const auto& entry : right) figures.balanced += entry.second.first / entry.second.second;
    figures.top1 /= static_cast<double>(figures.pictures);
    figures.top5 /= static_cast<double>(figures.pictures);
    figures.balanced /= static_cast<double>(right.size());
    std::nth_element(ranks.begin(), ranks.begin() + ranks.size() / 2, ranks.end());
    figures.medianRank = static_cast<double>(ranks[ranks.size() / 2]);
    return figures;
}

StarterFigures judgeStarter(const StarterEncoder& encoder, const StampEmbeddings& stamps, std::uint64_t seed,
                            const Job& job) {
    StarterFigures figures;
    const Labelled categories = labelled(stamps.stamps, &Stamp::category);
    const Choices names = choicesOf(encoder, categories, job);
    const auto judge = [&](const at::Tensor& features) {
        return SetFigures{kMeansAgreement(rowsOf(features, categories), categories.labels, seed, job),
                          judgeAgainst(features, names)};
    };
    figures.all = judge(stamps.features);
    figures.network = judge(stamps.byNetwork);
    figures.ridge = judge(stamps.byRidge);
    figures.onTextures = judgeAgainst(stamps.onTextures, names);
    figures.nouns =
        judgeAgainst(stamps.features, choicesOf(encoder, labelled(stamps.stamps, &Stamp::noun), job));
    const Labelled folders = labelled(stamps.stamps, &Stamp::folder);
    figures.folders = kMeansAgreement(rowsOf(stamps.features, folders), folders.labels, seed, job);
    figures.inCategories = static_cast<std::int64_t>(categories.rows.size());
    figures.inFolders = static_cast<std::int64_t>(folders.rows.size());
    return figures;
}

std::string describe(const StarterFigures& figures) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(3);
    const auto agreement = [&](const ExternalMetrics& metrics) {
        out << "ACC " << metrics.acc << "  NMI " << metrics.nmi << "  ARI " << metrics.ari << '\n';
    };
    const auto choices = [&](const ChoiceFigures& choice) {
        out << "top-1 " << choice.top1 << "  top-5 " << choice.top5 << "  balanced " << choice.balanced
            << "  (" << choice.pictures << " pictures, " << choice.choices << " choices)\n";
    };
    out << "N set, " << figures.inCategories << " stamps in 13 categories\n";
    for (const auto& [name, set] :
         {std::pair{"both parts", &figures.all}, std::pair{"network   ", &figures.network},
          std::pair{"ridge     ", &figures.ridge}}) {
        out << "  " << name << "   k-means    ";
        agreement(set->kMeans);
        out << "  " << name << "   zero-shot  ";
        choices(set->zeroShot);
    }
    out << "  on textures  zero-shot  ";
    choices(figures.onTextures);
    out << "Nouns\n  both parts   "
        << "top-1 " << figures.nouns.top1 << "  top-5 " << figures.nouns.top5 << "  median rank "
        << std::setprecision(0) << figures.nouns.medianRank << std::setprecision(3) << "  ("
        << figures.nouns.pictures << " pictures, " << figures.nouns.choices << " choices)\n";
    out << "T set, " << figures.inFolders << " stamps in 16 folders\n  both parts   k-means    ";
    agreement(figures.folders);
    return out.str();
}

}  // namespace nounscope
