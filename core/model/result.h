// What the stages hand on, as plain values that may cross threads. N images, M nouns, K' proxy centres, K clusters.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nounscope {

// One entry a noun. Lower score = more positive (close to one centre of the pictures and to no other).
struct NounScores {
    std::vector<std::int32_t> proxy;  // index of the nearest centre, lowest on a tie
    std::vector<double> confidence;   // softmax probability of that centre
    std::vector<double> logScore;     // natural logarithm of the chosen filter's score; -inf allowed
    std::vector<std::int64_t> rank;   // 1 = best; ties by noun order
};

// Which nouns take part in clustering.
struct NounSelection {
    std::vector<bool> selected;           // M entries
    std::vector<std::int64_t> indices;    // the selected ones, rising
};

struct Clustering {
    std::vector<std::int32_t> assignment;  // N entries, 0 .. K-1, clusters by falling size, ties by first picture
    std::vector<double> distance;          // N entries, 1 - cosine to the own centre in the space clustered
    std::vector<double> confidence;        // N entries, softmax over the centres at tau, of the assigned one
    std::vector<std::int64_t> sizes;       // K entries
    std::vector<std::int64_t> medoids;     // K entries, the picture nearest to its centre
    double objective = 0;                  // sum of cosines to the own centre
    int iterations = 0;                    // of the best restart
};

// What people call a cluster: the nouns nearest to it, and the few of them that make its name.
struct ClusterName {
    std::string name;                // "truck, car, pickup"; never empty
    std::vector<std::string> nouns;  // nearest first
};

struct KCurvePoint {
    int k = 0;
    double silhouette = 0;  // mean cosine silhouette
};

struct ExternalMetrics {
    double acc = 0, nmi = 0, ari = 0;
};

struct InternalMetrics {
    double silhouette = 0, daviesBouldin = 0, calinskiHarabasz = 0;
};

}  // namespace nounscope
