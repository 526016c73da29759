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

// The end of a phrase that WordNet knows as a noun, inflected or not: "big red fire engine" -> "fire engine".
// Empty where not even the last word is known. Thread-safe.
std::string_view knownPart(const WordNet& wordnet, std::string_view phrase);

// Index of the synset a noun or phrase most likely means, the heaviest by pictureSenseWeight (ties: the lower
// rank), or -1 where WordNet knows nothing of it. An inflected noun is taken back to its lemma; of a phrase that
// WordNet lacks, knownPart counts.
// Thread-safe.
std::int32_t chooseSense(const WordNet& wordnet, std::string_view phrase);

}  // namespace nounscope
