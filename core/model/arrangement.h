// What a person made of a run's clusters: names, merges, splits, moves, what is hidden and what was looked through.
// A value: an undo step keeps the one before and the one after, and restoring it restores every byte of the results.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/model/cluster_view.h"
#include "core/model/result.h"

namespace nounscope {

// N entries, the cluster of each row of the clustering. Clusters that a split made have ids from K on.
using Membership = std::vector<ClusterId>;
inline constexpr ClusterId noCluster = -1;

struct ArrangedCluster {
    ClusterName name;
    bool renamed = false;  // by a person
    bool hidden = false;
    bool reviewed = false;
    ClusterId mergedInto = noCluster;  // then it has no pictures
    ClusterId splitFrom = noCluster;

    bool operator==(const ArrangedCluster& other) const;
};

// Copies share the memberships, so that only merge, split and move cost memory: 4 to 8 N bytes each. Rows and clusters that
// are not there are refused with Error(Usage), and then nothing is changed.
class Arrangement {
public:
    Arrangement() = default;
    // The clusters as the run left them.
    Arrangement(const Clustering& run, const std::vector<ClusterName>& names);
    // As it was kept. Throws Error(BadInput) where the parts do not fit together.
    Arrangement(Membership run, Membership home, Membership now, std::vector<std::int64_t> hidden,
                std::vector<ArrangedCluster> clusters);

    void rename(ClusterId cluster, const std::string& name);  // not empty
    void merge(const std::vector<ClusterId>& parts,
               ClusterId into);  // which keeps its name; `parts` may hold it
    void move(const std::vector<std::int64_t>& rows, ClusterId into);  // shown if it was hidden
    // `rows`, some of the cluster's but not all, become a cluster of their own -> its id. `cluster` takes the name
    // `remaining` unless a person named it.
    ClusterId split(ClusterId cluster, const std::vector<std::int64_t>& rows, const ClusterName& made,
                    const ClusterName& remaining);
    void hidePictures(const std::vector<std::int64_t>& rows, bool hidden);
    void hideCluster(ClusterId cluster, bool hidden);
    void review(ClusterId cluster, bool reviewed);

    const Membership& run() const { return *m_run; }    // as the run grouped the pictures
    const Membership& home() const { return *m_home; }  // after merges and splits, before moves
    const Membership& now() const { return *m_now; }    // after all edits
    bool isRegrouped() const { return *m_now != *m_run; }
    // Whether the same pictures are together, and under the same ids.
    bool groupsAs(const Arrangement& other) const { return m_now == other.m_now || *m_now == *other.m_now; }

    const std::vector<ArrangedCluster>& clusters() const { return m_clusters; }  // by id
    const ArrangedCluster& cluster(ClusterId id) const { return m_clusters[static_cast<std::size_t>(id)]; }
    bool isMoved(std::int64_t row) const;  // by hand: now differs from home
    const std::vector<std::int64_t>& hidden() const {
        return m_hidden;
    }                                                           // rows, rising, those of hidden clusters not
    bool isHidden(std::int64_t row) const;                      // the picture or its cluster
    std::vector<std::int64_t> rowsOf(ClusterId cluster) const;  // rising, hidden ones too

    // Same edits over the same run.
    bool operator==(const Arrangement& other) const;

private:
    void checkCluster(ClusterId cluster) const;
    void checkRows(const std::vector<std::int64_t>& rows) const;

    std::shared_ptr<const Membership> m_run = std::make_shared<Membership>();
    std::shared_ptr<const Membership> m_home = m_run, m_now = m_run;
    std::vector<std::int64_t> m_hidden;
    std::vector<ArrangedCluster> m_clusters;
};

}  // namespace nounscope
