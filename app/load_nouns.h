// From `wordnet`, `everyday` or a file's name to the nouns, the same for the command line and the window.
#pragma once

#include <string>

#include "app/wordnet_on_demand.h"
#include "core/io/noun_file.h"

namespace nounscope {

// See NounSource::fromName. WordNet is read for its own lists only. Throws as WordNet::load and readNouns do.
NounFile loadNouns(const std::string& source, WordNetOnDemand& wordnet);

}  // namespace nounscope
