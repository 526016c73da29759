#include "core/io/known_positives.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace nounscope {

namespace {

std::string spelling(const std::string& name) {
    std::string text;
    for (const char letter : name) {
        const bool space =
            letter == '_' || letter == '-' || letter == ' ' || letter == '\t' || letter == '\r';
        if (!space)
            text += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        else if (!text.empty() && text.back() != ' ')
            text += ' ';
    }
    if (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

}  // namespace

KnownPositives knownPositives(const std::vector<std::string>& names, const std::vector<std::string>& nouns,
                              const WordNet* wordnet) {
    std::unordered_map<std::string, std::vector<std::size_t>> rows;
    for (std::size_t noun = 0; noun < nouns.size(); ++noun) rows[spelling(nouns[noun])].push_back(noun);

    KnownPositives known;
    std::vector<bool> positive(nouns.size());
    std::unordered_set<std::string> seen;
    for (const std::string& name : names) {
        const std::string written = spelling(name);
        if (written.empty() || !seen.insert(written).second) continue;
        known.names.push_back(name);
        auto found = rows.find(written);
        if (found == rows.end() && wordnet) found = rows.find(spelling(wordnet->baseForm(written)));
        if (found == rows.end())
            known.unknown.push_back(name);
        else
            for (const std::size_t noun : found->second) positive[noun] = true;
    }
    if (std::find(positive.begin(), positive.end(), true) != positive.end())
        known.positive = std::move(positive);
    return known;
}

std::vector<std::string> folderNames(const ImageItems& items) {
    std::vector<std::string> names;
    std::unordered_set<std::string> seen;
    for (const ImageItem& item : items) {
        std::size_t begin = 0;
        for (std::size_t slash = item.path.find('/'); slash != std::string::npos;
             begin = slash + 1, slash = item.path.find('/', begin)) {
            std::string name = item.path.substr(begin, slash - begin);
            if (seen.insert(name).second) names.push_back(std::move(name));
        }
    }
    return names;
}

}  // namespace nounscope
