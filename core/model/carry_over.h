// What a person named, merged, split, moved and hid, kept when the pictures are grouped anew, as far as that is possible.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/arrangement.h"

namespace nounscope {

enum class LostEdit {
    Name,     // no new cluster holds most of the pictures of the one that was named
    Merge,    // ... of the one that was merged
    Split,    // the pictures that were split off are no longer together
    Hidden,   // no new cluster is the hidden one
    Review,   // the cluster has other pictures now, or is gone
    Move,     // where the pictures were moved to is gone
    Picture,  // moved or hidden pictures are not there any more
};

struct Loss {
    LostEdit what = LostEdit::Name;
    std::string cluster;        // its name; the target's for Move, empty for Picture
    std::int64_t pictures = 0;  // how many were in it; how many are concerned, for Move and Picture
};

struct CarriedOver {
    Arrangement edits;  // over the new run
    std::vector<Loss> losses;
};

// rowBefore: for each row of the new run the row of the same picture in `before`, -1 where it is new. An edited cluster is
// found again in the new one that holds more than half of its pictures and takes more than half of its own from it; a
// merged one in all the new ones that take more than half from it; pictures that were split off become a cluster again where
// one new cluster holds more than half of them. Moved pictures are then moved there again. A run that grouped its pictures as
// the one before gives the same arrangement. Cost: N log N.
CarriedOver carryOver(const Arrangement& before, const Clustering& run, const std::vector<ClusterName>& names,
                      const std::vector<std::int64_t>& rowBefore);

}  // namespace nounscope
