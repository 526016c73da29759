#include "app/wordnet_on_demand.h"

#include "core/model/error.h"

namespace nounscope {

const WordNet& WordNetOnDemand::get() {
    if (!m_wordnet) m_wordnet.emplace(WordNet::load(WordNet::findDirectory()));
    return *m_wordnet;
}

const WordNet* WordNetOnDemand::find(std::string& problem) try { return &get(); } catch (const Error& error) {
    problem = error.what();
    return nullptr;
}

}  // namespace nounscope
