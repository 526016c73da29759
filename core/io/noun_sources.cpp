#include "core/io/noun_sources.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/io/csv.h"

namespace nounscope {

namespace {

std::string spaced(std::string word) {
    std::replace(word.begin(), word.end(), '_', ' ');
    return word;
}

bool isConcrete(const Synset& synset) {
    // The heads of four of the files below stand in another one, with the most abstract concepts.
    static const std::set<std::string_view> heads{"animal", "food", "person", "plant"};
    if (synset.lexFile == LexFile::Tops) return heads.count(synset.words.front()) > 0;
    switch (synset.lexFile) {
        case LexFile::Animal:
        case LexFile::Artifact:
        case LexFile::Body:
        case LexFile::Food:
        case LexFile::Object:
        case LexFile::Person:
        case LexFile::Phenomenon:
        case LexFile::Plant:
            return !synset.isInstance && !isSlur(synset);
        default:
            return false;
    }
}

// The gloss with every quoted example deleted, trimmed, then every trailing ';' and space removed.
std::string definition(const std::string& gloss) {
    std::string text;
    for (std::size_t begin = 0; begin < gloss.size();) {
        const std::size_t open = gloss.find('"', begin);
        const std::size_t close = open == std::string::npos ? open : gloss.find('"', open + 1);
        text += gloss.substr(begin, (close == std::string::npos ? gloss.size() : open) - begin);
        begin = close == std::string::npos ? gloss.size() : close + 1;
    }
    const std::size_t first = text.find_first_not_of(' ');
    const std::size_t last = text.find_last_not_of("; ");
    return first == std::string::npos || last < first ? "" : text.substr(first, last - first + 1);
}

}  // namespace

NounSource NounSource::fromName(const std::string& name) {
    if (name == "wordnet") return {Kind::WordNet, {}};
    if (name == "everyday") return {Kind::Everyday, {}};
    return {Kind::File, name};
}

NounList wordNetNouns(const WordNet& wordnet) {
    NounList nouns;
    for (const std::string& lemma : wordnet.lemmas()) {
        const NounSense& first = wordnet.senses(lemma)[0];
        nouns.words.push_back(spaced(wordnet.asWritten(lemma, first.synset)));
        nouns.glosses.push_back(wordnet.synsets()[static_cast<std::size_t>(first.synset)].gloss);
    }
    return nouns;
}

bool isSlur(const Synset& synset) {
    for (const char* remark :
         {"ethnic slur", "offensive term", "offensive name", "offensive and", "offensive slang",
          "(disparaging)", "disparaging term", "derogatory term", "derogatory reference", "obscene term"})
        if (synset.gloss.find(remark) != std::string::npos) return true;
    return false;
}

NounList everydayNouns(const WordNet& wordnet) {
    NounList nouns;
    for (const std::string& lemma : wordnet.lemmas()) {
        const std::vector<NounSense>& senses = wordnet.senses(lemma);
        const NounSense* common = nullptr;
        for (const NounSense& sense : senses)
            if (sense.tagCount > (common ? common->tagCount : 0) &&
                isConcrete(wordnet.synsets()[static_cast<std::size_t>(sense.synset)]))
                common = &sense;
        if (!common) continue;
        nouns.words.push_back(spaced(wordnet.asWritten(lemma, common->synset)));
        nouns.glosses.push_back(wordnet.synsets()[static_cast<std::size_t>(common->synset)].gloss);
    }
    return nouns;
}

NounList parityNouns(const WordNet& wordnet) {
    NounList nouns;
    for (const Synset& synset : wordnet.synsets()) {
        const std::string text = definition(synset.gloss);
        for (const std::string& word : synset.words) {
            nouns.words.push_back(word);
            nouns.glosses.push_back(text);
        }
    }
    return nouns;
}

void writeNouns(const std::filesystem::path& file, const NounList& nouns) {
    CsvWriter writer(file, {"word", "definition"});
    for (std::size_t i = 0; i < nouns.words.size(); ++i) {
        writer.cell(nouns.words[i]).cell(nouns.glosses[i]);
        writer.endRow();
    }
    writer.commit();
}

}  // namespace nounscope
