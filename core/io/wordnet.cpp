#include "core/io/wordnet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isGap(char c) {
    return c == ' ' || c == '_' || (c >= '\t' && c <= '\r');
}

// "  Sea  bird" -> "sea_bird"
std::string lemmaKey(std::string_view word) {
    std::string key;
    for (const char c : word) {
        if (!isGap(c))
            key += lower(c);
        else if (!key.empty() && key.back() != '_')
            key += '_';
    }
    if (!key.empty() && key.back() == '_') key.pop_back();
    return key;
}

TextLines open(const fs::path& file) {
    if (!fs::exists(file))
        throw Error(ErrorKind::BadInput,
                    "WordNet's file " + file.string() +
                        " is missing: install the package wordnet-base, or name WordNet's folder "
                        "in WNSEARCHDIR.");
    return TextLines(file);
}

// The blank-separated fields of one line, read as what the format says they are.
class Fields {
public:
    Fields(const TextLines& lines, std::string_view line) : m_lines(lines), m_rest(line) {}

    std::string_view text(const char* what) {
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(' '), m_rest.size()));
        const std::string_view field = m_rest.substr(0, m_rest.find(' '));
        if (field.empty()) m_lines.fail(std::string("ends before its ") + what + ".");
        m_rest.remove_prefix(field.size());
        return field;
    }

    std::int32_t number(const char* what, int base = 10) {
        const std::string_view field = text(what);
        std::int32_t value = 0;
        const auto [end, code] = std::from_chars(field.data(), field.data() + field.size(), value, base);
        if (code != std::errc() || end != field.data() + field.size() || value < 0)
            m_lines.fail(std::string("its ") + what + " \"" + std::string(field) + "\" is not a number.");
        return value;
    }

    std::string_view rest() const { return m_rest; }

private:
    const TextLines& m_lines;
    std::string_view m_rest;
};

// data.noun as read: the synsets, and what only matters until the parts are joined.
struct NounData {
    std::vector<Synset> synsets;
    std::vector<std::int32_t> offsets;              // rising: a synset's name in the other files
    std::vector<std::vector<std::int32_t>> lexIds;  // one a word

    // Index of the synset at a byte offset, or -1.
    std::int32_t find(std::int32_t offset) const {
        const auto at = std::lower_bound(offsets.begin(), offsets.end(), offset);
        return at != offsets.end() && *at == offset ? static_cast<std::int32_t>(at - offsets.begin()) : -1;
    }
};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && isGap(text.front())) text.remove_prefix(1);
    while (!text.empty() && isGap(text.back())) text.remove_suffix(1);
    return text;
}

NounData readData(const fs::path& file) {
    NounData data;
    TextLines lines = open(file);
    std::string_view line;
    std::vector<std::int64_t> lineNumbers;
    while (lines.next(line)) {
        if (line.empty() || line.front() == ' ') continue;  // the licence
        const std::size_t bar = line.find(" | ");
        if (bar == std::string_view::npos) lines.fail("has no gloss.");
        Fields fields(lines, line.substr(0, bar));

        Synset synset;
        data.offsets.push_back(fields.number("offset"));
        if (data.offsets.size() > 1 && data.offsets.back() <= data.offsets[data.offsets.size() - 2])
            lines.fail("its offset does not rise.");
        const std::int32_t lexFile = fields.number("lexicographer file");
        if (lexFile < static_cast<int>(LexFile::Tops) || lexFile > static_cast<int>(LexFile::Time))
            lines.fail("lexicographer file " + std::to_string(lexFile) + " holds no nouns.");
        synset.lexFile = static_cast<LexFile>(lexFile);
        if (fields.text("synset type") != "n") lines.fail("is no noun.");
        const std::int32_t words = fields.number("word count", 16);
        if (words == 0) lines.fail("has no word.");
        data.lexIds.emplace_back();
        for (std::int32_t i = 0; i < words; ++i) {
            synset.words.emplace_back(fields.text("word"));
            data.lexIds.back().push_back(fields.number("lexical id", 16));
        }
        const std::int32_t pointers = fields.number("pointer count");
        for (std::int32_t i = 0; i < pointers; ++i) {
            const std::string_view symbol = fields.text("pointer symbol");
            const std::int32_t target = fields.number("pointer target");
            fields.text("pointer's part of speech");
            fields.text("pointer's source and target word");
            if (symbol != "@" && symbol != "@i") continue;
            synset.hypernyms.push_back(target);  // an offset until every synset is known
            synset.isInstance = synset.isInstance || symbol == "@i";
        }
        synset.gloss = trimmed(line.substr(bar + 3));
        data.synsets.push_back(std::move(synset));
        lineNumbers.push_back(lines.number());
    }
    if (data.synsets.empty()) lines.fail("the file holds no synset.");

    for (std::size_t i = 0; i < data.synsets.size(); ++i)
        for (std::int32_t& hypernym : data.synsets[i].hypernyms) {
            const std::int32_t index = data.find(hypernym);
            if (index < 0)
                failAtLine(file, lineNumbers[i],
                           "there is no hypernym at offset " + std::to_string(hypernym) + ".");
            hypernym = index;
        }
    return data;
}

// Sense key ("dog%1:05:00::") -> tag count, for nouns.
std::unordered_map<std::string, std::int32_t> readTagCounts(const fs::path& file) {
    std::unordered_map<std::string, std::int32_t> counts;
    TextLines lines = open(file);
    std::string_view line;
    while (lines.next(line)) {
        if (line.find("%1:") == std::string_view::npos) continue;
        Fields fields(lines, line);
        const std::string key(fields.text("sense key"));
        fields.number("sense number");
        counts[key] = fields.number("tag count");
    }
    return counts;
}

std::string senseKey(const std::string& lemma, LexFile lexFile, std::int32_t lexId) {
    const auto twoDigits = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return lemma + "%1:" + twoDigits(static_cast<int>(lexFile)) + ":" + twoDigits(lexId) + "::";
}

}  // namespace

fs::path WordNet::findDirectory() {
    std::vector<fs::path> folders;
    if (const char* chosen = std::getenv("WNSEARCHDIR")) folders.emplace_back(chosen);
    if (const char* home = std::getenv("WNHOME")) folders.push_back(fs::path(home) / "dict");
    for (const char* usual : {"/usr/share/wordnet", "/usr/share/wordnet/dict", "/usr/local/share/wordnet",
                              "/usr/local/WordNet-3.0/dict", "/opt/homebrew/opt/wordnet/dict"})
        folders.emplace_back(usual);
    std::error_code ignored;
    std::string looked;
    for (const fs::path& folder : folders) {
        if (fs::exists(folder / "data.noun", ignored)) return folder;
        looked += (looked.empty() ? "" : ", ") + folder.string();
    }
    throw Error(ErrorKind::BadInput,
                "WordNet was not found (looked for data.noun in " + looked +
                    "): install the package wordnet-base, or name WordNet's folder in WNSEARCHDIR.");
}

WordNet WordNet::load(const fs::path& directory) {
    WordNet wordnet;
    NounData data = readData(directory / "data.noun");
    const auto tagCounts = readTagCounts(directory / "cntlist.rev");

    TextLines index = open(directory / "index.noun");
    std::string_view line;
    while (index.next(line)) {
        if (line.empty() || line.front() == ' ') continue;
        Fields fields(index, line);
        const std::string lemma = lemmaKey(fields.text("lemma"));
        fields.text("part of speech");
        const std::int32_t synsets = fields.number("synset count");
        for (std::int32_t pointers = fields.number("pointer count"); pointers > 0; --pointers)
            fields.text("pointer symbol");
        fields.number("sense count");
        fields.number("tagged sense count");

        std::vector<NounSense>& senses = wordnet.m_senses[lemma];
        if (!senses.empty()) index.fail("the lemma \"" + lemma + "\" stands here a second time.");
        wordnet.m_lemmas.push_back(lemma);
        for (int rank = 0; rank < synsets; ++rank) {
            const std::int32_t offset = fields.number("synset offset");
            NounSense sense{data.find(offset), rank, 0};
            if (sense.synset < 0)
                index.fail("data.noun has no synset at offset " + std::to_string(offset) + ".");
            const Synset& synset = data.synsets[sense.synset];
            for (std::size_t i = 0; i < synset.words.size(); ++i) {
                if (lemmaKey(synset.words[i]) != lemma) continue;
                const auto count =
                    tagCounts.find(senseKey(lemma, synset.lexFile, data.lexIds[sense.synset][i]));
                if (count != tagCounts.end()) sense.tagCount = std::max(sense.tagCount, count->second);
            }
            senses.push_back(sense);
        }
        if (senses.empty()) index.fail("the lemma \"" + lemma + "\" has no sense.");
    }
    wordnet.m_synsets = std::move(data.synsets);

    TextLines exceptions = open(directory / "noun.exc");
    while (exceptions.next(line)) {
        if (line.empty()) continue;
        Fields fields(exceptions, line);
        const std::string inflected(fields.text("inflected form"));
        std::string base(fields.text("base form"));
        while (!wordnet.isLemma(base) && !trimmed(fields.rest()).empty()) base = fields.text("base form");
        if (wordnet.isLemma(base)) wordnet.m_exceptions.emplace(inflected, base);
    }
    return wordnet;
}

std::vector<std::int32_t> WordNet::ancestors(std::int32_t synset) const {
    std::vector<std::int32_t> found{synset};
    for (std::size_t next = 0; next < found.size(); ++next)
        for (const std::int32_t hypernym : m_synsets[found[next]].hypernyms)
            if (std::find(found.begin(), found.end(), hypernym) == found.end()) found.push_back(hypernym);
    return found;
}

std::string WordNet::asWritten(const std::string& lemma, std::int32_t synset) const {
    for (const std::string& word : m_synsets[static_cast<std::size_t>(synset)].words)
        if (lemmaKey(word) == lemma) return word;
    return lemma;
}

const std::vector<NounSense>& WordNet::senses(std::string_view word) const {
    static const std::vector<NounSense> none;
    const auto found = m_senses.find(lemmaKey(word));
    return found == m_senses.end() ? none : found->second;
}

std::string WordNet::baseForm(std::string_view word) const {
    const std::string key = lemmaKey(word);
    std::string base = inflectionBase(key);
    if (!base.empty() || key.find('-') == std::string::npos) return base;
    std::string spaced = key;
    std::replace(spaced.begin(), spaced.end(), '-', '_');
    return inflectionBase(spaced);
}

std::string WordNet::inflectionBase(const std::string& key) const {
    if (isLemma(key)) return key;

    // noun.exc speaks of whole words; in a phrase it is the last word that is inflected.
    const std::size_t last = key.rfind('_') == std::string::npos ? 0 : key.rfind('_') + 1;
    for (const std::size_t begin : {std::size_t{0}, last}) {
        const auto exception = m_exceptions.find(key.substr(begin));
        if (exception == m_exceptions.end()) continue;
        if (std::string base = key.substr(0, begin) + exception->second; isLemma(base)) return base;
    }

    // morphy's detachment rules, in its order; "spoonsful" is a "spoonful".
    std::string stem = key, tail;
    const auto endsWith = [](const std::string& text, std::string_view end) {
        return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
    };
    if (endsWith(stem, "ful")) {
        tail = "ful";
        stem.resize(stem.size() - tail.size());
    } else if (endsWith(stem, "ss") || stem.size() <= 2) {
        return "";
    }
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> endings{{{"s", ""},
                                                                                           {"ses", "s"},
                                                                                           {"xes", "x"},
                                                                                           {"zes", "z"},
                                                                                           {"ches", "ch"},
                                                                                           {"shes", "sh"},
                                                                                           {"men", "man"},
                                                                                           {"ies", "y"}}};
    for (const auto& [ending, replacement] : endings) {
        if (!endsWith(stem, ending)) continue;
        const std::string base =
            stem.substr(0, stem.size() - ending.size()) + std::string(replacement) + tail;
        if (isLemma(base)) return base;
    }
    return "";
}

}  // namespace nounscope
