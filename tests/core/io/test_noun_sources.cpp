#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

#include "core/io/noun_file.h"
#include "core/io/noun_sources.h"
#include "core/model/error.h"

using namespace nounscope;

class TestNounSources : public QObject {
    Q_OBJECT

    WordNet m_wordnet;
    QTemporaryDir m_folder;

    std::filesystem::path path() const { return m_folder.filePath("nouns.csv").toStdString(); }

    static std::string glossOf(const NounList& nouns, const std::string& word) {
        const auto found = std::find(nouns.words.begin(), nouns.words.end(), word);
        return found == nouns.words.end()
                   ? "missing"
                   : nouns.glosses[static_cast<std::size_t>(found - nouns.words.begin())];
    }

private Q_SLOTS:
    void initTestCase() {
        try {
            m_wordnet = WordNet::load(WordNet::findDirectory());
        } catch (const Error& error) {
            QSKIP(error.what());
        }
    }

    void parityIsByteForByteThePublishedList() {
        const NounList nouns = parityNouns(m_wordnet);
        QCOMPARE(nouns.words.size(), std::size_t{146347});
        writeNouns(path(), nouns);
        QFile file(m_folder.filePath("nouns.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QVERIFY(hash.addData(&file));
        QCOMPARE(hash.result().toHex(),
                 QByteArray("deff9dec810a2ff5c8012c61b5e052e7ba5e62476da9acb6ce8e68df01fd8e5d"));

        const NounList read = readNouns(path(), NounEntries::Every).nouns;
        QVERIFY(read.words == nouns.words);
        QVERIFY(read.glosses == nouns.glosses);
    }

    void everyWordNetNounOnce() {
        const NounList nouns = wordNetNouns(m_wordnet);
        QCOMPARE(nouns.words.size(), std::size_t{117798});
        QCOMPARE(nouns.glosses.size(), nouns.words.size());
        std::set<std::string> lower;
        for (std::string word : nouns.words) {
            QVERIFY(word.find('_') == std::string::npos);
            std::transform(word.begin(), word.end(), word.begin(), ::tolower);
            QVERIFY2(lower.insert(word).second, word.c_str());
        }
        QCOMPARE(
            glossOf(nouns, "sea bird"),
            std::string("a bird that frequents coastal waters and the open ocean: gulls; pelicans; gannets; "
                        "cormorants; albatrosses; petrels; etc."));
        QVERIFY(glossOf(nouns, "turkey").rfind("large gallinaceous bird", 0) ==
                0);  // not the republic, the second sense
        QCOMPARE(glossOf(nouns, "Turkey"), std::string("missing"));
        QVERIFY(glossOf(nouns, "Abraham Lincoln") != "missing");
    }

    void everydayNounsAreCommonAndConcrete() {
        const NounList nouns = everydayNouns(m_wordnet);
        QCOMPARE(nouns.words.size(), std::size_t{4916});  // counted by a separate program
        for (const char* word : {"dog", "car", "apple", "tree", "hand", "dentist", "bird", "sea bird",
                                 "musical instrument", "animal", "food", "plant", "person"})
            QVERIFY2(glossOf(nouns, word) != "missing", word);
        for (const char* word :
             {"entity", "idea", "Abraham Lincoln", "Reticulitermes flanipes", "antibaryon", "Paris", "event"})
            QCOMPARE(glossOf(nouns, word), std::string("missing"));
        QVERIFY(glossOf(nouns, "orange").rfind("round yellow to orange fruit", 0) ==
                0);  // 4 tags; the colour has 3
    }

    void namesOfSources() {
        QCOMPARE(NounSource::fromName("wordnet").kind, NounSource::Kind::WordNet);
        QCOMPARE(NounSource::fromName("everyday").kind, NounSource::Kind::Everyday);
        const NounSource file = NounSource::fromName("my/nouns.txt");
        QCOMPARE(file.kind, NounSource::Kind::File);
        QCOMPARE(file.file, std::filesystem::path("my/nouns.txt"));
    }
};

QTEST_APPLESS_MAIN(TestNounSources)
#include "test_noun_sources.moc"
