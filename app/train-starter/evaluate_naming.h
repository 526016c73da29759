// How good clusters and their names come out of the whole method, starter encoder and everyday nouns
// together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/train-starter/evaluate.h"
#include "core/encode/starter_encoder.h"
#include "core/io/wordnet.h"
#include "core/model/progress.h"
#include "core/model/result.h"

namespace nounscope {

struct NamedCluster {
    std::int64_t size = 0, majority = 0;  // pictures, and those of the commonest category
    std::string category;                 // that category
    std::string name;
    bool fits = false;  // a noun of the name is the category's synonym or hypernym
};

struct NamingFigures {
    ExternalMetrics agreement;           // means over the seeds
    double fittingNames = 0;             // share of clusters, likewise
    std::vector<NamedCluster> clusters;  // of the first seed
    int seeds = 0;
};

// Clusters the N set into its 13 categories with the encoder's default settings and everydayNouns(), once a
// seed from `seed` on. Throws Cancelled.
NamingFigures judgeNaming(const StarterEncoder& encoder, const WordNet& wordNet,
                          const StampEmbeddings& stamps, std::uint64_t seed, int seeds, const Job& job);

// Whether `noun` is another word for `category` or a kind above it, in any of the noun's senses: beside a cluster
// of street signs, whoever reads "sign" takes the sense that fits.
bool standsFor(const WordNet& wordNet, const std::string& noun, const std::string& category);

std::string describe(const NamingFigures& figures);

}  // namespace nounscope
