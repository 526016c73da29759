// The lists of nouns that WordNet gives, and the one way to say which nouns a run scores.
#pragma once

#include <filesystem>
#include <string>

#include "core/io/wordnet.h"
#include "core/model/noun_list.h"

namespace nounscope {

// What stands behind `--nouns wordnet|everyday|FILE`.
struct NounSource {
    enum class Kind { WordNet, Everyday, File };
    Kind kind = Kind::Everyday;
    std::filesystem::path file;  // of Kind::File

    static NounSource fromName(const std::string& name);  // any other name is a file's path
};

// Every distinct noun once (compared without case), written as in its first sense, spaces for underscores,
// with its first sense's gloss, in alphabetical order of the lower-case words: 117,798 of WordNet 3.0.
NounList wordNetNouns(const WordNet& wordnet);

// A word for people or things that WordNet's gloss calls offensive: never shown unasked.
bool isSlur(const Synset& synset);

// Common concrete nouns, written and ordered as in wordNetNouns: those with a sense that was tagged at least
// once, is no slur, no named individual and is an animal, artifact, part of the body, food, natural object,
// person, phenomenon or plant, these words included; with the gloss of the most tagged of these senses: 4,916
// of WordNet 3.0.
NounList everydayNouns(const WordNet& wordnet);

// The list that published work scores (Li et al. 2024): each synset's words in file order, case, repeats and
// underscores kept, with the gloss less its examples: 146,347 rows.
NounList parityNouns(const WordNet& wordnet);

// CSV with the header `word,definition`, whole or not at all. Throws Error(Io) naming the file.
void writeNouns(const std::filesystem::path& file, const NounList& nouns);

}  // namespace nounscope
