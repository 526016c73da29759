// Finds the nouns that a person's own words mean, so that a filter can be judged by them.
#pragma once

#include <string>
#include <vector>

#include "core/io/wordnet.h"
#include "core/model/image_item.h"
#include "core/model/known_positives.h"

namespace nounscope {

// A name is a noun where both are written alike but for case, hyphens and underscores; else by its base form in
// WordNet ("Sea_Birds" -> "sea bird"), where `wordnet` is not null. Blank names are left out, repeated ones kept
// once. Cost: one pass over the nouns. Thread-safe.
KnownPositives knownPositives(const std::vector<std::string>& names, const std::vector<std::string>& nouns,
                              const WordNet* wordnet);

// The names of all folders that pictures lie in, each once, as they first appear: "birds/owls/1.png" -> birds, owls.
std::vector<std::string> folderNames(const ImageItems& items);

}  // namespace nounscope
