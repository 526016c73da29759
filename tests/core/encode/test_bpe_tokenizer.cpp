// The merges of byte-level BPE on a vocabulary small enough to follow by hand, and files that must be refused.
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/encode/bpe_tokenizer.h"
#include "core/model/error.h"

using namespace nounscope;
namespace fs = std::filesystem;
using nlohmann::json;

// The bytes' symbols in the order of the published vocabulary: printed Latin-1, then U+0100 and up.
static std::vector<std::string> byteSymbols() {
    QString all;
    for (int code = 0x21; code < 0x7F; ++code) all += QChar(code);
    for (int code = 0xA1; code < 0x100; ++code)
        if (code != 0xAD) all += QChar(code);
    for (int code = 0x100; all.size() < 256; ++code) all += QChar(code);
    std::vector<std::string> symbols;
    for (const QChar c : all) symbols.push_back(QString(c).toStdString());
    return symbols;
}

static json vocabularyWith(const std::vector<std::string>& more) {
    json ids;
    int next = 0;
    for (const std::string& symbol : byteSymbols()) ids[symbol] = next++;
    for (const std::string& symbol : byteSymbols()) ids[symbol + "</w>"] = next++;
    for (const std::string& token : more) ids[token] = next++;
    ids["<|startoftext|>"] = next++;
    ids["<|endoftext|>"] = next++;
    return ids;
}

class TestBpeTokenizer : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    fs::path write(const char* name, const std::string& text) const {
        const fs::path file = fs::path(m_folder.path().toStdString()) / name;
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

    // Symbols instead of numbers; start and end left out.
    static std::vector<std::string> encoded(const BpeTokenizer& tokenizer, const json& ids,
                                            const std::string& text) {
        std::vector<std::string> names(ids.size());
        for (const auto& [token, id] : ids.items()) names[id.get<std::size_t>()] = token;
        const std::vector<std::int32_t> tokens = tokenizer.encode(text, 1000);
        std::vector<std::string> symbols;
        for (std::size_t i = 1; i + 1 < tokens.size(); ++i)
            symbols.push_back(names[static_cast<std::size_t>(tokens[i])]);
        return symbols;
    }

    void refuses(const fs::path& named, const std::string& value, const std::function<void()>& open) const {
        try {
            open();
            QFAIL("opened");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadInput);
            const std::string message = error.what();
            QVERIFY2(message.find(named.string()) != std::string::npos, message.c_str());
            QVERIFY2(message.find(value) != std::string::npos, message.c_str());
        }
    }

private Q_SLOTS:
    void mergesByRankThenFromTheLeft() {
        using Symbols = std::vector<std::string>;
        const json ids = vocabularyWith({"aa", "ab</w>", "bc", "aabc", "abc", "bcd</w>"});
        const auto tokenizer = BpeTokenizer::open(
            write("vocab.json", ids.dump()),
            write("merges.txt", "#version: 0.2\na a\nb c\na b</w>\naa bc\na bc\nbc d</w>\n"));
        QCOMPARE(encoded(tokenizer, ids, "aaa"), (Symbols{"aa", "a</w>"}));
        QCOMPARE(encoded(tokenizer, ids, "aaaaab"), (Symbols{"aa", "aa", "ab</w>"}));
        QCOMPARE(encoded(tokenizer, ids, "aabcab"), (Symbols{"aabc", "ab</w>"}));
        QCOMPARE(encoded(tokenizer, ids, "abcd"),
                 (Symbols{"abc", "d</w>"}));  // "a bc" comes before "bc d</w>"
        QCOMPARE(encoded(tokenizer, ids, "bcd"), (Symbols{"bcd</w>"}));
        QCOMPARE(encoded(tokenizer, ids, "A b7"), (Symbols{"a</w>", "b</w>", "7</w>"}));
        QCOMPARE(encoded(tokenizer, ids, "\u00E9"), (Symbols{"\u00C3", "\u00A9</w>"}));
        QCOMPARE(encoded(tokenizer, ids, ""), Symbols{});
    }

    // Each rank is a whole pass, as in the original, even where it opens the way for a lower rank.
    void finishesAPass() {
        const json ids = vocabularyWith({"ab", "aba"});
        const auto tokenizer =
            BpeTokenizer::open(write("vocab.json", ids.dump()), write("merges.txt", "ab a\na b\n"));
        QCOMPARE(encoded(tokenizer, ids, "ababa"), (std::vector<std::string>{"ab", "ab", "a</w>"}));
    }

    void keepsTheEnd() {
        const json ids = vocabularyWith({});
        const auto tokenizer = BpeTokenizer::open(write("vocab.json", ids.dump()), write("merges.txt", ""));
        const std::int32_t a = ids["a"], last = ids["a</w>"], start = ids["<|startoftext|>"],
                           end = ids["<|endoftext|>"];
        QCOMPARE(tokenizer.encode("aaa", 5), (std::vector{start, a, a, last, end}));
        QCOMPARE(tokenizer.encode("aaa", 4), (std::vector{start, a, a, end}));
        QCOMPARE(tokenizer.encode("aaa", 2), (std::vector{start, end}));
        QCOMPARE(tokenizer.encode("<|ENDOFTEXT|>", 5), (std::vector{start, end, end}));
        QVERIFY_EXCEPTION_THROWN(tokenizer.encode("aaa", 1), Error);
    }

    void longWordsTakeNoTime() {
        const json ids = vocabularyWith({"aa", "aaaa"});
        const auto tokenizer =
            BpeTokenizer::open(write("vocab.json", ids.dump()), write("merges.txt", "a a\naa aa\n"));
        const std::vector<std::int32_t> tokens = tokenizer.encode(std::string(400001, 'a'), 1000000);
        QCOMPARE(tokens.size(), std::size_t{100003});
        QCOMPARE(tokens[1], ids["aaaa"].get<std::int32_t>());
    }

    void oneObjectServesManyThreads() {
        const json ids = vocabularyWith({"do", "dog</w>"});
        const auto tokenizer =
            BpeTokenizer::open(write("vocab.json", ids.dump()), write("merges.txt", "d o\ndo g</w>\n"));
        const std::vector<std::int32_t> expected{ids["<|startoftext|>"], ids["dog</w>"],
                                                 ids["<|endoftext|>"]};
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                for (int i = 0; i < 2000; ++i) {
                    tokenizer.encode("w" + std::to_string(i), 77);
                    if (tokenizer.encode("dog", 77) != expected) ++wrong;
                }
            });
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    void readsTokenizerJson() {
        json ids = vocabularyWith({"do", "dog</w>"});
        const auto plain =
            BpeTokenizer::open(write("vocab.json", ids.dump()), write("merges.txt", "d o\ndo g</w>\n"));
        json file = {{"model",
                      {{"type", "BPE"},
                       {"end_of_word_suffix", "</w>"},
                       {"merges", json::array({"d o", "do g</w>"})}}}};
        for (const char* mark : {"<|startoftext|>", "<|endoftext|>"}) {
            file["added_tokens"].push_back({{"content", mark}, {"id", ids[mark]}});
            ids.erase(mark);
        }
        file["model"]["vocab"] = ids;
        QCOMPARE(BpeTokenizer::open(write("tokenizer.json", file.dump())).encode("Dog dot", 9),
                 plain.encode("Dog dot", 9));
        file["model"]["merges"] = json::array({json::array({"d", "o"}), json::array({"do", "g</w>"})});
        QCOMPARE(BpeTokenizer::open(write("tokenizer.json", file.dump())).encode("Dog dot", 9),
                 plain.encode("Dog dot", 9));
    }

    void refusesVocabularies_data() {
        QTest::addColumn<QByteArray>("patch");  // JSON merge patch of a good vocabulary
        QTest::addColumn<QString>("value");
        QTest::newRow("same id") << QByteArray(R"({"b": 7})") << "7";
        QTest::newRow("negative id") << QByteArray(R"({"b": -1})") << "-1";
        QTest::newRow("huge id") << QByteArray(R"({"b": 18446744073709551615})") << "18446744073709551615";
        QTest::newRow("id with a fraction") << QByteArray(R"({"b": 65.5})") << "65.5";
        QTest::newRow("id in words") << QByteArray(R"({"b": "x"})") << "\"x\"";
        QTest::newRow("id beyond the count") << QByteArray(R"({"b": 5000})") << "5000";
        QTest::newRow("hole") << QByteArray(R"({"more": 999})") << "999";
        QTest::newRow("missing byte") << QByteArray(R"({"b": null, "bee": 65})") << "\"b\"";
        QTest::newRow("missing end mark")
            << QByteArray(R"({"<|endoftext|>": null, "end": 513})") << "<|endoftext|>";
    }
    void refusesVocabularies() {
        QFETCH(QByteArray, patch);
        QFETCH(QString, value);
        json ids = vocabularyWith({});
        ids.merge_patch(json::parse(patch.toStdString()));
        const fs::path merges = write("merges.txt", "");
        const fs::path vocab = write("bad.json", ids.dump());
        refuses(vocab, value.toStdString(), [&] { BpeTokenizer::open(vocab, merges); });
    }

    void refusesFiles_data() {
        QTest::addColumn<QByteArray>("vocab");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[1, 2]");
        QTest::newRow("cut off") << QByteArray("{\"a\": 1, \"b");
        QTest::newRow("deep") << QByteArray(2000000, '[');
        QTest::newRow("no UTF-8") << QByteArray("{\"\xFF\": 1}");
        QTest::newRow("number beyond double") << QByteArray(R"({"a": 1e999})");
    }
    void refusesFiles() {
        QFETCH(QByteArray, vocab);
        const fs::path file = write("bad.json", vocab.toStdString());
        refuses(file, "", [&] { BpeTokenizer::open(file, write("merges.txt", "")); });
        refuses(file, "", [&] { BpeTokenizer::open(file); });
    }

    void refusesMerges_data() {
        QTest::addColumn<QByteArray>("merge");
        QTest::newRow("unknown token") << QByteArray("a zz");
        QTest::newRow("unknown result") << QByteArray("a b");
        QTest::newRow("one token") << QByteArray("ab");
        QTest::newRow("three tokens") << QByteArray("a b c");
        QTest::newRow("empty token") << QByteArray("a ");
    }
    void refusesMerges() {
        QFETCH(QByteArray, merge);
        const json ids = vocabularyWith({});
        const fs::path vocab = write("vocab.json", ids.dump());
        const fs::path merges = write("bad.txt", "#version: 0.2\n" + merge.toStdString() + "\n");
        refuses(merges, merge.toStdString(), [&] { BpeTokenizer::open(vocab, merges); });
        const json file = {{"model",
                            {{"type", "BPE"},
                             {"end_of_word_suffix", "</w>"},
                             {"vocab", ids},
                             {"merges", {merge.toStdString()}}}}};
        const fs::path tokenizer = write("tokenizer.json", file.dump());
        refuses(tokenizer, merge.toStdString(), [&] { BpeTokenizer::open(tokenizer); });
    }

    void refusesOtherTokenizers() {
        const fs::path file = write("tokenizer.json", R"({"model": {"type": "Unigram", "vocab": []}})");
        refuses(file, "BPE", [&] { BpeTokenizer::open(file); });
    }

    void namesAMissingFile() {
        const fs::path missing = fs::path(m_folder.path().toStdString()) / "missing.json";
        try {
            BpeTokenizer::open(missing);
            QFAIL("opened");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains(QString::fromStdString(missing.string())));
        }
    }
};

QTEST_GUILESS_MAIN(TestBpeTokenizer)
#include "test_bpe_tokenizer.moc"
