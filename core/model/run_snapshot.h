// A result as it stood when it was finished, to be compared with another: shares its values, costs nothing to keep.
#pragma once

#include <memory>
#include <string>

#include "core/model/cluster_view.h"
#include "core/model/filter_view.h"
#include "core/model/image_item.h"
#include "core/model/noun_list.h"

namespace nounscope {

struct RunSnapshot {
    std::string title;  // what tells it from the others
    std::shared_ptr<const ImageItems> items;
    std::shared_ptr<const NounList> nouns;
    std::shared_ptr<const FilterView> filter;
    std::shared_ptr<const ClusterView> clusters;
};

}  // namespace nounscope
