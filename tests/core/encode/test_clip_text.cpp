// Cleaning and splitting as Python does it. tests/data/clip_text.json holds what html.unescape, str.strip, str.lower
// and the regular expression of OpenAI's CLIP (module regex, Python 3.11) make of awkward texts.
#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/encode/clip_text.h"
#include "core/encode/html_entities.h"

using namespace nounscope;

class TestClipText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void splitsAsPython() {
        const auto cases = nlohmann::json::parse(std::ifstream(NOUNSCOPE_TEST_DATA "/clip_text.json"));
        QVERIFY(cases.size() > 150);
        for (const auto& one : cases) {
            const std::string clean = cleanClipText(one["text"].get<std::string>());
            nlohmann::json words = nlohmann::json::array();
            std::size_t position = 0;
            for (std::string_view word = nextClipWord(clean, position); !word.empty();
                 word = nextClipWord(clean, position))
                words.push_back(word);
            QVERIFY2(words == one["words"], (one.dump() + " became " + words.dump()).c_str());
        }
    }

    void cleans_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("clean");
        QTest::newRow("twice") << QByteArray("&amp;lt;") << QByteArray("<");
        QTest::newRow("not thrice") << QByteArray("&amp;amp;lt;") << QByteArray("&lt;");
        QTest::newRow("references to space are stripped") << QByteArray("&nbsp; A &Tab;") << QByteArray("a");
        // As bytes.decode("utf-8", "replace")
        QTest::newRow("lone continuation") << QByteArray("a\x80") << QByteArray("a\xEF\xBF\xBD");
        QTest::newRow("truncated") << QByteArray("\xF0\x9F\x90") << QByteArray("\xEF\xBF\xBD");
        QTest::newRow("truncated, then text") << QByteArray("\xE2\x82z") << QByteArray("\xEF\xBF\xBDz");
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80")
                                   << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    }
    void cleans() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, clean);
        QCOMPARE(QByteArray::fromStdString(cleanClipText(text.toStdString())), clean);
    }

    void resolvesOnce() {
        QCOMPARE(unescapeHtml("a &eacute;&#233;&#xE9;&amp;eacute; &unknown; &"),
                 std::string("a \u00E9\u00E9\u00E9&eacute; &unknown; &"));
    }
};

QTEST_GUILESS_MAIN(TestClipText)
#include "test_clip_text.moc"
