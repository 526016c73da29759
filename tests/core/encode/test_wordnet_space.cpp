#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTest>

#include <numeric>
#include <optional>

#include "core/encode/information_content.h"
#include "core/encode/word_sense.h"
#include "core/encode/wordnet_space.h"
#include "core/model/error.h"

using namespace nounscope;

class TestWordNetSpace : public QObject {
    Q_OBJECT

    WordNet m_wordnet;
    std::optional<WordNetSpace> m_space;

    std::int32_t first(std::string_view word) const { return m_wordnet.senses(word)[0].synset; }

    double cosine(std::string_view a, std::string_view b) const {
        const at::Tensor pair = m_space->vectors({first(a), first(b)});
        return (pair[0] * pair[1]).sum().item<double>();
    }

private Q_SLOTS:
    void initTestCase() {
        try {
            m_wordnet = WordNet::load(WordNet::findDirectory());
        } catch (const Error& error) {
            QSKIP(error.what());
        }
        m_space.emplace(m_wordnet);
    }

    // Sizes of the subtrees counted by a separate program.
    void contentOfNouns() {
        const std::vector<double> all = nounscope::informationContent(m_wordnet);
        const auto content = [&](const char* word) { return all[static_cast<std::size_t>(first(word))]; };
        QCOMPARE(content("entity"), 0.0);
        QCOMPARE(content("dog"), -std::log(190 / 82115.0));
        QCOMPARE(content("bird"), -std::log(872 / 82115.0));
        QCOMPARE(content("wolf"), -std::log(7 / 82115.0));
    }

    void cosineApproximatesLin_data() {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<double>("lin");  // 2 IC(common ancestor) / (IC(a) + IC(b)), by a separate program
        const auto row = [](const char* a, const char* b, double lin) {
            QTest::addRow("%s-%s", a, b) << QByteArray(a) << QByteArray(b) << lin;
        };
        row("dog", "cat", 0.7890);
        row("dog", "wolf", 0.7649);
        row("dog", "car", 0.1400);
        row("car", "truck", 0.8843);
        row("apple", "pear", 0.8789);
        row("apple", "car", 0.1225);
        row("bird", "eagle", 0.6752);
        row("guitar", "violin", 0.7694);
        row("guitar", "wolf", 0.1021);
        row("rose", "tulip", 0.3191);
    }

    void cosineApproximatesLin() {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(double, lin);
        const double found = cosine(a.constData(), b.constData());
        QVERIFY2(std::abs(found - lin) < 0.2, qPrintable(QString::number(found)));
    }

    void nearThingsAreNear() {
        QVERIFY(cosine("dog", "cat") > cosine("dog", "car") + 0.3);
        QVERIFY(cosine("car", "truck") > cosine("car", "apple") + 0.3);
    }

    // SplitMix64 seeded 42, by a separate program: outputs 0 to 3 have 38, 33, 33 and 32 one bits.
    void projectionIsTheOneDocumented() {
        QCOMPARE(first("entity"), 0);  // the root: its vector is its own row of the projection
        const at::Tensor row = m_space->vectors({0})[0];
        const float unit = row[1].item<float>();
        QVERIFY(unit > 0);
        QCOMPARE(row[0].item<float>(), 6 * unit);
        QCOMPARE(row[2].item<float>(), unit);
        QCOMPARE(row[3].item<float>(), 0.0f);
    }

    void unitRowsSpreadEvenly() {
        std::vector<std::int32_t> all(m_wordnet.synsets().size());
        std::iota(all.begin(), all.end(), 0);
        const at::Tensor vectors = m_space->vectors(all);
        QCOMPARE(vectors.sizes().vec(), (std::vector<std::int64_t>{82115, 256}));
        QCOMPARE(vectors.scalar_type(), at::kFloat);
        QVERIFY((vectors.norm(2, 1) - 1).abs().max().item<double>() < 1e-5);
        QVERIFY(vectors.pow(2).mean(0).max().item<double>() < 4.0 / 256);  // no axis dominates
    }

    void sameBytesWhateverTheThreads() {
        std::vector<std::int32_t> some(5000);
        std::iota(some.begin(), some.end(), 3000);
        const int threads = at::get_num_threads();
        at::set_num_threads(1);
        const at::Tensor one = WordNetSpace(m_wordnet).vectors(some);
        at::set_num_threads(3);
        const at::Tensor three = WordNetSpace(m_wordnet).vectors(some);
        at::set_num_threads(threads);
        QVERIFY(at::equal(one, three));
        QVERIFY(at::equal(one.slice(0, 17, 18), m_space->vectors({3017})));
    }

    void centring() {
        const at::Tensor vectors = at::tensor({3.f, 4.f, 0.f, 1.f}).reshape({2, 2});
        const at::Tensor result = centred(vectors, at::tensor({0.f, 1.f}));
        QVERIFY(at::allclose(result[0], at::tensor({1.f, 1.f}) / std::sqrt(2.f)));
        QVERIFY(at::equal(result[1], at::zeros({2})));  // the mean itself has no direction, and is no NaN
    }

    void senses_data() {
        QTest::addColumn<QByteArray>("phrase");
        QTest::addColumn<QByteArray>("word");  // the first of the synset meant
        QTest::addColumn<LexFile>("lexFile");
        const auto row = [](const char* phrase, const char* word, LexFile lexFile) {
            QTest::newRow(phrase) << QByteArray(phrase) << QByteArray(word) << lexFile;
        };
        row("dog", "dog", LexFile::Animal);
        row("Dogs", "dog", LexFile::Animal);
        row("turkey", "turkey", LexFile::Animal);  // the bird: (2 + 1) x 5, against the republic and the dish
        row("orange", "orange", LexFile::Food);    // the fruit: (4 + 1) x 8, against the colour's 4 / 1.5
        row("crane", "crane", LexFile::Animal);    // 1 / 3 x 5, against the machine's 1 / 2.5 x 4
        row("big red fire engine", "fire_engine", LexFile::Artifact);
        row("cartoon Wolves", "wolf", LexFile::Animal);
    }

    void senses() {
        QFETCH(QByteArray, phrase);
        QFETCH(QByteArray, word);
        QFETCH(LexFile, lexFile);
        const std::int32_t chosen = chooseSense(m_wordnet, phrase.constData());
        QVERIFY(chosen >= 0);
        const Synset& synset = m_wordnet.synsets()[static_cast<std::size_t>(chosen)];
        QCOMPARE(QByteArray::fromStdString(synset.words[0]), word);
        QCOMPARE(synset.lexFile, lexFile);
    }

    void unknownNounsHaveNoSense() {
        for (const char* word : {"zzyzx", "", " \t", "\xE7\x8C\xAB", "red qwertyish"})
            QCOMPARE(chooseSense(m_wordnet, word), -1);
    }

    void theKnownPartIsTheEndOfAPhrase() {
        QCOMPARE(knownPart(m_wordnet, "big red fire engine"), std::string_view("fire engine"));
        QCOMPARE(knownPart(m_wordnet, "zzyzx wolves"), std::string_view("wolves"));
        QCOMPARE(knownPart(m_wordnet, "dog"), std::string_view("dog"));
        QVERIFY(knownPart(m_wordnet, "dog zzyzx").empty());
    }

    void senseWeight() {
        const NounSense car = m_wordnet.senses("car")[1];  // railway car: artifact, 2 tags, second sense
        QCOMPARE(pictureSenseWeight(m_wordnet, car), (2 + 1) / (1 + 0.5) * 4);
        const NounSense lincoln = m_wordnet.senses("abraham lincoln")[0];
        QCOMPARE(pictureSenseWeight(m_wordnet, lincoln), 0.05 * (lincoln.tagCount + 1));
    }
};

QTEST_APPLESS_MAIN(TestWordNetSpace)
#include "test_wordnet_space.moc"
