#include "app/train-starter/folder_nouns.h"

#include <utility>
#include <vector>

namespace nounscope {

namespace {

using Table = std::vector<std::pair<std::string_view, FolderNoun>>;

const LexFiles things = lexFiles({LexFile::Animal, LexFile::Artifact, LexFile::Body, LexFile::Food,
                                  LexFile::Object, LexFile::Person, LexFile::Phenomenon, LexFile::Plant});
const LexFiles animals = lexFiles({LexFile::Animal}), artifacts = lexFiles({LexFile::Artifact}),
               plants = lexFiles({LexFile::Plant, LexFile::Food});
const LexFiles foods = lexFiles({LexFile::Food, LexFile::Plant}), persons = lexFiles({LexFile::Person}),
               bodies = lexFiles({LexFile::Body}), none;
const FolderNoun skipped{"", none, false, true};

const Table& clipartTable() {
    static const Table table{
        {"animals", {"animal", animals}},
        {"animals/amphibian", {"amphibian", animals}},
        {"animals/birds", {"bird", animals}},
        {"animals/birds/penguin", {"penguin", animals}},
        {"animals/bugs", {"insect", animals}},
        {"animals/dinosaurs", {"dinosaur", animals}},
        {"animals/fantasy",
         {"imaginary being", lexFiles({LexFile::Animal, LexFile::Cognition, LexFile::Person})}},
        {"animals/fish", {"fish", animals}},
        {"animals/mammals", {"mammal", animals}},
        {"animals/mammals/bears", {"bear", animals}},
        {"animals/mammals/big_cats", {"big cat", animals}},
        {"animals/mammals/dogs", {"dog", animals}},
        {"animals/mammals/horses", {"horse", animals}},
        {"animals/mammals/housecats", {"domestic cat", animals}},
        {"buildings", {"building", artifacts}},
        {"buildings/furniture", {"furniture", artifacts}},
        {"buildings/homes", {"house", artifacts}},
        {"buttons", skipped},
        {"computer", {"computer", artifacts}},
        {"computer/buttons", skipped},
        {"computer/connectors", {"connector", artifacts}},
        {"computer/diagrams", {"", artifacts}},
        {"computer/folders", {"folder", none}},
        {"computer/games", {"", things}},
        {"computer/hardware", {"hardware", artifacts}},
        {"computer/icons", {"", things, true}},
        {"computer/network", {"", artifacts, true}},
        {"containers", {"container", artifacts}},
        {"decorations", {"decoration", artifacts}},
        {"education", {"", things}},
        {"education/books", {"book", artifacts}},
        {"electronics", {"electronic equipment", artifacts}},
        {"electronics/battery", {"battery", artifacts}},
        {"electronics/bulb", {"light bulb", artifacts}},
        {"food", {"food", foods}},
        {"food/beverages", {"beverage", lexFiles({LexFile::Food, LexFile::Artifact})}},
        {"food/beverages/alcohol", {"alcohol", lexFiles({LexFile::Food, LexFile::Artifact})}},
        {"food/breads_and_carbs", {"bread", foods}},
        {"food/dairy", {"dairy product", foods}},
        {"food/desserts", {"dessert", foods}},
        {"food/fruit", {"edible fruit", foods}},
        {"food/meats_and_eggs", {"meat", foods}},
        {"food/vegetables", {"vegetable", foods}},
        {"geography", {"map", lexFiles({LexFile::Artifact, LexFile::Object})}},
        {"geography/astronomy", {"celestial body", lexFiles({LexFile::Object})}},
        {"logos", {"", none}},
        {"office", {"", things}},
        {"office/telephone", {"telephone", artifacts}},
        {"people", {"person", persons}},
        {"people/bodypart", {"body part", bodies}},
        {"people/clothing", {"clothing", artifacts}},
        {"people/clothing/hats", {"hat", artifacts}},
        {"people/clothing/jewelry", {"jewelry", artifacts}},
        {"people/smilies", {"face", none}},
        {"people/stickmen", {"person", none}},
        {"plants", {"plant", plants}},
        {"plants/flowers", {"flower", plants}},
        {"plants/trees", {"tree", plants}},
        {"plants/trees/evergreen", {"conifer", plants}},
        {"recreation", {"", things}},
        {"recreation/games", {"game equipment", artifacts}},
        {"recreation/games/cards", skipped},
        {"recreation/games/chess", {"chessman", artifacts}},
        {"recreation/games/dice", {"die", artifacts}},
        {"recreation/music", {"musical instrument", artifacts}},
        {"recreation/music/CD_Player", {"", artifacts, true}},
        {"recreation/sports", {"sports equipment", lexFiles({LexFile::Artifact, LexFile::Person})}},
        {"recreation/toys", {"toy", lexFiles({LexFile::Animal, LexFile::Artifact})}},
        {"science", {"", things}},
        {"science/astronomy", {"celestial body", lexFiles({LexFile::Object, LexFile::Artifact})}},
        {"science/medicine", {"", lexFiles({LexFile::Artifact, LexFile::Body})}},
        {"shapes", {"shape", lexFiles({LexFile::Shape})}},
        {"shapes/arrows", {"arrow", none}},
        {"shapes/callouts", skipped},
        {"shapes/flowchart", skipped},
        {"shapes/jigsaw", skipped},
        {"shapes/stars", skipped},
        {"signs_and_symbols", {"sign", lexFiles({LexFile::Artifact, LexFile::Communication})}},
        {"signs_and_symbols/awards", {"award", lexFiles({LexFile::Artifact, LexFile::Communication})}},
        {"signs_and_symbols/clocks", {"clock", artifacts}},
        {"signs_and_symbols/flags", {"flag", none}},
        {"signs_and_symbols/hazard", {"sign", none}},
        {"signs_and_symbols/led", skipped},
        {"signs_and_symbols/map_symbols", {"sign", none}},
        {"signs_and_symbols/money", {"money", lexFiles({LexFile::Possession})}},
        {"signs_and_symbols/weather",
         {"", lexFiles({LexFile::Object, LexFile::Phenomenon, LexFile::Substance})}},
        {"special", skipped},
        {"tools", {"tool", artifacts}},
        {"tools/toys", {"toy", artifacts}},
        {"tools/weapons", {"weapon", artifacts}},
        {"transportation", {"vehicle", artifacts}},
        {"transportation/aiga-symbols", {"sign", none}},
        {"transportation/boating", {"boat", artifacts}},
        {"transportation/roadsigns", {"street sign", none}},
        {"transportation/vehicles", {"vehicle", artifacts}},
        {"transportation/vehicles/hummers", {"car", none}},
        {"unsorted", {"", things}},
    };
    return table;
}

const Table& wordCardTable() {
    static const Table table{
        {"animals", {"animal", animals}},
        {"body", {"body part", bodies}},
        {"clothes_n_accessories", {"clothing", artifacts}},
        {"construction", {"structure", artifacts}},
        {"food", {"food", lexFiles({LexFile::Food, LexFile::Plant, LexFile::Artifact})}},
        {"fruit_n_veg", {"produce", foods}},
        {"jobs", {"worker", lexFiles({LexFile::Person, LexFile::Artifact})}},
        {"nature", {"", lexFiles({LexFile::Object, LexFile::Phenomenon, LexFile::Plant, LexFile::Location})}},
        {"people", {"person", persons}},
        {"plants", {"plant", plants}},
        {"sport", {"", things}},
        {"transport", {"vehicle", artifacts}},
        {"actions", skipped},
        {"family", {"person", persons}},
        {"", {"", things}},
    };
    return table;
}

// The entry whose path is the folder or the longest folder above it.
const FolderNoun& longestPrefix(const Table& table, std::string_view folder) {
    const FolderNoun* best = &skipped;
    std::size_t length = 0;
    for (const auto& [path, entry] : table) {
        const bool inside = folder.substr(0, path.size()) == path &&
                            (folder.size() == path.size() || path.empty() || folder[path.size()] == '/');
        if (inside && (best == &skipped || path.size() >= length)) {
            best = &entry;
            length = path.size();
        }
    }
    return *best;
}

}  // namespace

const FolderNoun& clipartFolder(std::string_view folder) {
    return longestPrefix(clipartTable(), folder);
}

const FolderNoun& wordCardFolder(std::string_view folder) {
    return longestPrefix(wordCardTable(), folder);
}

}  // namespace nounscope
