// Models of true size, with random weights: what they cost in memory beside the mapped file, how long the
// first embedding takes, and that no picture's embedding depends on its batch.
#include <ATen/ATen.h>
#include <malloc.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <fstream>
#include <thread>

#include "core/device.h"
#include "core/encode/clip_encoder.h"
#include "tests/checkpoint_folder.h"
#include "tests/random_clip.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

static const c10::Device cpu(c10::kCPU);

static double anonymousMiB() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("RssAnon:", 0) == 0) return std::stod(line.substr(8)) / 1024;
    return -1;
}

// The most anonymous memory held while it lives, looked at every few milliseconds.
class MemoryWatch {
public:
    MemoryWatch() : m_before(heldMiB()), m_thread([this] { watch(); }) {}
    double stopGrowth() {
        m_stop = true;
        m_thread.join();
        return m_most - m_before;
    }

private:
    // Without what was freed before, which would be used again and count for nothing.
    static double heldMiB() {
        malloc_trim(0);
        return anonymousMiB();
    }
    void watch() {
        do {
            m_most = std::max(m_most, anonymousMiB());
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        } while (!m_stop);
    }
    double m_before, m_most = 0;
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

class TestClipMemory : public QObject {
    Q_OBJECT

    static double bytesOf(Precision precision) {
        return precision == Precision::Float32 ? 4 : precision == Precision::Int8 ? 1 : 2;
    }

private Q_SLOTS:
    void initTestCase() { setThreads(0); }

    void loadingCostsLittleMoreThanTheWeights_data() {
        QTest::addColumn<bool>("large");
        QTest::addColumn<int>("stored");
        QTest::addColumn<int>("precision");
        const auto row = [](const char* name, bool large, at::ScalarType stored, Precision precision) {
            QTest::newRow(name) << large << static_cast<int>(stored) << static_cast<int>(precision);
        };
        row("ViT-B/32, F32 in fp32", false, at::kFloat, Precision::Float32);
        row("ViT-B/32, F16 in fp32", false, at::kHalf, Precision::Float32);
        row("ViT-L/14, F32 in fp32", true, at::kFloat, Precision::Float32);
        for (const Precision precision : fastPrecisions(cpu)) {
            const std::string name = " in " + precisionName(precision);
            row(("ViT-B/32, F32" + name).c_str(), false, at::kFloat, precision);
            row(("ViT-L/14, F16" + name).c_str(), true, at::kHalf, precision);
        }
    }

    void loadingCostsLittleMoreThanTheWeights() {
        QFETCH(const bool, large);
        QFETCH(const int, stored);
        QFETCH(const int, precision);
        const auto format = static_cast<Precision>(precision);
        const ClipArchitecture architecture = large ? vitL14() : vitB32();
        QTemporaryDir folder;
        const fs::path path = folder.path().toStdString();
        writeHuggingFaceFolder(path, architecture, randomClipWeights(architecture, 1),
                               static_cast<at::ScalarType>(stored));
        const double parameters = static_cast<double>(fs::file_size(path / "model.safetensors")) /
                                  static_cast<double>(c10::elementSize(static_cast<at::ScalarType>(stored)));
        const double weights = parameters * bytesOf(format) / (1 << 20);
        const at::Tensor picture = at::randn({1, 3, 224, 224});

        MemoryWatch watch;
        QElapsedTimer timer;
        timer.start();
        const ClipEncoder encoder("random", findCheckpointFiles(path), format, cpu);
        const double loaded = static_cast<double>(timer.elapsed()) / 1000;
        const at::Tensor features = encoder.encodePictures(picture, {});
        const double first = static_cast<double>(timer.elapsed()) / 1000;
        const double growth = watch.stopGrowth();
        QVERIFY(std::abs(features.norm().item<double>() - 1) < 1e-4);
        qInfo("weights %.0f MiB, memory grew by %.0f MiB; loaded after %.2f s, first embedding after %.2f s",
              weights, growth, loaded, first);
        const at::Tensor others = at::randn({6, 3, 224, 224});
        const at::Tensor together = encoder.encodePictures(at::cat({others, picture}), {});
        QVERIFY2(at::equal(together[6], features[0]), "a picture's embedding depends on its batch");

        const bool mapped = format == Precision::Float32 && stored == static_cast<int>(at::kFloat);
        QVERIFY2(growth <= (mapped ? 0.3 : 1.3) * weights, "too much memory beside the mapped file");
    }
};

QTEST_GUILESS_MAIN(TestClipMemory)
#include "test_clip_memory.moc"
