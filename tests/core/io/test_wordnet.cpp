#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>

#include "core/io/wordnet.h"
#include "core/model/error.h"

using namespace nounscope;

namespace {

// A two-synset database, each file to be spoilt by a test.
struct TinyWordNet {
    QTemporaryDir folder;
    std::map<std::string, std::string> files{
        {"data.noun",
         "  1 a licence line\n"
         "00000020 03 n 01 entity 0 001 ~ 00000080 n 0000 | that which is  \n"
         "00000080 05 n 02 Big_cat 0 cat 1 001 @ 00000020 n 0000 | a feline; \"a | cat\"  \n"},
        {"index.noun",
         "  1 a licence line\n"
         "big_cat n 1 1 @ 1 0 00000080  \n"
         "cat n 1 1 @ 1 1 00000080  \n"
         "entity n 1 1 ~ 1 0 00000020  \n"},
        {"cntlist.rev", "cat%1:05:01:: 1 18\ncat%2:35:00:: 1 7\n"},
        {"noun.exc", "cattes cat\nentitia thing entity\n"}};

    WordNet load() {
        for (const auto& [name, text] : files) {
            QFile file(folder.filePath(QString::fromStdString(name)));
            if (!file.open(QIODevice::WriteOnly)) throw std::runtime_error("cannot write " + name);
            file.write(text.data(), static_cast<qint64>(text.size()));
        }
        return WordNet::load(folder.path().toStdString());
    }
};

}  // namespace

class TestWordNet : public QObject {
    Q_OBJECT

    WordNet m_wordnet;
    bool m_installed = false;

    const Synset& synset(std::string_view word, std::size_t rank = 0) {
        return m_wordnet.synsets()[static_cast<std::size_t>(m_wordnet.senses(word)[rank].synset)];
    }

private Q_SLOTS:
    void initTestCase() {
        try {
            m_wordnet = WordNet::load(WordNet::findDirectory());
            m_installed = true;
        } catch (const Error& error) {
            qWarning("%s", error.what());
        }
    }

    void countsOfWordNet30() {  // wnstats(7WN)
        if (!m_installed) QSKIP("wordnet-base is not installed");
        std::size_t words = 0, senses = 0;
        std::set<std::string> distinct;
        for (const Synset& synset : m_wordnet.synsets()) {
            words += synset.words.size();
            for (std::string word : synset.words) {
                std::transform(word.begin(), word.end(), word.begin(), ::tolower);
                if (distinct.insert(word).second) senses += m_wordnet.senses(word).size();
            }
        }
        QCOMPARE(m_wordnet.synsets().size(), std::size_t{82115});
        QCOMPARE(words, std::size_t{146347});
        QCOMPARE(distinct.size(), std::size_t{117798});
        QCOMPARE(senses, std::size_t{146312});  // 35 words stand twice in one synset, apart only in case
    }

    void dog() {  // read off the files with grep
        if (!m_installed) QSKIP("wordnet-base is not installed");
        const auto& senses = m_wordnet.senses("Dog");
        QCOMPARE(senses.size(), std::size_t{7});
        QCOMPARE(senses[0].tagCount, 42);
        QCOMPARE(senses[0].rank, 0);
        QCOMPARE(senses[6].rank, 6);
        QCOMPARE(senses[6].tagCount, 0);
        const Synset& dog = synset("dog");
        QCOMPARE(dog.words, (std::vector<std::string>{"dog", "domestic_dog", "Canis_familiaris"}));
        QCOMPARE(dog.lexFile, LexFile::Animal);
        QVERIFY(!dog.isInstance);
        QVERIFY(dog.gloss.rfind("a member of the genus Canis (probably", 0) == 0);
        QVERIFY(dog.gloss.size() > 20 && dog.gloss.substr(dog.gloss.size() - 12) == "d all night\"");
        QCOMPARE(dog.hypernyms.size(), std::size_t{2});  // canine, domestic animal
        QCOMPARE(m_wordnet.synsets()[static_cast<std::size_t>(dog.hypernyms[0])].words[0],
                 std::string("canine"));
        QCOMPARE(synset("dog", 1).words[0], std::string("frump"));
    }

    void ancestorsOfDog() {  // wn dog -hypen, both branches
        if (!m_installed) QSKIP("wordnet-base is not installed");
        std::vector<std::string> names;
        for (const std::int32_t ancestor : m_wordnet.ancestors(m_wordnet.senses("dog")[0].synset))
            names.push_back(m_wordnet.synsets()[static_cast<std::size_t>(ancestor)].words[0]);
        QCOMPARE(names,
                 (std::vector<std::string>{"dog", "canine", "domestic_animal", "carnivore", "animal",
                                           "placental", "organism", "mammal", "living_thing", "vertebrate",
                                           "whole", "chordate", "object", "physical_entity", "entity"}));
    }

    void
    tagCountsFollowLexicalIds() {  // car%1:06:00:: 71, car%1:06:01:: 2; the other car senses are untagged
        if (!m_installed) QSKIP("wordnet-base is not installed");
        const auto& senses = m_wordnet.senses("car");
        QCOMPARE(senses.size(), std::size_t{5});
        QCOMPARE(senses[0].tagCount, 71);
        QCOMPARE(senses[1].tagCount, 2);
        QCOMPARE(senses[2].tagCount, 0);
        const auto& banks = m_wordnet.senses("bank");
        QCOMPARE(banks[0].tagCount, 25);  // bank%1:17:01::
        QCOMPARE(banks[1].tagCount, 20);  // bank%1:14:00::
    }

    void instances() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        QVERIFY(synset("Abraham Lincoln").isInstance);
        QVERIFY(!synset("president").isInstance);
    }

    void wordsAsPeopleWriteThem() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        QCOMPARE(m_wordnet.senses("Sea \t bird").size(), std::size_t{1});
        QCOMPARE(m_wordnet.senses(" sea_bird ")[0].synset, m_wordnet.senses("sea bird")[0].synset);
        QVERIFY(m_wordnet.senses("dogs").empty());
        QVERIFY(m_wordnet.senses("").empty());
        QVERIFY(m_wordnet.senses("caf\xC3\xA9 \xE7\x8C\xAB").empty());
    }

    void baseForms_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("base");
        const auto row = [](const char* word, const char* base) { QTest::newRow(word) << word << base; };
        row("wolf", "wolf");
        row("wolves", "wolf");      // noun.exc
        row("Mice", "mouse");       // noun.exc
        row("glasses", "glasses");  // a lemma itself
        row("dogs", "dog");         // s
        row("buses", "bus");        // ses
        row("boxes", "box");        // xes
        row("churches", "church");  // ches
        row("dishes", "dish");      // shes
        row("firemen", "fireman");  // men
        row("cherries", "cherry");  // ies
        row("Sea Birds", "sea_bird");
        row("timber wolves", "timber_wolf");  // noun.exc's last word
        row("spoonsful", "spoonful");
        row("teddy-bears", "teddy_bear");
        row("merry-go-round", "merry-go-round");
        row("zzyzx", "");
        row("s", "s");
        row("", "");
    }

    void baseForms() {
        if (!m_installed) QSKIP("wordnet-base is not installed");
        QFETCH(QString, word);
        QFETCH(QString, base);
        QCOMPARE(QString::fromStdString(m_wordnet.baseForm(word.toStdString())), base);
    }

    void tinyDatabase() {
        TinyWordNet tiny;
        const WordNet wordnet = tiny.load();
        QCOMPARE(wordnet.synsets().size(), std::size_t{2});
        QCOMPARE(wordnet.synsets()[1].gloss, std::string("a feline; \"a | cat\""));
        QCOMPARE(wordnet.senses("cat")[0].tagCount, 18);
        QCOMPARE(wordnet.senses("big cat")[0].tagCount, 0);
        QCOMPARE(wordnet.baseForm("cattes"), std::string("cat"));
        QCOMPARE(wordnet.baseForm("entitia"), std::string("entity"));
    }

    void hypernymCycleEnds() {
        TinyWordNet tiny;
        tiny.files["data.noun"] =
            "00000020 03 n 01 entity 0 001 @ 00000080 n 0000 | a\n00000080 05 n 02 Big_cat 0 cat 1 001 @ "
            "00000020 n 0000 | b\n";
        QCOMPARE(tiny.load().ancestors(0), (std::vector<std::int32_t>{0, 1}));
    }

    void malformedNamesFileAndLine_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* file, const char* from, const char* to,
                            const char* message) { QTest::newRow(name) << file << from << to << message; };
        row("no gloss", "data.noun", " | that", "", "data.noun, line 2: has no gloss");
        row("truncated", "data.noun", " 001 ~ 00000080 n 0000", "",
            "data.noun, line 2: ends before its pointer count");
        row("not a number", "data.noun", "00000020 03", "xx 03", "its offset \"xx\" is not a number");
        row("too many words", "data.noun", "n 02 Big", "n ff Big", "data.noun, line 3");
        row("no words", "data.noun", "n 01 entity 0", "n 00", "line 2: has no word");
        row("no noun's file", "data.noun", "00000080 05", "00000080 29", "line 3: lexicographer file 29");
        row("a verb", "data.noun", "05 n", "05 v", "line 3: is no noun");
        row("unknown hypernym", "data.noun", "@ 00000020", "@ 00000021",
            "data.noun, line 3: there is no hypernym");
        row("offsets fall", "data.noun", "00000080 05", "00000008 05", "line 3: its offset does not rise");
        row("unknown synset", "index.noun", "1 1 00000080", "1 1 00000081",
            "index.noun, line 3: data.noun has no synset");
        row("missing sense", "index.noun", "cat n 1 1 @ 1 1 00000080", "cat n 2 1 @ 1 1 00000080",
            "index.noun, line 3: ends");
        row("no sense", "index.noun", "\ncat n 1", "\ncat n 0",
            "index.noun, line 3: the lemma \"cat\" has no sense");
        row("lemma twice", "index.noun", "big_cat n", "cat n",
            "index.noun, line 3: the lemma \"cat\" stands here");
        row("huge number", "cntlist.rev", " 18", " 99999999999", "cntlist.rev, line 1");
        row("short", "cntlist.rev", " 1 18", " 1", "cntlist.rev, line 1: ends before its tag count");
        row("no base form", "noun.exc", "cattes cat", "cattes",
            "noun.exc, line 1: ends before its base form");
    }

    void malformedNamesFileAndLine() {
        QFETCH(QString, file);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, message);
        TinyWordNet tiny;
        std::string& text = tiny.files[file.toStdString()];
        const std::size_t at = text.find(from.toStdString());
        QVERIFY(at != std::string::npos);
        text.replace(at, from.toStdString().size(), to.toStdString());
        try {
            tiny.load();
            QFAIL("a malformed file must be refused");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadInput);
            QVERIFY2(QString(error.what()).contains(message), error.what());
        }
    }

    void missingFileNamesThePackage() {
        TinyWordNet tiny;
        tiny.files.erase("cntlist.rev");
        try {
            tiny.load();
            QFAIL("a missing file must be refused");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadInput);
            QVERIFY(QString(error.what()).contains("cntlist.rev"));
            QVERIFY(QString(error.what()).contains("wordnet-base"));
        }
    }
};

QTEST_APPLESS_MAIN(TestWordNet)
#include "test_wordnet.moc"
