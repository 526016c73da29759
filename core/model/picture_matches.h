// Pictures found by words, and words found for a picture: immutable values from the computing thread to the window.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nounscope {

// All pictures that could be read, by nearness to a noun of the run or to any phrase.
struct PictureMatches {
    std::int64_t noun = -1;          // the noun asked for; -1: the phrase was
    std::string phrase;              // what was asked for, in words
    std::string understood;          // what of it the encoder knows; empty: nothing, and no picture is found
    std::vector<int> pictures;       // nearest first
    std::vector<double> similarity;  // cosine, an entry a picture found
};

struct NounStrength {
    std::int64_t noun = 0;
    std::string word;
    double similarity = 0;  // cosine to the picture
};

struct PictureNouns {
    int picture = -1;
    std::vector<NounStrength> nouns;  // of those that the filter kept, nearest first
};

}  // namespace nounscope
