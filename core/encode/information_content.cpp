#include "core/encode/information_content.h"

#include <cmath>

namespace nounscope {

std::vector<double> informationContent(const WordNet& wordnet) {
    const std::size_t count = wordnet.synsets().size();
    std::vector<std::int32_t> subtree(count, 0);
    for (std::size_t i = 0; i < count; ++i)
        for (const std::int32_t ancestor : wordnet.ancestors(static_cast<std::int32_t>(i)))
            ++subtree[static_cast<std::size_t>(ancestor)];

    std::vector<double> content;
    content.reserve(count);
    for (const std::int32_t size : subtree)
        content.push_back(-std::log(static_cast<double>(size) / static_cast<double>(count)));
    return content;
}

}  // namespace nounscope
