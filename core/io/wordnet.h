// WordNet's nouns as Debian's wordnet-base ships them: synsets, senses, hypernyms, glosses.
// Source: the WordNet 3.0 database files (wndb(5WN), cntlist(5WN), morphy(7WN)).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nounscope {

// The lexicographer files of nouns, as lexnames(5WN) numbers them.
// clang-format off
enum class LexFile {
    Tops = 3, Act, Animal, Artifact, Attribute, Body, Cognition, Communication, Event, Feeling, Food, Group, Location,
    Motive, Object, Person, Phenomenon, Plant, Possession, Process, Quantity, Relation, Shape, State, Substance, Time
};
// clang-format on

struct Synset {
    std::vector<std::string> words;  // at least one, in file order, as written: case and underscores kept
    std::string gloss;               // the whole gloss, definition and examples
    LexFile lexFile = LexFile::Tops;
    bool isInstance = false;              // a named individual: reached by instance hypernyms
    std::vector<std::int32_t> hypernyms;  // indices into WordNet::synsets(), instance hypernyms included
};

struct NounSense {
    std::int32_t synset = 0;    // index into WordNet::synsets()
    int rank = 0;               // 0 = the word's first sense
    std::int32_t tagCount = 0;  // how often this sense was tagged in the semantic concordances
};

// Immutable once loaded; every const member is thread-safe.
class WordNet {
public:
    // Reads data.noun, index.noun, cntlist.rev and noun.exc below `directory`; about 0.4 s and 60 MB.
    // Throws Error(BadInput) that names the file missing, and the package that brings it, or file and line
    // malformed.
    static WordNet load(const std::filesystem::path& directory);

    // The first of $WNSEARCHDIR, /usr/share/wordnet and the like that has data.noun; throws Error(BadInput)
    // if none.
    static std::filesystem::path findDirectory();

    const std::vector<Synset>& synsets() const { return m_synsets; }  // in file order; WordNet 3.0 has 82,115

    // The synset itself, then every hypernym above it, nearest first and each once. Ends for cyclic
    // (malformed) data too.
    std::vector<std::int32_t> ancestors(std::int32_t synset) const;

    // Every lemma, lower case with underscores, in the alphabetical order of index.noun.
    const std::vector<std::string>& lemmas() const { return m_lemmas; }

    // The lemma as a synset of it writes it: "canis_familiaris" -> "Canis_familiaris". The lemma itself where
    // it is none of the synset's words.
    std::string asWritten(const std::string& lemma, std::int32_t synset) const;

    // A word's senses, most frequent first; the word as written by a person ("Sea  bird", "sea_bird").
    // Empty where WordNet does not have it. Exact lemma only: see baseForm.
    const std::vector<NounSense>& senses(std::string_view word) const;

    // The lemma (lower case, underscores) of a possibly inflected noun, by noun.exc and morphy's endings:
    // "wolves" -> "wolf", "Sea birds" -> "sea_bird". The word itself where it is a lemma already; hyphens
    // count as spaces where only that fits; "" where nothing does.
    std::string baseForm(std::string_view word) const;

private:
    bool isLemma(const std::string& key) const { return m_senses.count(key) > 0; }
    std::string inflectionBase(const std::string& key) const;

    std::vector<Synset> m_synsets;
    std::vector<std::string> m_lemmas;
    std::unordered_map<std::string, std::vector<NounSense>> m_senses;  // key: lower case, underscores
    std::unordered_map<std::string, std::string>
        m_exceptions;  // inflected form -> first base form that is a lemma
};

}  // namespace nounscope
