// Checkpoints written here in both layouts, then spoilt in every way that people and downloads spoil them.
#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <functional>

#include "core/encode/clip_checkpoint.h"
#include "core/encode/clip_config.h"
#include "core/encode/text_tower.h"
#include "core/encode/vision_tower.h"
#include "core/model/error.h"
#include "tests/checkpoint_folder.h"
#include "tests/random_clip.h"

using namespace nounscope;
using namespace nounscope::test;
using nlohmann::json;
namespace fs = std::filesystem;

static const c10::Device cpu(c10::kCPU);

class TestClipCheckpoint : public QObject {
    Q_OBJECT

    const ClipArchitecture m_architecture = smallClip();
    const ClipWeights m_weights = randomClipWeights(m_architecture, 7);
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path folder() const { return m_folder->path().toStdString(); }

    static at::Tensor pictureFeatures(const fs::path& folder) {
        const CheckpointFiles files = findCheckpointFiles(folder);
        const ClipConfig config = readClipConfig(files);
        const ClipWeights weights = readClipWeights(files, config.architecture);
        const std::int64_t side = config.architecture.vision.imageSize;
        const at::Tensor picture =
            at::arange(3 * side * side).remainder(17).div(8).sub(1).view({1, 3, side, side});
        return VisionTower(weights.vision, config.architecture.vision, Precision::Float32, cpu)
            .encode(picture);
    }

    static at::Tensor textFeatures(const fs::path& folder) {
        const CheckpointFiles files = findCheckpointFiles(folder);
        const ClipArchitecture architecture = readClipConfig(files).architecture;
        const ClipWeights weights = readClipWeights(files, architecture);
        return TextTower(weights.text, architecture.text, Precision::Float32, cpu).encode({{512, 3, 5, 513}});
    }

    // Reading the folder must fail, naming all of `words`.
    void expectError(const QStringList& words) const {
        try {
            pictureFeatures(folder());
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadInput);
            for (const QString& word : words)
                QVERIFY2(QString::fromUtf8(error.what()).contains(word), error.what());
            return;
        }
        QFAIL("no error");
    }

    void changeTensors(const std::function<void(NamedTensors&)>& change) const {
        NamedTensors tensors = huggingFaceTensors(m_weights);
        change(tensors);
        writeSafetensors(folder() / "model.safetensors", tensors);
    }

    void changeConfig(const char* file, json config, const QByteArray& patch) const {
        config.merge_patch(json::parse(patch.toStdString()));
        writeJson(folder() / file, config);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        writeHuggingFaceFolder(folder(), m_architecture, m_weights);
    }

    void bothLayoutsAreTheSameModel() {
        QTemporaryDir other;
        writeOpenClipFolder(other.path().toStdString(), m_architecture, m_weights);
        const ClipConfig config = readClipConfig(findCheckpointFiles(other.path().toStdString()));
        QCOMPARE(config.architecture.vision.transformer.mlpWidth, m_architecture.vision.transformer.mlpWidth);
        QVERIFY(
            at::allclose(pictureFeatures(folder()), pictureFeatures(other.path().toStdString()), 1e-5, 1e-6));
        QVERIFY(at::allclose(textFeatures(folder()), textFeatures(other.path().toStdString()), 1e-5, 1e-6));
    }

    void shardsAreOneModel() {
        const at::Tensor whole = pictureFeatures(folder());
        NamedTensors shards[2];
        json map;
        for (const auto& [name, tensor] : huggingFaceTensors(m_weights)) {
            const std::size_t shard = name.size() % 2;
            shards[shard][name] = tensor;
            map[name] = shard == 0 ? "model-00001-of-00002.safetensors" : "model-00002-of-00002.safetensors";
        }
        fs::remove(folder() / "model.safetensors");
        writeJson(folder() / "model.safetensors.index.json", {{"weight_map", map}});
        writeSafetensors(folder() / "model-00001-of-00002.safetensors", shards[0]);
        expectError({"model-00002-of-00002.safetensors", "missing"});
        writeSafetensors(folder() / "model-00002-of-00002.safetensors", shards[1]);
        QVERIFY(at::equal(pictureFeatures(folder()), whole));

        map.begin().value() = "../model-00001-of-00002.safetensors";
        writeJson(folder() / "model.safetensors.index.json", {{"weight_map", map}});
        expectError({"index.json", "../model"});
    }

    void halfPrecisionFilesAreRead() {
        const at::Tensor exact = pictureFeatures(folder());
        for (const at::ScalarType dtype : {at::kHalf, at::kBFloat16}) {
            changeTensors([&](NamedTensors& tensors) {
                for (auto& [name, tensor] : tensors) tensor = tensor.to(dtype);
            });
            const at::Tensor features = pictureFeatures(folder());
            QVERIFY(at::cosine_similarity(features, exact).item<float>() > 0.999f);
            QVERIFY(!at::equal(features, exact));
        }
    }

    void whatTrainingLeavesBehindIsOverlooked() {
        const at::Tensor exact = pictureFeatures(folder());
        changeTensors([](NamedTensors& tensors) {
            tensors["logit_scale"] = at::full({}, 4.6);
            tensors["text_model.embeddings.position_ids"] = at::arange(77).unsqueeze(0);
        });
        QVERIFY(at::equal(pictureFeatures(folder()), exact));
    }

    void wrongTensorsAreNamed() {
        const std::string name = "vision_model.encoder.layers.1.mlp.fc1.weight";
        changeTensors([&](NamedTensors& tensors) { tensors.erase(name); });
        expectError({"model.safetensors", QString::fromStdString(name)});
        changeTensors([&](NamedTensors& tensors) { tensors[name] = at::zeros({256, 63}); });
        expectError({QString::fromStdString(name), "[256, 63]", "[256, 64]"});
        changeTensors([&](NamedTensors& tensors) { tensors[name] = tensors[name].to(at::kInt); });
        expectError({QString::fromStdString(name), "Int"});
        changeTensors([](NamedTensors& tensors) {
            tensors["vision_model.encoder.layers.3.layer_norm1.weight"] = at::ones({64});
        });
        expectError({"vision_model.encoder.layers.3.layer_norm1.weight", "no place"});
    }

    void missingFilesAreNamed() {
        for (const char* name :
             {"preprocessor_config.json", "merges.txt", "vocab.json", "model.safetensors", "config.json"}) {
            init();
            fs::remove(folder() / name);
            expectError({QString::fromStdString(folder().string()), name});
        }
        m_folder->remove();
        expectError({"is no folder"});
    }

    void picklesAreExplainedNeverOpened() {
        fs::rename(folder() / "model.safetensors", folder() / "pytorch_model.bin");
        expectError({"pytorch_model.bin", "pickle", "model.safetensors", "huggingface.co"});
        fs::remove(folder() / "config.json");
        expectError({"pytorch_model.bin", "pickle"});
        writeJson(folder() / "open_clip_config.json", openClipConfig(m_architecture));
        expectError({"pytorch_model.bin", "open_clip_model.safetensors"});
    }

    void omittedFieldsAreAsInTransformers() {
        writeJson(folder() / "config.json", {{"model_type", "clip"}});
        const ClipArchitecture read = readClipConfig([&] {
                                          writeJson(folder() / "preprocessor_config.json", json::object());
                                          return findCheckpointFiles(folder());
                                      }())
                                          .architecture;
        const ClipArchitecture expected = vitB32();
        QCOMPARE(read.width, expected.width);
        QCOMPARE(read.text.transformer.width, expected.text.transformer.width);
        QCOMPARE(read.text.transformer.heads, expected.text.transformer.heads);
        QCOMPARE(read.text.vocabulary, expected.text.vocabulary);
        QCOMPARE(read.vision.transformer.mlpWidth, expected.vision.transformer.mlpWidth);
        QCOMPARE(read.vision.tokens(), std::int64_t(50));
        QCOMPARE(read.vision.transformer.activation, Activation::QuickGelu);
        // and the older spelling wins over the newer
        writeJson(folder() / "config.json",
                  {{"text_config_dict", {{"hidden_size", 768}, {"num_attention_heads", 12}}},
                   {"text_config", {{"hidden_size", 512}}},
                   {"vision_config_dict", nullptr}});
        QCOMPARE(readClipConfig(findCheckpointFiles(folder())).architecture.text.transformer.width,
                 std::int64_t(768));
    }

    void badConfigsAreRefused_data() {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* patch, const char* field) {
            QTest::newRow(patch) << QByteArray(patch) << field;
        };
        row(R"({"vision_config": {"num_attention_heads": 3}})", "vision_config.num_attention_heads");
        row(R"({"vision_config": {"num_attention_heads": 0}})", "vision_config.num_attention_heads");
        row(R"({"vision_config": {"hidden_size": -64}})", "vision_config.hidden_size");
        row(R"({"vision_config": {"hidden_size": 1e300}})", "vision_config.hidden_size");
        row(R"({"vision_config": {"hidden_size": 18446744073709551615}})", "vision_config.hidden_size");
        row(R"({"vision_config": {"hidden_size": "64"}})", "vision_config.hidden_size");
        row(R"({"vision_config": {"num_hidden_layers": 1000000}})", "vision_config.num_hidden_layers");
        row(R"({"vision_config": {"num_hidden_layers": 4}})", "layers.3");
        row(R"({"vision_config": {"patch_size": 65}})", "vision_config.patch_size");
        row(R"({"vision_config": {"hidden_act": "relu"}})", "vision_config.hidden_act");
        row(R"({"vision_config": {"layer_norm_eps": -1}})", "vision_config.layer_norm_eps");
        row(R"({"vision_config": {"image_size": 48}})", "crop_size");
        row(R"({"vision_config": 7})", "vision_config");
        row(R"({"text_config": {"vocab_size": 599}})", "token_embedding");
        row(R"({"projection_dim": 2.5})", "projection_dim");
        row(R"({"model_type": "siglip"})", "model_type");
    }
    void badConfigsAreRefused() {
        QFETCH(const QByteArray, patch);
        QFETCH(const QString, field);
        changeConfig("config.json", huggingFaceConfig(m_architecture), patch);
        expectError({field});
    }

    void badPreprocessingIsRefused_data() {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* patch, const char* field) {
            QTest::newRow(patch) << QByteArray(patch) << field;
        };
        row(R"({"crop_size": 32})", "crop_size");
        row(R"({"crop_size": {"height": 64, "width": 32}})", "crop_size");
        row(R"({"size": 63})", "size");
        row(R"({"size": {"height": 64, "width": 64}})", "shortest_edge");
        row(R"({"image_std": [1, 0, 1]})", "image_std");
        row(R"({"image_mean": [1, 0]})", "image_mean");
        row(R"({"resample": 0})", "resample");
        row(R"({"do_center_crop": false})", "do_center_crop");
        row(R"({"do_resize": "yes"})", "do_resize");
    }
    void badPreprocessingIsRefused() {
        QFETCH(const QByteArray, patch);
        QFETCH(const QString, field);
        changeConfig("preprocessor_config.json", preprocessor(64), patch);
        expectError({"preprocessor_config.json", field});
    }

    void badOpenClipConfigsAreRefused_data() {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* patch, const char* field) {
            QTest::newRow(patch) << QByteArray(patch) << field;
        };
        row(R"({"model_cfg": null})", "model_cfg");
        row(R"({"model_cfg": {"embed_dim": null}})", "model_cfg.embed_dim");
        row(R"({"model_cfg": {"embed_dim": 47}})", "visual.proj");
        row(R"({"model_cfg": {"vision_cfg": {"head_width": 48}}})", "vision_cfg.head_width");
        row(R"({"model_cfg": {"vision_cfg": {"layers": [3, 4, 6, 3]}}})", "vision_cfg.layers");
        row(R"({"model_cfg": {"vision_cfg": {"attentional_pool": true}}})", "vision_cfg.attentional_pool");
        row(R"({"model_cfg": {"vision_cfg": {"timm_model_name": "x"}}})", "vision_cfg.timm_model_name");
        row(R"({"model_cfg": {"text_cfg": {"heads": 5}}})", "text_cfg.heads");
        row(R"({"model_cfg": {"text_cfg": {"pool_type": "last"}}})", "text_cfg.pool_type");
        row(R"({"preprocess_cfg": {"resize_mode": "squash"}})", "preprocess_cfg.resize_mode");
        row(R"({"preprocess_cfg": {"std": 3}})", "preprocess_cfg.std");
    }
    void badOpenClipConfigsAreRefused() {
        QFETCH(const QByteArray, patch);
        QFETCH(const QString, field);
        m_folder = std::make_unique<QTemporaryDir>();
        writeOpenClipFolder(folder(), m_architecture, m_weights);
        changeConfig("open_clip_config.json", openClipConfig(m_architecture), patch);
        expectError({field});
    }
};

QTEST_GUILESS_MAIN(TestClipCheckpoint)
#include "test_clip_checkpoint.moc"
