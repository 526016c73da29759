// What is told of the models on this machine, and which one an automatic choice takes.
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>

#include "app/model_list.h"
#include "app/open_encoder.h"
#include "core/model/error.h"
#include "tests/checkpoint_folder.h"
#include "tests/random_clip.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

class TestModelList : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    ModelPlaces m_places;

    void writeModel(const std::string& id, std::int64_t layers, at::ScalarType dtype) const {
        ClipArchitecture architecture = smallClip();
        architecture.vision.transformer.layers = layers;
        const fs::path folder = m_places.ownFolder / id;
        fs::create_directories(folder);
        writeHuggingFaceFolder(folder, architecture, randomClipWeights(architecture, 1), dtype);
    }

private Q_SLOTS:
    void initTestCase() {
        m_places.ownFolder = fs::path(m_folder.path().toStdString()) / "own";
        m_places.hubCache = fs::path(m_folder.path().toStdString()) / "hub";
    }

    void withoutCheckpointsTheStarterIsTaken() {
        QVERIFY(installedModels(m_places).empty());
        QCOMPARE(modelsToTry({}), std::vector<std::string>{"starter"});
    }

    void theLargestUsableTowerComesFirst() {
        writeModel("acme/deep", 4, at::kHalf);
        writeModel("acme/flat", 2, at::kFloat);
        writeModel("acme/broken", 6, at::kFloat);
        fs::resize_file(m_places.ownFolder / "acme/broken/model.safetensors", 1000);
        const std::vector<InstalledModel> models = installedModels(m_places);
        QCOMPARE(models.size(), std::size_t{3});
        QCOMPARE(models[0].id, std::string("acme/broken"));
        QVERIFY2(models[0].problem.find("model.safetensors") != std::string::npos, models[0].problem.c_str());
        QCOMPARE(models[1].dtype, std::string("fp16"));
        QCOMPARE(models[2].dtype, std::string("fp32"));
        QCOMPARE(models[2].bytes, static_cast<std::int64_t>(
                                      fs::file_size(m_places.ownFolder / "acme/flat/model.safetensors")));
        QCOMPARE(modelsToTry(models), (std::vector<std::string>{"acme/deep", "acme/flat", "starter"}));
    }

    // Neither the vocabulary of the model nor a file of nouns is WordNet's.
    void aCheckpointOpensWithoutWordNet() {
        const fs::path broken = fs::path(m_folder.path().toStdString()) / "no-wordnet";
        fs::create_directories(broken);
        std::ofstream(broken / "data.noun") << "";
        qputenv("WNSEARCHDIR", QByteArray::fromStdString(broken.string()));
        WordNetOnDemand wordnet;
        const auto encoder = openEncoder("acme/deep", "fp32", c10::Device(c10::kCPU), m_places, wordnet);
        QCOMPARE(encoder->info().id, std::string("acme/deep"));
        std::string problem;
        QVERIFY(!wordnet.find(problem));
        QVERIFY(!problem.empty());
        QVERIFY_EXCEPTION_THROWN(openEncoder("starter", "auto", c10::Device(c10::kCPU), m_places, wordnet),
                                 Error);
        qunsetenv("WNSEARCHDIR");
    }

    void whatAnUnfinishedDownloadLeftIsCounted() {
        QCOMPARE(fetchedBytes("acme/half", m_places), std::int64_t{0});
        const fs::path part = m_places.ownFolder / "acme/.half.0123456789abcdef.part";
        fs::create_directories(part);
        std::ofstream(part / "config.json") << "12345";
        std::ofstream(part / ".model.safetensors.part") << std::string(1000, 'w');
        QCOMPARE(fetchedBytes("acme/half", m_places), std::int64_t{1005});
    }

    void sizesAreShort() {
        QCOMPARE(sizeText(605'157'884), std::string("605 MB"));
        QCOMPARE(sizeText(999'499'999), std::string("999 MB"));
        QCOMPARE(sizeText(999'500'000), std::string("1.0 GB"));
        QCOMPARE(sizeText(1'710'540'580), std::string("1.7 GB"));
    }

    void everyFetchableModelHasAnId() {
        for (const FetchableModel& model : fetchableModels()) QVERIFY(isModelId(model.id));
    }
};

QTEST_GUILESS_MAIN(TestModelList)
#include "test_model_list.moc"
