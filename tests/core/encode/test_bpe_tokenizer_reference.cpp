// Tokens against those of OpenAI's published code, with the published vocabulary.
#include <ATen/ATen.h>

#include <QTest>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/encode/bpe_tokenizer.h"
#include "core/io/npy.h"

using namespace nounscope;
namespace fs = std::filesystem;
using nlohmann::json;

class TestBpeTokenizerReference : public QObject {
    Q_OBJECT
private:
    static json readJson(const fs::path& file) { return json::parse(std::ifstream(file)); }

private Q_SLOTS:
    void equalsOriginal_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("clip-hf") << "clip-hf";
        QTest::newRow("clip-openclip") << "clip-openclip";
    }
    void equalsOriginal() {
        QFETCH(const QString, folder);
        const fs::path reference = fs::path(NOUNSCOPE_REFERENCE) / folder.toStdString();
        if (!fs::exists(reference)) QSKIP("reference data is not here");
        const auto tokenizer = BpeTokenizer::open(reference / "vocab.json", reference / "merges.txt");
        QCOMPARE(tokenizer.size(), 49408);
        const std::vector<std::string> texts = readJson(reference / "texts.json");
        const at::Tensor expected = readNpy(reference / "tokens.npy");
        QCOMPARE(expected.size(0), static_cast<std::int64_t>(texts.size()));
        for (std::size_t i = 0; i < texts.size(); ++i) {
            std::vector<std::int32_t> tokens = tokenizer.encode(texts[i], 77);
            tokens.resize(77);
            const at::Tensor row = expected[static_cast<std::int64_t>(i)];
            QVERIFY2(std::equal(tokens.begin(), tokens.end(), row.data_ptr<std::int32_t>()),
                     texts[i].c_str());
        }
    }

    // The same texts as in test_clip_text, by the published merges, 24 tokens long at most.
    void awkwardTexts() {
        const fs::path reference = fs::path(NOUNSCOPE_REFERENCE) / "clip-hf";
        if (!fs::exists(reference)) QSKIP("reference data is not here");
        const auto tokenizer = BpeTokenizer::open(reference / "vocab.json", reference / "merges.txt");
        for (const json& one : readJson(NOUNSCOPE_TEST_DATA "/clip_text.json")) {
            const std::vector<std::int32_t> expected = one["tokens"];
            QCOMPARE(tokenizer.encode(one["text"].get<std::string>(), 24), expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestBpeTokenizerReference)
#include "test_bpe_tokenizer_reference.moc"
