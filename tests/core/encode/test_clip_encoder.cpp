// ClipEncoder whole, on small checkpoints with random weights written here.
#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/device.h"
#include "core/encode/clip_encoder.h"
#include "core/io/sha256.h"
#include "core/model/error.h"
#include "tests/checkpoint_folder.h"
#include "tests/plain_towers.h"
#include "tests/random_clip.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

static const c10::Device cpu(c10::kCPU);

class TestClipEncoder : public QObject {
    Q_OBJECT

    const ClipArchitecture m_architecture = smallClip();
    const ClipWeights m_weights = randomClipWeights(m_architecture, 3);
    QTemporaryDir m_folder;
    std::unique_ptr<ClipEncoder> m_encoder;

    fs::path folder() const { return m_folder.path().toStdString(); }

    static NounList nouns(const std::vector<std::string>& words) {
        return {words, std::vector<std::string>(words.size())};
    }

    // The mean of the padded texts' features, normalised.
    at::Tensor plainly(const std::string& noun, const std::vector<std::string>& templates) const {
        std::vector<Tokens> texts;
        for (std::string text : templates)
            texts.push_back(m_encoder->tokenizer().encode(text.replace(text.find("{}"), 2, noun), 77));
        const at::Tensor mean = encodePlainly(m_weights.text, m_architecture.text, texts).mean(0);
        return mean / mean.norm();
    }

private Q_SLOTS:
    void initTestCase() {
        setThreads(2);
        writeHuggingFaceFolder(folder(), m_architecture, m_weights);
        m_encoder =
            std::make_unique<ClipEncoder>("small", findCheckpointFiles(folder()), Precision::Float32, cpu);
    }

    void saysWhatItIs() {
        const EncoderInfo info = m_encoder->info();
        QCOMPARE(info.id, std::string("small"));
        QCOMPARE(info.width, m_architecture.width);
        QCOMPARE(info.precision, std::string("fp32"));
        QCOMPARE(info.weightsSha256.size(), std::size_t(64));
        QVERIFY(info.preprocessing.find("resize 64 bicubic, crop 64, mean 0.481455") != std::string::npos);
        for (const char* file : {"vocab.json", "merges.txt"})
            QVERIFY(info.preprocessing.find(sha256OfFile(folder() / file)) != std::string::npos);
        QCOMPARE(info.temperature, 0.04);
    }

    void nounsAreMeansOverTemplates() {
        const std::vector<std::string> templates = {"{}", "a photo of the large {}.",
                                                    "a {} in a video game."};
        const std::vector<std::string> words = {
            "dog", "", "  red   Fire engine ", std::string(200, 'x'), "a<|endoftext|>b", "\xe7\x8c\xab"};
        const NounEmbeddings embedded = m_encoder->encodeNouns(nouns(words), templates, {});
        QCOMPARE(embedded.rows.size(), words.size());
        QVERIFY(embedded.unknown.empty());
        QVERIFY(at::allclose(embedded.features.norm(2, 1), at::ones({6}), 1e-5, 1e-6));
        for (const std::size_t i : {0, 1, 2, 3, 5}) {
            const at::Tensor row = embedded.features[static_cast<std::int64_t>(i)];
            const double cosine = row.dot(plainly(words[i], templates)).item<double>();
            QVERIFY2(cosine > 0.999999, qPrintable(QString("%1: %2").arg(words[i].c_str()).arg(cosine)));
        }
        // the feature stands at the first end mark
        const at::Tensor cut = m_encoder->encodeNouns(nouns({"a"}), {"{}"}, {}).features;
        QVERIFY(
            at::allclose(m_encoder->encodeNouns(nouns({words[4]}), {"{}"}, {}).features, cut, 1e-4, 1e-5));
    }

    void aNounIsAloneInItsList() {
        std::vector<std::string> words;
        for (int i = 0; i < 300; ++i)
            words.push_back("noun" + std::string(static_cast<std::size_t>(i % 9), 'a') + std::to_string(i));
        const std::vector<std::string> templates = {"itap of a {}.", "art of the {}."};
        const at::Tensor features = m_encoder->encodeNouns(nouns(words), templates, {}).features;
        const at::Tensor again = m_encoder->encodeNouns(nouns(words), templates, {}).features;
        QVERIFY(at::equal(features, again));
        const at::Tensor alone = m_encoder->encodeNouns(nouns({words[123]}), templates, {}).features;
        QVERIFY(at::equal(alone[0], features[123]));
    }

    void featuresAreOrdinaryTensors() {
        at::Tensor features = m_encoder->encodeNouns(nouns({"cat"}), {"{}"}, {}).features;
        QVERIFY(!features.is_inference());
        QCOMPARE(m_encoder->encodeNouns({}, {"{}"}, {}).features.sizes(),
                 (at::IntArrayRef{0, m_architecture.width}));
    }

    void progressCountsEveryText() {
        std::vector<Progress> seen;
        Job job;
        job.progress = [&](const Progress& progress) { seen.push_back(progress); };
        m_encoder->encodeNouns(nouns({"cat", "dog", "bird"}), {"{}", "a {}."}, job);
        QCOMPARE(seen.back().done, std::int64_t(6));
        QCOMPARE(seen.back().total, std::int64_t(6));
        CancelToken cancel;
        cancel.cancel();
        job.cancel = &cancel;
        QVERIFY_EXCEPTION_THROWN(m_encoder->encodeNouns(nouns({"cat"}), {"{}"}, job), Cancelled);
        QVERIFY_EXCEPTION_THROWN(m_encoder->encodePictures(at::zeros({1, 3, 64, 64}), job), Cancelled);
    }

    void picturesBecomeUnitRows() {
        const cv::Mat red(80, 100, CV_8UC3, cv::Scalar(255, 0, 0)),
            clear(80, 100, CV_8UC4, cv::Scalar(9, 9, 9, 0));
        const cv::Mat white(64, 64, CV_8UC3, cv::Scalar::all(255));
        QVERIFY(at::equal(m_encoder->prepare(clear), m_encoder->prepare(white)));
        const at::Tensor input = m_encoder->prepare(red);
        QCOMPARE(input.sizes(), (at::IntArrayRef{3, 64, 64}));
        const at::Tensor features =
            m_encoder->encodePictures(at::stack({input, m_encoder->prepare(white)}), {});
        QVERIFY(at::allclose(features.norm(2, 1), at::ones({2}), 1e-5, 1e-6));
        QVERIFY(!at::allclose(features[0], features[1], 1e-2, 1e-2));
    }

    void autoKeepsToTheReference() {
        const ClipEncoder encoder("small", findCheckpointFiles(folder()), std::nullopt, cpu);
        const at::Tensor pictures = at::sin(at::arange(5 * 3 * 64 * 64).mul(0.1)).view({5, 3, 64, 64});
        const at::Tensor quick = encoder.encodePictures(pictures, {}),
                         exact = m_encoder->encodePictures(pictures, {});
        QVERIFY((quick * exact).sum(1).min().item<double>() > 0.999);
        const std::vector<Precision> fast = fastPrecisions(cpu);
        if (fast.empty()) QCOMPARE(encoder.info().precision, std::string("fp32"));
    }

    void aTokenizerTooLargeIsRefused() {
        ClipArchitecture architecture = m_architecture;
        architecture.text.vocabulary = 513;
        QTemporaryDir other;
        const fs::path path = other.path().toStdString();
        writeHuggingFaceFolder(path, architecture, randomClipWeights(architecture, 3));
        QVERIFY_EXCEPTION_THROWN(ClipEncoder("x", findCheckpointFiles(path), Precision::Float32, cpu), Error);
    }
};

QTEST_GUILESS_MAIN(TestClipEncoder)
#include "test_clip_encoder.moc"
