// What the starter encoder learns from: named pictures of Debian packages. Never the stamps it is judged on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "core/io/wordnet.h"
#include "core/model/progress.h"

namespace nounscope {

struct Hint {
    std::int32_t synset = 0;
    float weight = 0;
};

struct TrainingPicture {
    cv::Mat picture;   // CV_8UC4 RGBA multiplied by alpha, keptSide square, the subject reaching its border
    std::string name;  // what names it: a path, or an emoji's code point, the same in every font
    std::int32_t synset = -1;  // index into WordNet::synsets(); -1 where only hints are known
    std::vector<Hint> hints;   // what else is known: the folder's noun, an emoji's keywords
};

inline constexpr int keptSide = 96;

// A decoded picture cut to its subject, alpha multiplied in, padded to a square: keptSide square, CV_8UC4. A
// white sheet around an opaque picture's subject counts as transparent. Empty where nothing is to be seen.
cv::Mat keptPicture(const cv::Mat& decoded);

// Where the Debian packages put their pictures and names.
struct TrainingSources {
    std::filesystem::path clipart = "/usr/share/openclipart/png";                        // openclipart-png
    std::filesystem::path wordCards = "/usr/share/games/pysiogame/res/images/art4apps";  // pysiogame
    std::filesystem::path emojiFont =
        "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";  // fonts-noto-color-emoji
    std::filesystem::path emojiPictures = "/usr/share/rubygems-integration/all/gems";  // ruby-gemojione
    std::filesystem::path emojiNames = "/usr/share/unicode/cldr/common/annotations";   // unicode-cldr-core
};

// One line a package: its name, what was taken, the licence.
std::string trainingSourceLicences();

// All pictures with a noun or at least a folder's noun, in a fixed order. Throws Error(BadInput) naming the
// package to install where a source is missing; a picture that cannot be read is left out. About a minute,
// 400 MB.
std::vector<TrainingPicture> gatherTrainingPictures(const WordNet& wordNet, const TrainingSources& sources,
                                                    const Job& job);

}  // namespace nounscope
