// Names clusters by nouns that people would use: near the cluster, each thing once, the kind that several of
// them share where the run knows it, common words before rare ones.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/io/wordnet.h"
#include "core/model/result.h"

namespace nounscope {

// The defaults of redundancy to scholarly were chosen on pictures other than the demo's, embedded without having been
// learnt: with hypernyms and `redundancy` 90 % of the clusters had a fitting noun in their name (without: 84
// %).
struct NamingSettings {
    int inName = 3;  // nouns that make the name, >= 1
    int listed = 5;  // nouns in all, >= inName

    // Of nouns whose values differ by at most this, the one tagged most often in WordNet wins. >= 0
    double nearTie = 0.02;

    // A noun's value is its score less this times its largest cosine to a noun named before: maximal marginal
    // relevance (Carbonell and Goldstein 1998). >= 0
    double redundancy = 0.3;

    // A listed hypernym of two of this many best nouns may be named too. 0: selected nouns only.
    int hypernymsOf = 10;

    // One of the nouns in the name covers this share of the `hypernymsOf` best, itself or by standing above them, where a
    // common word does: "car, truck, vehicle". Above 1: none need be.
    double kindShare = 0.7;

    // Nats; no hypernym that says less than this: "person" says 2.08, "artifact" 2.04.
    double minContent = 2.06;

    // Taken from the value of a noun that stands for many kinds of things (it says less than `kindContent` nats) and
    // yet was tagged less than `commonTags` times: "animal" and "bird", not "vertebrate" or "instrumentation". >= 0
    double scholarly = 0.2;
    double kindContent = 6;
    int commonTags = 5;
};

// One name a cluster. scores: nameScores() [K, M]; features [M, D] of the nouns, unit rows; words: M, as the
// run lists them. Candidates are the selected nouns and, unless banned, listed hypernyms of the best of them
// (all indices into words). Synonyms and inflections of one another are shown once, and no slurs. `wordnet`
// may be null: then inflections are told by their endings, and there are no synonyms, hypernyms or common
// senses. Fewer nouns where fewer are selected; "cluster 3" where none is. Thread-safe.
std::vector<ClusterName> nameClusters(const at::Tensor& scores, const at::Tensor& features,
                                      const std::vector<std::string>& words,
                                      const std::vector<std::int64_t>& selected,
                                      const std::vector<std::int64_t>& banned, const WordNet* wordnet,
                                      const NamingSettings& settings = {});

}  // namespace nounscope
