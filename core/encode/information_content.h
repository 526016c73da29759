// How much it says to call something by a noun: "entity" nothing, "dog" a good deal.
#pragma once

#include <vector>

#include "core/io/wordnet.h"

namespace nounscope {

// IC(c) = -ln(size of c's subtree / number of synsets) in nats, c itself counted; one entry a synset, >= 0.
// Thread-safe. About 50 ms.
std::vector<double> informationContent(const WordNet& wordnet);

}  // namespace nounscope
