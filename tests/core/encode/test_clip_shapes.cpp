// Checkpoints of shapes that no published model has: each loads in every layout and gives what the plain towers
// give.
#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>

#include "core/encode/clip_checkpoint.h"
#include "core/encode/clip_config.h"
#include "core/encode/clip_encoder.h"
#include "core/encode/text_tower.h"
#include "core/encode/vision_tower.h"
#include "core/model/error.h"
#include "tests/checkpoint_folder.h"
#include "tests/plain_towers.h"
#include "tests/random_clip.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

static const c10::Device cpu(c10::kCPU);

struct Shape {
    const char* name;
    ClipArchitecture clip;
};

// Vision width, layers, heads, mlp width; image, patch. Text the same; context. Vocabulary of the byte tokenizer.
static const std::vector<Shape>& shapes() {
    using A = Activation;
    static const std::vector<Shape> all{
        {"ViT-H's heads of 80",
         {{{160, 2, 2, 640, A::Gelu}, 28, 14}, {{128, 2, 2, 512, A::Gelu}, 77, 514}, 64}},
        {"five heads of 8",
         {{{40, 1, 5, 108, A::QuickGelu}, 21, 7}, {{24, 1, 3, 60, A::QuickGelu}, 19, 514}, 20}},
        {"patches that do not fill the picture",
         {{{48, 2, 3, 144, A::Gelu}, 30, 7}, {{48, 1, 1, 48, A::Gelu}, 77, 600}, 7}},
        {"a single patch",
         {{{64, 1, 1, 256, A::QuickGelu}, 32, 32}, {{32, 3, 4, 100, A::QuickGelu}, 33, 514}, 48}},
        {"words wider than pictures",
         {{{24, 3, 1, 96, A::QuickGelu}, 24, 8}, {{72, 2, 9, 180, A::QuickGelu}, 77, 514}, 33}},
        {"layers of one number", {{{1, 1, 1, 1, A::Gelu}, 3, 1}, {{1, 1, 1, 1, A::Gelu}, 5, 514}, 1}},
    };
    return all;
}

class TestClipShapes : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;

    fs::path newFolder() {
        const fs::path folder = fs::path(m_folder.path().toStdString()) / std::to_string(m_count++);
        fs::create_directory(folder);
        return folder;
    }

    static at::Tensor pictures(const ClipArchitecture& clip) {
        const std::int64_t side = clip.vision.imageSize;
        return at::sin(at::arange(2 * 3 * side * side).mul(0.37)).view({2, 3, side, side});
    }

    static std::vector<Tokens> texts(const ClipArchitecture& clip) {
        Tokens longest(static_cast<std::size_t>(clip.text.context), 7);
        longest.front() = 512;
        longest.back() = 513;
        return {{512, 3, 5, 513}, {512, 513}, longest};
    }

    static void expectNear(const at::Tensor& features, const at::Tensor& plain, double tolerance) {
        QCOMPARE(features.sizes(), plain.sizes());
        const double error = ((features - plain).norm() / plain.norm()).item<double>();
        QVERIFY2(error < tolerance, qPrintable(QString::number(error)));
    }

    static void expectPlain(const fs::path& folder, const ClipArchitecture& clip,
                            const ClipWeights& weights) {
        const CheckpointFiles files = findCheckpointFiles(folder);
        const ClipArchitecture read = readClipConfig(files).architecture;
        const ClipWeights found = readClipWeights(files, read);
        expectNear(VisionTower(found.vision, read.vision, Precision::Float32, cpu).encode(pictures(clip)),
                   encodePlainly(weights.vision, clip.vision, pictures(clip)), 2e-5);
        expectNear(TextTower(found.text, read.text, Precision::Float32, cpu).encode(texts(clip)),
                   encodePlainly(weights.text, clip.text, texts(clip)), 2e-5);
    }

    static void allShapes() {
        QTest::addColumn<int>("shape");
        for (std::size_t i = 0; i < shapes().size(); ++i)
            QTest::newRow(shapes()[i].name) << static_cast<int>(i);
    }

private Q_SLOTS:
    void everyLayoutGivesThePlainFeatures_data() { allShapes(); }
    void everyLayoutGivesThePlainFeatures() {
        QFETCH(const int, shape);
        const ClipArchitecture& clip = shapes()[static_cast<std::size_t>(shape)].clip;
        const ClipWeights weights = randomClipWeights(clip, 5);

        const fs::path huggingFace = newFolder(), openClip = newFolder();
        writeHuggingFaceFolder(huggingFace, clip, weights);
        expectPlain(huggingFace, clip, weights);
        writeOpenClipFolder(openClip, clip, weights);
        expectPlain(openClip, clip, weights);

        // as models with "custom_text" are stored
        NamedTensors tensors;
        for (const auto& [name, tensor] : openClipTensors(weights))
            tensors[name.rfind("visual.", 0) == 0 ? name : "text." + name] = tensor;
        writeSafetensors(openClip / "open_clip_model.safetensors", tensors);
        expectPlain(openClip, clip, weights);
        tensors.erase("text.ln_final.bias");
        writeSafetensors(openClip / "open_clip_model.safetensors", tensors);
        QVERIFY_EXCEPTION_THROWN(expectPlain(openClip, clip, weights), Error);
    }

    void roundedWeightsAreTheNumbersInTheFile_data() { allShapes(); }
    void roundedWeightsAreTheNumbersInTheFile() {
        QFETCH(const int, shape);
        const ClipArchitecture& clip = shapes()[static_cast<std::size_t>(shape)].clip;
        for (const at::ScalarType dtype : {at::kHalf, at::kBFloat16}) {
            const fs::path folder = newFolder();
            writeHuggingFaceFolder(folder, clip, randomClipWeights(clip, 6), dtype);
            const CheckpointFiles files = findCheckpointFiles(folder);
            const at::Tensor stored = readClipWeights(files, clip).vision.projection;
            QCOMPARE(stored.scalar_type(), dtype);

            // The same numbers in a file of float32.
            NamedTensors tensors = huggingFaceTensors(readClipWeights(files, clip));
            for (auto& [name, tensor] : tensors) tensor = tensor.to(at::kFloat);
            const fs::path wide = newFolder();
            fs::copy(folder, wide);
            fs::remove(wide / "model.safetensors");
            writeSafetensors(wide / "model.safetensors", tensors);
            expectPlain(folder, clip, readClipWeights(findCheckpointFiles(wide), clip));
        }
    }

    void fastPrecisionsKeepToTheReference_data() { allShapes(); }
    void fastPrecisionsKeepToTheReference() {
        QFETCH(const int, shape);
        const ClipArchitecture& clip = shapes()[static_cast<std::size_t>(shape)].clip;
        const ClipWeights weights = randomClipWeights(clip, 8);
        const auto features = [&](Precision precision) {
            return VisionTower(weights.vision, clip.vision, precision, cpu).encode(pictures(clip));
        };
        const at::Tensor exact = features(Precision::Float32);
        for (const Precision precision : fastPrecisions(cpu))
            expectNear(features(precision), exact, 0.1);  // so few numbers average little out
    }

    void aWholeEncoderIsMadeOfEach_data() { allShapes(); }
    void aWholeEncoderIsMadeOfEach() {
        QFETCH(const int, shape);
        const ClipArchitecture& clip = shapes()[static_cast<std::size_t>(shape)].clip;
        const fs::path folder = newFolder();
        writeHuggingFaceFolder(folder, clip, randomClipWeights(clip, 9));
        const ClipEncoder encoder("odd", findCheckpointFiles(folder), std::nullopt, cpu);
        const at::Tensor picture = encoder.prepare(cv::Mat(50, 90, CV_8UC3, cv::Scalar(9, 90, 200)));
        const at::Tensor feature = encoder.encodePictures(picture.unsqueeze(0), {});
        QCOMPARE(feature.sizes(), (at::IntArrayRef{1, clip.width}));
        NounList nouns;
        nouns.words = {"cat", "a word that is longer than the shortest of these contexts"};
        nouns.glosses.resize(2);
        const at::Tensor embedded = encoder.encodeNouns(nouns, {"a photo of a {}."}, {}).features;
        for (const at::Tensor& rows : {feature, embedded})
            QVERIFY(at::allclose(rows.norm(2, 1), at::ones({rows.size(0)}), 1e-5, 1e-5));
    }

    void textsAreReadWhereTheTokenizerEndsThem() {
        const ClipArchitecture clip = smallClip();
        const fs::path folder = newFolder();
        const auto open = [&](const nlohmann::json& endToken) {
            nlohmann::json config = huggingFaceConfig(clip);
            config["text_config"]["eos_token_id"] = endToken;
            writeJson(folder / "config.json", config);
            return ClipEncoder("end", findCheckpointFiles(folder), Precision::Float32, cpu).info();
        };
        writeHuggingFaceFolder(folder, clip, randomClipWeights(clip, 3));
        for (const nlohmann::json& endToken : {nlohmann::json(), nlohmann::json(2), nlohmann::json(513)})
            open(endToken);
        try {
            open(49407);
            QFAIL("no error");
        } catch (const Error& error) {
            for (const char* word : {"config.json", "49407", "513"})
                QVERIFY2(QString::fromUtf8(error.what()).contains(word), error.what());
        }
    }
};

QTEST_GUILESS_MAIN(TestClipShapes)
#include "test_clip_shapes.moc"
