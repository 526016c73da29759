#include "core/model/arrangement.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/model/error.h"

namespace nounscope {

namespace {

using Rows = std::vector<std::int64_t>;

Rows rising(Rows rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

Rows with(const Rows& rows, const Rows& more) {
    Rows all;
    std::set_union(rows.begin(), rows.end(), more.begin(), more.end(), std::back_inserter(all));
    return all;
}

Rows without(const Rows& rows, const Rows& fewer) {
    Rows left;
    std::set_difference(rows.begin(), rows.end(), fewer.begin(), fewer.end(), std::back_inserter(left));
    return left;
}

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorKind::Usage, why);
}

bool areRising(const Rows& rows, std::size_t count) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i] < 0 || rows[i] >= static_cast<std::int64_t>(count) || (i > 0 && rows[i] <= rows[i - 1]))
            return false;
    return true;
}

bool areWithin(const Membership& membership, std::size_t clusters) {
    return std::all_of(membership.begin(), membership.end(),
                       [&](ClusterId id) { return id >= 0 && id < static_cast<std::int64_t>(clusters); });
}

}  // namespace

bool ArrangedCluster::operator==(const ArrangedCluster& other) const {
    return name.name == other.name.name && name.nouns == other.name.nouns && renamed == other.renamed &&
           hidden == other.hidden && reviewed == other.reviewed && mergedInto == other.mergedInto &&
           splitFrom == other.splitFrom;
}

Arrangement::Arrangement(const Clustering& run, const std::vector<ClusterName>& names)
    : m_run(std::make_shared<Membership>(run.assignment)), m_home(m_run), m_now(m_run) {
    m_clusters.resize(names.size());
    for (std::size_t id = 0; id < names.size(); ++id) m_clusters[id].name = names[id];
}

Arrangement::Arrangement(Membership run, Membership home, Membership now, Rows hidden,
                         std::vector<ArrangedCluster> clusters)
    : m_hidden(std::move(hidden)), m_clusters(std::move(clusters)) {
    const std::size_t count = run.size();
    bool fits = home.size() == count && now.size() == count && areRising(m_hidden, count);
    for (const Membership* membership : {&run, &home, &now})
        fits = fits && areWithin(*membership, m_clusters.size());
    for (std::size_t id = 0; fits && id < m_clusters.size(); ++id) {
        const ArrangedCluster& cluster = m_clusters[id];
        fits = !cluster.name.name.empty() && cluster.splitFrom >= noCluster &&
               cluster.splitFrom < static_cast<ClusterId>(id) && cluster.mergedInto >= noCluster &&
               cluster.mergedInto < static_cast<std::int64_t>(m_clusters.size());
    }
    for (std::size_t row = 0; fits && row < count; ++row)
        fits = cluster(now[row]).mergedInto == noCluster && cluster(home[row]).mergedInto == noCluster;
    if (!fits) throw Error(ErrorKind::BadInput, "the edits do not fit the pictures and clusters they are of");
    m_run = std::make_shared<Membership>(std::move(run));
    m_home = *m_run == home ? m_run : std::make_shared<Membership>(std::move(home));
    m_now = *m_home == now ? m_home : std::make_shared<Membership>(std::move(now));
}

void Arrangement::rename(ClusterId cluster, const std::string& name) {
    checkCluster(cluster);
    if (name.find_first_not_of(" \t\r\n") == std::string::npos) refuse("a cluster needs a name");
    m_clusters[static_cast<std::size_t>(cluster)].name.name = name;
    m_clusters[static_cast<std::size_t>(cluster)].renamed = true;
}

void Arrangement::merge(const std::vector<ClusterId>& parts, ClusterId into) {
    checkCluster(into);
    std::vector<bool> isPart(m_clusters.size());
    for (const ClusterId part : parts) {
        checkCluster(part);
        isPart[static_cast<std::size_t>(part)] = part != into;
    }
    if (std::find(isPart.begin(), isPart.end(), true) == isPart.end())
        refuse("merging takes two clusters at least");
    const auto gathered = [&](Membership membership) {
        for (ClusterId& id : membership)
            if (isPart[static_cast<std::size_t>(id)]) id = into;
        return std::make_shared<const Membership>(std::move(membership));
    };
    const bool nothingMoved = m_home == m_now;
    m_home = gathered(*m_home);
    m_now = nothingMoved ? m_home : gathered(*m_now);
    for (std::size_t id = 0; id < isPart.size(); ++id)
        if (isPart[id]) m_clusters[id].mergedInto = into;
    m_clusters[static_cast<std::size_t>(into)].hidden = false;
    m_clusters[static_cast<std::size_t>(into)].reviewed = false;
}

void Arrangement::move(const Rows& rows, ClusterId into) {
    checkCluster(into);
    checkRows(rows);
    Membership now = *m_now;
    for (const std::int64_t row : rows) {
        ArrangedCluster& from = m_clusters[static_cast<std::size_t>(now[static_cast<std::size_t>(row)])];
        if (now[static_cast<std::size_t>(row)] != into) from.reviewed = false;
        now[static_cast<std::size_t>(row)] = into;
    }
    m_now = now == *m_home ? m_home : std::make_shared<const Membership>(std::move(now));
    m_clusters[static_cast<std::size_t>(into)].hidden = false;
    m_clusters[static_cast<std::size_t>(into)].reviewed = false;
}

ClusterId Arrangement::split(ClusterId cluster, const Rows& rows, const ClusterName& made,
                             const ClusterName& remaining) {
    checkCluster(cluster);
    checkRows(rows);
    Membership home = *m_home, now = *m_now;
    const auto added = static_cast<ClusterId>(m_clusters.size());
    for (const std::int64_t row : rows) {
        const auto place = static_cast<std::size_t>(row);
        if (now[place] != cluster && now[place] != added)
            refuse("a picture is not in the cluster that is to be split");
        if (home[place] == now[place]) home[place] = added;
        now[place] = added;
    }
    if (rows.empty() || std::find(now.begin(), now.end(), cluster) == now.end())
        refuse("a split needs pictures on both sides");
    m_home = std::make_shared<const Membership>(std::move(home));
    m_now = now == *m_home ? m_home : std::make_shared<const Membership>(std::move(now));
    ArrangedCluster& old = m_clusters[static_cast<std::size_t>(cluster)];
    if (!old.renamed) old.name = remaining;
    old.reviewed = false;
    ArrangedCluster fresh;
    fresh.name = made;
    fresh.splitFrom = cluster;
    fresh.hidden = old.hidden;
    m_clusters.push_back(fresh);
    return added;
}

void Arrangement::hidePictures(const Rows& rows, bool hidden) {
    checkRows(rows);
    m_hidden = hidden ? with(m_hidden, rising(rows)) : without(m_hidden, rising(rows));
}

void Arrangement::hideCluster(ClusterId cluster, bool hidden) {
    checkCluster(cluster);
    m_clusters[static_cast<std::size_t>(cluster)].hidden = hidden;
}

void Arrangement::review(ClusterId cluster, bool reviewed) {
    checkCluster(cluster);
    m_clusters[static_cast<std::size_t>(cluster)].reviewed = reviewed;
}

bool Arrangement::isMoved(std::int64_t row) const {
    return m_now != m_home &&
           (*m_now)[static_cast<std::size_t>(row)] != (*m_home)[static_cast<std::size_t>(row)];
}

bool Arrangement::isHidden(std::int64_t row) const {
    return cluster((*m_now)[static_cast<std::size_t>(row)]).hidden ||
           std::binary_search(m_hidden.begin(), m_hidden.end(), row);
}

Rows Arrangement::rowsOf(ClusterId cluster) const {
    Rows rows;
    for (std::size_t row = 0; row < m_now->size(); ++row)
        if ((*m_now)[row] == cluster) rows.push_back(static_cast<std::int64_t>(row));
    return rows;
}

bool Arrangement::operator==(const Arrangement& other) const {
    return *m_run == *other.m_run && *m_home == *other.m_home && *m_now == *other.m_now &&
           m_hidden == other.m_hidden && m_clusters == other.m_clusters;
}

void Arrangement::checkCluster(ClusterId cluster) const {
    if (cluster < 0 || cluster >= static_cast<ClusterId>(m_clusters.size()))
        refuse("there is no cluster " + std::to_string(cluster));
    if (this->cluster(cluster).mergedInto != noCluster)
        refuse("\"" + this->cluster(cluster).name.name + "\" is part of another cluster");
}

void Arrangement::checkRows(const Rows& rows) const {
    for (const std::int64_t row : rows)
        if (row < 0 || row >= static_cast<std::int64_t>(m_now->size()))
            refuse("there is no picture " + std::to_string(row));
}

}  // namespace nounscope
