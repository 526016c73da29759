// A session such as a run leaves, of made-up numbers: for tests of what keeps, edits and exports it.
#pragma once

#include <ATen/ATen.h>

#include <cmath>
#include <random>
#include <string>

#include "core/filter/noun_sums.h"
#include "core/io/session.h"

namespace nounscope::test {

struct SessionSize {
    int pictures = 60, clusters = 4, nouns = 80, proxies = 9, width = 8;
};

// The pictures' paths are "folder K/picture I.png" below `folder`; every tenth could not be read. No file is made.
inline Session exampleSession(const std::filesystem::path& folder, const SessionSize& size = {}) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> share(0, 1);
    Session session;
    session.folders = pictureFolders({folder});
    ClusterView raw;
    GroupMeasures measures;
    for (int i = 0; i < size.pictures; ++i) {
        const std::string path = "folder " + std::to_string(i % 7) + "/picture " + std::to_string(i) + ".png";
        session.inputs.items.push_back({path, folder / path, i % 10 == 9 ? "it is \"empty\"" : ""});
        if (i % 10 == 9) continue;
        session.inputs.imageRows.push_back(i);
        const auto place = static_cast<int>(raw.clustering.assignment.size());
        const auto skewed = static_cast<std::int32_t>(share(random) * share(random) * size.clusters);
        raw.clustering.assignment.push_back(place < size.clusters ? place : skewed);  // none is empty
        measures.distance.push_back(share(random) / 3);
        measures.confidence.push_back(share(random));
    }
    for (int k = 0; k < size.clusters; ++k) {
        const std::string name = "name " + std::to_string(k);
        raw.names.push_back({name + ", group", {name, "group", "caf\xC3\xA9"}});
    }
    raw.imageRows = session.inputs.imageRows;
    raw.clustering.objective = 41.5;
    raw.clustering.iterations = 12;
    raw.metrics = {0.1, 2.5, std::nan("")};
    raw.proxies = size.proxies;
    raw.kCurve = {{2, 0.25}, {3, 1.0 / 3}};
    session.run = arrangedView(raw, Arrangement(raw.clustering, raw.names), measures);
    session.edits = Arrangement(session.run.clustering, session.run.names);
    session.measures = {session.run.clustering.distance, session.run.clustering.confidence};

    RunInputs& inputs = session.inputs;
    NounScores& scores = session.filtered.scores;
    for (int i = 0; i < size.nouns; ++i) {
        inputs.nouns.words.push_back("noun " + std::to_string(i));
        inputs.nouns.glosses.push_back(i % 3 ? "a thing that is \"" + std::to_string(i) + "\"" : "");
        if (i % 20 == 13) continue;  // unknown to the encoder
        inputs.nounRows.push_back(i);
        scores.proxy.push_back(i % size.proxies);
        scores.confidence.push_back(share(random));
        scores.logScore.push_back(i % 15 == 4 ? -INFINITY : std::log(share(random)));
    }
    scores.rank.resize(scores.logScore.size());
    rankByScore(scores);
    session.filtered.selection.selected.assign(scores.rank.size(), false);
    for (std::size_t i = 0; i < scores.rank.size(); i += 3) {
        session.filtered.selection.selected[i] = true;
        session.filtered.selection.indices.push_back(static_cast<std::int64_t>(i));
    }
    session.filtered.kChoice = {size.clusters, raw.kCurve, size.pictures};
    session.filtered.centers = at::linspace(-1, 1, std::int64_t{size.proxies} * size.width, at::kFloat)
                                   .view({size.proxies, size.width});
    session.wishes = {{1, 2}, {5}};
    session.encoder = EncoderInfo{"starter", "ab12", "fp32", "starter-picture-1 64", size.width};
    session.nounSource = "everyday";
    session.templates = {"a photo of a {}.", "art of the {}."};
    session.settings.clusters.clusters = 0;
    session.settings.filter.temperature = 0.1 + 0.2;
    session.settings.seed = ~std::uint64_t{0};
    session.pictures.exclude = {"*.bak/*"};
    session.report = "{\n  \"seed\": 42\n}\n";
    return session;
}

// Names, a merge, a split, moves, hidden pictures and clusters, one reviewed. Measures are made up too.
inline void editExample(Session& session) {
    Arrangement& edits = session.edits;
    edits.rename(1, "Gr\xC3\xBCne, \"neue\"");
    edits.merge({2, 3}, 2);
    const std::vector<std::int64_t> rows = edits.rowsOf(0);
    edits.split(0, {rows[0], rows[2], rows[3]}, {"half", {"half"}}, {"rest", {"rest"}});
    edits.move({rows[1]}, 1);
    edits.hidePictures({rows[4], rows[5]}, true);
    edits.review(1, true);
    for (double& distance : session.measures.distance) distance = std::sqrt(distance);
}

}  // namespace nounscope::test
