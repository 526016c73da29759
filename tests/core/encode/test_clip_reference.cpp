// Both towers of both checkpoint layouts against what OpenAI's published code computed.
#include <ATen/ATen.h>

#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/encode/clip_checkpoint.h"
#include "core/encode/clip_config.h"
#include "core/encode/clip_encoder.h"
#include "core/encode/text_tower.h"
#include "core/encode/vision_tower.h"
#include "core/io/image_decode.h"
#include "core/io/npy.h"

using namespace nounscope;
namespace fs = std::filesystem;

static const c10::Device cpu(c10::kCPU);

class TestClipReference : public QObject {
    Q_OBJECT

    static nlohmann::json readJson(const fs::path& file) {
        return nlohmann::json::parse(std::ifstream(file));
    }

    static fs::path reference(const QString& folder) {
        return fs::path(NOUNSCOPE_REFERENCE) / folder.toStdString();
    }

    // Row by row, in double.
    static at::Tensor cosines(const at::Tensor& a, const at::Tensor& b) {
        return at::cosine_similarity(a.to(at::kDouble), b.to(at::kDouble), 1, 1e-30);
    }

    static void folders() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("Hugging Face") << "clip-hf";
        QTest::newRow("OpenCLIP") << "clip-openclip";
    }

private Q_SLOTS:
    void pictureFeatures_data() { folders(); }
    void pictureFeatures() {
        QFETCH(const QString, folder);
        if (!fs::exists(reference(folder))) QSKIP("reference data is not here");
        const CheckpointFiles files = findCheckpointFiles(reference(folder));
        const ClipConfig config = readClipConfig(files);
        const VisionTower tower(readClipWeights(files, config.architecture).vision,
                                config.architecture.vision, Precision::Float32, cpu);
        const at::Tensor expected = readNpy(reference(folder) / "image_features.npy");
        const at::Tensor features = tower.encode(readNpy(reference(folder) / "preprocessed.npy"));
        QCOMPARE(features.sizes(), expected.sizes());
        const double worst = cosines(features, expected).min().item<double>();
        const double error = ((features - expected).norm() / expected.norm()).item<double>();
        QVERIFY2(worst >= 0.999999 && error < 1e-4,
                 qPrintable(QString("%1 %2").arg(worst, 0, 'g', 9).arg(error)));
    }

    void textFeatures_data() { folders(); }
    void textFeatures() {
        QFETCH(const QString, folder);
        if (!fs::exists(reference(folder))) QSKIP("reference data is not here");
        const CheckpointFiles files = findCheckpointFiles(reference(folder));
        const ClipArchitecture architecture = readClipConfig(files).architecture;
        const TextTower tower(readClipWeights(files, architecture).text, architecture.text,
                              Precision::Float32, cpu);
        const at::Tensor tokens = readNpy(reference(folder) / "tokens.npy").to(at::kInt);
        const at::Tensor expected = readNpy(reference(folder) / "text_features.npy");
        std::vector<Tokens> texts;
        for (std::int64_t i = 0; i < tokens.size(0); ++i) {
            const std::int32_t* const row = tokens.data_ptr<std::int32_t>() + i * tokens.size(1);
            const std::int32_t end = 49407;
            texts.emplace_back(row, std::find(row, row + tokens.size(1), end) + 1);
        }
        const at::Tensor features = tower.encode(texts);
        QCOMPARE(features.sizes(), expected.sizes());
        const double worst = cosines(features, expected).min().item<double>();
        const at::Tensor errors = (features - expected).norm(2, 1) / expected.norm(2, 1);
        QVERIFY2(worst >= 0.99999 && errors.max().item<double>() <= 1e-3,
                 qPrintable(QString("%1 %2").arg(worst, 0, 'g', 9).arg(errors.max().item<double>())));
    }

    // From files and strings, as a run does it.
    void theWholeWay_data() { folders(); }
    void theWholeWay() {
        QFETCH(const QString, folder);
        if (!fs::exists(reference(folder))) QSKIP("reference data is not here");
        const ClipEncoder encoder("reference", findCheckpointFiles(reference(folder)), Precision::Float32,
                                  cpu);
        const std::vector<std::string> images = readJson(reference(folder) / "images.json");
        std::vector<at::Tensor> inputs;
        for (const std::string& image : images)
            inputs.push_back(encoder.prepare(
                toRgb(decodeImage(reference(folder) / "images" / image, {}), AlphaMode::Drop)));
        const at::Tensor pictures = cosines(encoder.encodePictures(at::stack(inputs), {}),
                                            readNpy(reference(folder) / "image_features.npy"));
        for (std::size_t i = 0; i < images.size(); ++i) {
            const bool lossy = images[i].find(".jpg") != std::string::npos;
            const double cosine = pictures[static_cast<std::int64_t>(i)].item<double>();
            QVERIFY2(cosine >= (lossy ? 0.999 : 0.9999), (images[i] + " " + std::to_string(cosine)).c_str());
        }

        NounList texts;
        texts.words = readJson(reference(folder) / "texts.json").get<std::vector<std::string>>();
        texts.glosses.resize(texts.words.size());
        const at::Tensor embedded = encoder.encodeNouns(texts, {"{}"}, {}).features;
        const double worst =
            cosines(embedded, readNpy(reference(folder) / "text_features.npy")).min().item<double>();
        QVERIFY2(worst >= 0.99999, std::to_string(worst).c_str());
    }
};

QTEST_GUILESS_MAIN(TestClipReference)
#include "test_clip_reference.moc"
