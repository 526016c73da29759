// How good the starter encoder is on pictures it has never seen.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/train-starter/stamps.h"
#include "core/encode/starter_encoder.h"
#include "core/model/progress.h"
#include "core/model/result.h"

namespace nounscope {

struct StampEmbeddings {
    std::vector<Stamp> stamps;
    at::Tensor features;            // [stamps, 256] float32, unit rows
    at::Tensor byNetwork, byRidge;  // the parts alone
    at::Tensor onTextures;          // the stamps off centre on random textures
};

// Embeds the stamps of `list` below `folder`. Throws Error(BadInput) naming a stamp that cannot be read and
// the package that brings it; Cancelled.
StampEmbeddings embedStamps(const StarterEncoder& encoder, const std::filesystem::path& list,
                            const std::filesystem::path& folder, std::uint64_t seed, const Job& job);

struct ChoiceFigures {
    double top1 = 0, top5 = 0;  // shares of the pictures
    double balanced = 0;        // top1, each answer's pictures counting as one
    double medianRank = 0;      // of the right answer, 1 = first
    std::int64_t pictures = 0, choices = 0;
};

// Each picture takes the nearest of `choices` [C, D]; `answers`: index of the right one.
ChoiceFigures judgeChoices(const at::Tensor& pictures, const at::Tensor& choices,
                           const std::vector<std::int64_t>& answers);

struct SetFigures {
    ExternalMetrics kMeans;
    ChoiceFigures zeroShot;
};

struct StarterFigures {
    SetFigures all, network, ridge;  // on the N set: 13 categories
    ChoiceFigures onTextures;        // N set
    ChoiceFigures nouns;             // every stamp with a noun, against all of their nouns
    ExternalMetrics folders;         // k-means on the T set: 16 folders
    std::int64_t inCategories = 0, inFolders = 0;
};

StarterFigures judgeStarter(const StarterEncoder& encoder, const StampEmbeddings& stamps, std::uint64_t seed,
                            const Job& job);

// The table that people read.
std::string describe(const StarterFigures& figures);

}  // namespace nounscope
