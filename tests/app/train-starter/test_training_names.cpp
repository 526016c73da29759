#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <opencv2/core.hpp>

#include "app/train-starter/augment.h"
#include "app/train-starter/cldr_names.h"
#include "app/train-starter/folder_nouns.h"
#include "app/train-starter/naming.h"
#include "app/train-starter/png_title.h"
#include "app/train-starter/training_pictures.h"

using namespace nounscope;

class TestTrainingNames : public QObject {
    Q_OBJECT

    WordNet m_wordNet = WordNet::load(WordNet::findDirectory());
    QTemporaryDir m_folder;

    std::string first(std::int32_t synset) const {
        return synset < 0 ? "" : m_wordNet.synsets()[static_cast<std::size_t>(synset)].words.front();
    }
    void write(const char* name, const std::string& bytes) const {
        std::ofstream(m_folder.filePath(name).toStdString(), std::ios::binary) << bytes;
    }

private Q_SLOTS:
    void titlesSpeakOfTheirHead() {
        const Naming naming(m_wordNet);
        QCOMPARE(first(naming.ofTitle("Turkey on Platter", lexFiles({LexFile::Animal}))),
                 std::string("turkey"));
        QCOMPARE(first(naming.ofTitle("a happy Sea Lion", lexFiles({LexFile::Animal}))),
                 std::string("sea_lion"));
        QCOMPARE(first(naming.ofTitle("red apple", lexFiles({LexFile::Food}))), std::string("apple"));
        QCOMPARE(first(naming.ofTitle("red apple", lexFiles({LexFile::Time}))), std::string());
        QCOMPARE(naming.ofTitle("", ~LexFiles()), -1);
    }

    void fileNamesBeginWithTheNoun() {
        const Naming naming(m_wordNet);
        QCOMPARE(first(naming.ofStem("saw_peterm_", lexFiles({LexFile::Artifact}))), std::string("saw"));
        QCOMPARE(first(naming.ofStem("polar_bear_smith_01", lexFiles({LexFile::Animal}))),
                 std::string("ice_bear"));
    }

    void theLongestFolderCounts() {
        QCOMPARE(clipartFolder("animals/bugs").noun, std::string("insect"));
        QCOMPARE(clipartFolder("animals/bugs/unheard/of").noun, std::string("insect"));
        QCOMPARE(clipartFolder("animalsandmore").skip, true);
        QCOMPARE(clipartFolder("shapes/stars").skip, true);
    }

    void pngTitlesAreFound() {
        const std::string signature("\x89PNG\r\n\x1a\n", 8), crc(4, '\0');
        const std::string header = std::string("\0\0\0\x04IHDR", 8) + "abcd" + crc;
        const std::string title = std::string("\0\0\0\x09tEXtTitle\0cat", 17) + crc;
        write("a.png", signature + header + title);
        QCOMPARE(pngTitle(m_folder.filePath("a.png").toStdString()), std::string("cat"));
        write("b.png", signature + header + title.substr(0, 14));
        QCOMPARE(pngTitle(m_folder.filePath("b.png").toStdString()), std::string());
        QCOMPARE(pngTitle("/nowhere.png"), std::string());
    }

    void emojiHaveNamesAndTranslations() {
        write("en.xml",
              "<annotation cp=\"\xf0\x9f\x90\x9e\">beetle | insect</annotation>\n"
              "<annotation cp=\"\xf0\x9f\x90\x9e\" type=\"tts\">lady beetle</annotation>\n"
              "<annotation cp=\"ab\" type=\"tts\">two letters</annotation>\n");
        for (const char* language : {"it", "fr", "es", "de", "pt", "ca", "nl", "ro", "pl", "sv"})
            write((std::string(language) + ".xml").c_str(), "");
        write("it.xml", "<annotation cp=\"\xf0\x9f\x90\x9e\" type=\"tts\">coccinella</annotation>\n");
        const std::filesystem::path folder = m_folder.path().toStdString();
        const auto names = readEmojiNames(folder);
        QCOMPARE(names.size(), std::size_t{1});
        QCOMPARE(names.at(0x1f41e).name, std::string("lady beetle"));
        QCOMPARE(names.at(0x1f41e).keywords, (std::vector<std::string>{"beetle", "insect"}));
        QCOMPARE(readTranslations(folder).at("coccinella"), std::string("lady beetle"));
    }

    void keptPicturesLoseTheirWhiteSheet() {
        cv::Mat sheet(60, 80, CV_8UC3, cv::Scalar::all(255));
        sheet(cv::Rect(20, 20, 20, 20)).setTo(cv::Scalar(200, 0, 0));
        const cv::Mat kept = keptPicture(sheet);
        QCOMPARE(kept.size(), cv::Size(keptSide, keptSide));
        QCOMPARE(kept.at<cv::Vec4b>(48, 48), cv::Vec4b(200, 0, 0, 255));
        QVERIFY(keptPicture(cv::Mat(60, 80, CV_8UC3, cv::Scalar::all(255))).empty());
    }

    void theSameSeedGivesTheSameLooks() {
        cv::Mat kept(keptSide, keptSide, CV_8UC4, cv::Scalar(200, 100, 50, 255));
        Augmenter one(7, 64), other(7, 64), third(8, 64);
        bool differs = false;
        for (int i = 0; i < 20; ++i) {
            const cv::Mat a = one.look(kept), b = other.look(kept), c = third.look(kept);
            QCOMPARE(a.size(), cv::Size(64, 64));
            QCOMPARE(cv::norm(a, b, cv::NORM_INF), 0.0);
            differs = differs || cv::norm(a, c, cv::NORM_INF) > 0;
        }
        QVERIFY(differs);
    }
};

QTEST_GUILESS_MAIN(TestTrainingNames)
#include "test_training_names.moc"
