#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTest>
#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/encode/starter_encoder.h"
#include "core/encode/starter_picture.h"
#include "core/io/image_decode.h"
#include "core/io/resources.h"

using namespace nounscope;
namespace fs = std::filesystem;

namespace {

const fs::path stamps = "/usr/share/tuxpaint/stamps";

// A red disc on a see-through ground: no picture anybody trained on.
cv::Mat disc(int side, cv::Scalar colour) {
    cv::Mat picture(side, side, CV_8UC4, cv::Scalar::all(0));
    cv::circle(picture, {side / 2, side / 2}, side / 3, colour, -1);
    return picture;
}

at::Tensor noise(std::int64_t count, std::int64_t seed) {
    return (at::arange(count * 64 * 64 * 3) * 7919 + seed)
        .remainder(256)
        .to(at::kByte)
        .view({count, 64, 64, 3});
}

}  // namespace

class TestStarterEncoder : public QObject {
    Q_OBJECT

    std::unique_ptr<WordNet> m_wordNet;
    std::unique_ptr<StarterEncoder> m_encoder;

    at::Tensor encode(const at::Tensor& batch) const { return m_encoder->encodePictures(batch, {}); }
    at::Tensor encode(const cv::Mat& picture) const {
        return encode(m_encoder->prepare(picture).unsqueeze(0))[0];
    }
    at::Tensor noun(const std::string& word) const {
        return m_encoder->encodeNouns({{word}, {""}}, {}, {}).features[0];
    }

private Q_SLOTS:
    void initTestCase() {
        m_wordNet = std::make_unique<WordNet>(WordNet::load(WordNet::findDirectory()));
        m_encoder = std::make_unique<StarterEncoder>(findResource("starter.safetensors"), *m_wordNet);
        at::set_num_threads(1);
    }

    void theWeightsAreSmallAndSayWhatTheyAre() {
        QVERIFY(fs::file_size(findResource("starter.safetensors")) <= 10'000'000);
        const Safetensors weights = Safetensors::open(findResource("starter.safetensors"));
        for (const char* key : {"command", "sources", "license"}) QVERIFY(!weights.metadata(key).empty());
        QCOMPARE(m_encoder->info().weightsSha256.size(), std::size_t{64});
        QCOMPARE(m_encoder->info().width, 256);
    }

    void theSubjectFillsItsSquare() {
        cv::Mat picture(100, 200, CV_8UC3, cv::Scalar::all(255));
        picture(cv::Rect(150, 10, 40, 20)).setTo(cv::Scalar(10, 20, 30));
        QCOMPARE(subjectBox(picture), cv::Rect(150, 10, 40, 20));
        const cv::Mat square = starterPicture(picture);
        QCOMPARE(square.size(), cv::Size(64, 64));
        QCOMPARE(square.at<cv::Vec3b>(32, 0), cv::Vec3b(10, 20, 30));
        QCOMPARE(square.at<cv::Vec3b>(15, 32), cv::Vec3b(255, 255, 255));
        QCOMPARE(square.at<cv::Vec3b>(16, 63), cv::Vec3b(10, 20, 30));
    }

    void awkwardPicturesAreTaken() {
        for (const cv::Size size : {cv::Size(1, 1), cv::Size(900, 1), cv::Size(1, 700)})
            for (const int value : {0, 255})
                QCOMPARE(m_encoder->prepare(cv::Mat(size, CV_8UC3, cv::Scalar::all(value))).sizes(),
                         at::IntArrayRef({64, 64, 3}));
    }

    void rowsAreUnitAndFinite() {
        const at::Tensor rows = encode(noise(11, 5));
        QVERIFY(at::allclose(rows.norm(2, 1), at::ones({11}), 1e-5, 1e-5));
    }

    void aPictureKnowsNothingOfItsNeighboursNorOfThreads() {
        const at::Tensor pictures = noise(21, 1), together = encode(pictures);
        QVERIFY(at::equal(encode(pictures.slice(0, 13, 14))[0], together[13]));
        QVERIFY(at::equal(encode(pictures.flip(0)).flip(0), together));
        at::set_num_threads(3);
        const at::Tensor threaded = encode(pictures);
        at::set_num_threads(1);
        QVERIFY(at::equal(threaded, together));
    }

    void aMirrorImageIsTheSamePicture() {
        const at::Tensor pictures = noise(2, 9);
        QVERIFY(at::allclose(encode(pictures), encode(pictures.flip(2)), 1e-5, 1e-6));
    }

    void aSeeThroughGroundIsAWhiteOne() {
        const cv::Mat clear = disc(120, {200, 30, 30, 255});
        QVERIFY(at::equal(encode(clear), encode(toRgb(clear, AlphaMode::White))));
    }

    void unknownNounsAreReported() {
        const NounEmbeddings nouns =
            m_encoder->encodeNouns({{"apple", "xqzzyv", "cars"}, {"", "", ""}}, {}, {});
        QCOMPARE(nouns.rows, (std::vector<std::int64_t>{0, 2}));
        QCOMPARE(nouns.unknown, std::vector<std::int64_t>{1});
        QCOMPARE(nouns.features.size(0), 2);
        QVERIFY(at::equal(nouns.features[1], noun("car")));
    }

    void nounsAlikeAreNear() {
        QVERIFY(at::dot(noun("apple"), noun("pear")).item<float>() >
                at::dot(noun("apple"), noun("truck")).item<float>());
    }

    void stampsAreNearerToWhatTheyShow_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("wrong");
        QTest::newRow("apple") << "food/fruit/apple_red.png"
                               << "apple"
                               << "car";
        QTest::newRow("frog") << "animals/amphibians/frog.png" << "frog" << "car";
    }

    void stampsAreNearerToWhatTheyShow() {
        QFETCH(QString, file);
        QFETCH(QString, right);
        QFETCH(QString, wrong);
        const fs::path path = stamps / file.toStdString();
        if (!fs::exists(path)) QSKIP("tuxpaint-stamps-default is not installed");
        const at::Tensor picture = encode(decodeImage(path, {}));
        QVERIFY(at::dot(picture, noun(right.toStdString())).item<float>() >
                at::dot(picture, noun(wrong.toStdString())).item<float>());
    }
};

QTEST_GUILESS_MAIN(TestStarterEncoder)
#include "test_starter_encoder.moc"
