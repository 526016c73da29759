// Which of a word's senses a picture's name most likely means: "mouse" the animal, "crane" the bird.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/io/wordnet.h"

namespace nounscope {

// How much a sense speaks for itself as the name of something in a picture: (tag count + 1) / (1 + rank / 2),
// times 8 for food and the topmost concepts, 5 for animals, 4 for artifacts and plants, 0.05 for named
// individuals.
double pictureSenseWeight(const WordNet& wordnet, const NounSense& sense);

// Index of the synset a noun or phrase most likely means, the heaviest by pictureSenseWeight (ties: the lower
// rank), or -1 where WordNet knows nothing of it. An inflected noun is taken back to its lemma; a phrase that
// WordNet lacks loses words from the front until it is known ("big red fire engine" is a "fire engine").
// Thread-safe.
std::int32_t chooseSense(const WordNet& wordnet, std::string_view phrase);

}  // namespace nounscope
