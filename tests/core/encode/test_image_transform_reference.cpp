// Decoding and preprocessing against what PIL and the published transform made of the same files.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/encode/image_transform.h"
#include "core/io/image_decode.h"
#include "core/io/npy.h"

using namespace nounscope;
namespace fs = std::filesystem;

static nlohmann::json readJson(const fs::path& file) {
    return nlohmann::json::parse(std::ifstream(file));
}

class TestImageTransformReference : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalsPil_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("clip-hf") << "clip-hf";
        QTest::newRow("clip-openclip") << "clip-openclip";
    }
    void equalsPil() {
        QFETCH(const QString, folder);
        const fs::path reference = fs::path(NOUNSCOPE_REFERENCE) / folder.toStdString();
        if (!fs::exists(reference)) QSKIP("reference data is not here");
        const nlohmann::json config = readJson(reference / "preprocessor_config.json");
        ImageTransformSettings settings;
        settings.resize = config["size"]["shortest_edge"];
        settings.crop = config["crop_size"]["height"];
        settings.mean = config["image_mean"];
        settings.deviation = config["image_std"];
        const std::vector<std::string> images = readJson(reference / "images.json");
        const at::Tensor expected = readNpy(reference / "preprocessed.npy");
        QCOMPARE(expected.size(0), static_cast<std::int64_t>(images.size()));

        for (std::size_t i = 0; i < images.size(); ++i) {
            const cv::Mat picture = decodeImage(reference / "images" / images[i], {});
            const at::Tensor ours = transformImage(toRgb(picture, AlphaMode::Drop), settings);
            const at::Tensor theirs = expected[static_cast<std::int64_t>(i)].contiguous();
            QCOMPARE(ours.sizes(), theirs.sizes());
            const std::int64_t plane = ours.size(1) * ours.size(2);
            double sum = 0, worst = 0;
            for (std::int64_t k = 0; k < ours.numel(); ++k) {
                const double deviation = settings.deviation[static_cast<std::size_t>(k / plane)];
                const double steps =
                    std::abs(ours.data_ptr<float>()[k] - theirs.data_ptr<float>()[k]) * deviation * 255;
                sum += steps;
                worst = std::max(worst, steps);
            }
            const double mean = sum / static_cast<double>(ours.numel());
            // Lossless pictures come out equal to the bit; JPEG decoders may differ.
            const bool lossy = images[i].find(".jpg") != std::string::npos;
            const std::string figures = images[i] + ": mean " + std::to_string(mean) + ", worst " +
                                        std::to_string(worst) + " of 255 steps";
            QVERIFY2(lossy ? mean <= 1 : worst < 0.01, figures.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestImageTransformReference)
#include "test_image_transform_reference.moc"
