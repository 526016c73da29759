#include "core/model/carry_over.h"

#include <algorithm>
#include <map>

namespace nounscope {

namespace {

using Rows = std::vector<std::int64_t>;

std::size_t at(std::int64_t index) {
    return static_cast<std::size_t>(index);
}

// Finds the clusters of `before` again. Moves are left out of it: they are a person's, and done again afterwards.
class Matching {
public:
    Matching(const Arrangement& before, Arrangement& edits, const Rows& rowBefore)
        : m_before(before),
          m_edits(edits),
          m_rowBefore(rowBefore),
          m_found(before.clusters().size(), noCluster),
          m_size(before.clusters().size()),
          m_shared(m_size.size(), Rows(edits.clusters().size())),
          m_known(edits.clusters().size()),
          m_wasMerged(m_size.size()),
          m_wasSplit(m_size.size()) {
        for (std::size_t row = 0; row < rowBefore.size(); ++row) {
            if (rowBefore[row] < 0) continue;
            const ClusterId old = before.home()[at(rowBefore[row])], now = edits.run()[row];
            ++m_size[at(old)];
            ++m_known[at(now)];
            ++m_shared[at(old)][at(now)];
        }
        for (std::size_t id = 0; id < m_size.size(); ++id) {
            const ArrangedCluster& cluster = before.clusters()[id];
            if (cluster.mergedInto != noCluster) m_wasMerged[at(cluster.mergedInto)] = true;
            if (cluster.splitFrom == noCluster) continue;
            m_wasSplit[id] = true;
            m_wasSplit[at(cluster.splitFrom)] = true;
        }
        forEachCluster([&](ClusterId id) { m_wasMerged[at(id)] ? mergeAgain(id) : findWhole(id); });
        forEachCluster([&](ClusterId id) {
            if (m_found[at(id)] == noCluster && m_wasSplit[at(id)]) splitAgain(id);
        });
    }

    ClusterId found(ClusterId old) const { return m_found[at(old)]; }
    std::int64_t size(ClusterId old) const { return m_size[at(old)]; }
    bool wasMerged(ClusterId old) const { return m_wasMerged[at(old)]; }
    bool wasSplit(ClusterId old) const { return m_wasSplit[at(old)]; }

private:
    template <class Work>
    void forEachCluster(Work&& work) const {
        for (std::size_t id = 0; id < m_size.size(); ++id)
            if (m_before.clusters()[id].mergedInto == noCluster && m_size[id] > 0)
                work(static_cast<ClusterId>(id));
    }

    bool comesFrom(std::size_t now, ClusterId old) const { return 2 * m_shared[at(old)][now] > m_known[now]; }

    void findWhole(ClusterId old) {
        for (std::size_t now = 0; now < m_known.size(); ++now)
            if (comesFrom(now, old) && 2 * m_shared[at(old)][now] > m_size[at(old)])
                m_found[at(old)] = static_cast<ClusterId>(now);
    }

    void mergeAgain(ClusterId old) {
        const Rows& shared = m_shared[at(old)];
        std::vector<ClusterId> parts;
        std::int64_t sum = 0;
        for (std::size_t now = 0; now < m_known.size(); ++now)
            if (comesFrom(now, old)) {
                parts.push_back(static_cast<ClusterId>(now));
                sum += shared[now];
            }
        if (2 * sum <= m_size[at(old)]) return;
        const ClusterId largest =
            *std::max_element(parts.begin(), parts.end(),
                              [&](ClusterId a, ClusterId b) { return shared[at(a)] < shared[at(b)]; });
        if (parts.size() > 1) m_edits.merge(parts, largest);
        m_found[at(old)] = largest;
    }

    void splitAgain(ClusterId old) {
        for (std::size_t now = 0; now < m_known.size(); ++now) {
            if (2 * m_shared[at(old)][now] <= m_size[at(old)]) continue;
            Rows own;
            for (std::size_t row = 0; row < m_rowBefore.size(); ++row)
                if (m_edits.run()[row] == static_cast<ClusterId>(now) && m_rowBefore[row] >= 0 &&
                    m_before.home()[at(m_rowBefore[row])] == old)
                    own.push_back(static_cast<std::int64_t>(row));
            const ClusterId from = m_edits.now()[at(own.front())];
            const bool areAll = m_edits.rowsOf(from) == own;  // what an earlier split left
            m_found[at(old)] =
                areAll ? from
                       : m_edits.split(from, own, m_before.cluster(old).name, m_edits.cluster(from).name);
        }
    }

    const Arrangement& m_before;
    Arrangement& m_edits;
    const Rows& m_rowBefore;
    std::vector<ClusterId> m_found;  // by old id
    Rows m_size;                     // by old id: pictures that are still there
    std::vector<Rows> m_shared;      // by old id and new number: pictures in both
    Rows m_known;                    // by new number: pictures that were there before
    std::vector<bool> m_wasMerged, m_wasSplit;
};

bool sameGrouping(const Arrangement& before, const Clustering& run, const Rows& rowBefore) {
    for (std::size_t row = 0; row < rowBefore.size(); ++row)
        if (rowBefore[row] != static_cast<std::int64_t>(row)) return false;
    return before.run() == run.assignment;
}

// The edits as they were, with the names that the new run has for what nobody named.
Arrangement renewed(const Arrangement& before, const std::vector<ClusterName>& names) {
    std::vector<ArrangedCluster> clusters = before.clusters();
    std::vector<bool> split(clusters.size());
    for (const ArrangedCluster& cluster : clusters)
        if (cluster.splitFrom != noCluster) split[at(cluster.splitFrom)] = true;
    for (std::size_t id = 0; id < std::min(names.size(), clusters.size()); ++id)
        if (!clusters[id].renamed && !split[id]) clusters[id].name = names[id];
    return {before.run(), before.home(), before.now(), before.hidden(), std::move(clusters)};
}

// By old id, the new rows of the pictures that were moved there.
std::map<ClusterId, Rows> movedRows(const Arrangement& before, const Rows& rowBefore) {
    std::map<ClusterId, Rows> moved;
    for (std::size_t row = 0; row < rowBefore.size(); ++row)
        if (rowBefore[row] >= 0 && before.isMoved(rowBefore[row]))
            moved[before.now()[at(rowBefore[row])]].push_back(static_cast<std::int64_t>(row));
    return moved;
}

std::int64_t editedPicturesGone(const Arrangement& before, const Rows& rowBefore) {
    std::vector<bool> there(before.now().size());
    for (const std::int64_t row : rowBefore)
        if (row >= 0) there[at(row)] = true;
    std::int64_t gone = 0;
    for (std::size_t row = 0; row < there.size(); ++row)
        gone += !there[row] && (before.isMoved(static_cast<std::int64_t>(row)) ||
                                std::binary_search(before.hidden().begin(), before.hidden().end(), row));
    return gone;
}

bool hasSamePictures(const Arrangement& before, ClusterId old, const Arrangement& edits, ClusterId now,
                     const Rows& rowBefore) {
    Rows rows;
    for (const std::int64_t row : edits.rowsOf(now)) rows.push_back(rowBefore[at(row)]);
    std::sort(rows.begin(), rows.end());
    return rows == before.rowsOf(old);
}

}  // namespace

CarriedOver carryOver(const Arrangement& before, const Clustering& run, const std::vector<ClusterName>& names,
                      const Rows& rowBefore) {
    if (before.now().size() == rowBefore.size() && sameGrouping(before, run, rowBefore))
        return {renewed(before, names), {}};
    CarriedOver result{Arrangement(run, names), {}};
    Arrangement& edits = result.edits;
    const Matching matching(before, edits, rowBefore);
    const auto lose = [&](LostEdit what, ClusterId old, std::int64_t pictures) {
        result.losses.push_back({what, before.cluster(old).name.name, pictures});
    };

    for (const auto& [old, rows] : movedRows(before, rowBefore)) {
        if (matching.found(old) != noCluster)
            edits.move(rows, matching.found(old));
        else
            lose(LostEdit::Move, old, static_cast<std::int64_t>(rows.size()));
    }
    for (std::size_t id = 0; id < before.clusters().size(); ++id) {
        const auto old = static_cast<ClusterId>(id);
        const ArrangedCluster& cluster = before.cluster(old);
        if (cluster.mergedInto != noCluster) continue;
        const ClusterId now = matching.found(old);
        const bool kept = now != noCluster;
        if (kept && cluster.renamed) edits.rename(now, cluster.name.name);
        if (kept && cluster.hidden) edits.hideCluster(now, true);
        const bool stays = kept && cluster.reviewed && hasSamePictures(before, old, edits, now, rowBefore);
        if (stays) edits.review(now, true);
        if (!kept && cluster.renamed)
            lose(LostEdit::Name, old, matching.size(old));
        else if (!kept && matching.wasMerged(old))
            lose(LostEdit::Merge, old, matching.size(old));
        else if (!kept && matching.wasSplit(old))
            lose(LostEdit::Split, old, matching.size(old));
        else if (!kept && cluster.hidden)
            lose(LostEdit::Hidden, old, matching.size(old));
        else if (cluster.reviewed && !stays)
            lose(LostEdit::Review, old, matching.size(old));
    }
    Rows hidden;
    for (std::size_t row = 0; row < rowBefore.size(); ++row)
        if (rowBefore[row] >= 0 &&
            std::binary_search(before.hidden().begin(), before.hidden().end(), rowBefore[row]))
            hidden.push_back(static_cast<std::int64_t>(row));
    edits.hidePictures(hidden, true);
    if (const std::int64_t gone = editedPicturesGone(before, rowBefore); gone > 0)
        result.losses.push_back({LostEdit::Picture, "", gone});
    return result;
}

}  // namespace nounscope
