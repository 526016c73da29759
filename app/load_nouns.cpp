#include "app/load_nouns.h"

#include "core/io/noun_sources.h"

namespace nounscope {

NounFile loadNouns(const std::string& source, WordNetOnDemand& wordnet) {
    const NounSource nouns = NounSource::fromName(source);
    if (nouns.kind == NounSource::Kind::WordNet) return {wordNetNouns(wordnet.get()), 0};
    if (nouns.kind == NounSource::Kind::Everyday) return {everydayNouns(wordnet.get()), 0};
    return readNouns(nouns.file);
}

}  // namespace nounscope
