#include "core/encode/embed_images.h"

#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <chrono>
#include <mutex>

#include "core/model/error.h"
#include "tests/fake_encoder.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

class TestEmbedImages : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    // `count` pictures of their own colours; those in `broken` are cut short.
    ImageItems items(int count, const std::vector<int>& broken = {}) const {
        ImageItems all;
        for (int i = 0; i < count; ++i) {
            ImageItem item;
            item.path = std::to_string(i) + ".png";
            item.file = fs::path(m_folder.path().toStdString()) / item.path;
            cv::Mat picture(9, 9, CV_8UC3, cv::Scalar(i * 7 % 256, i * 31 % 256, 255 - i % 256));
            picture.at<cv::Vec3b>(i % 9, 3) = {255, 255, 255};
            Bytes bytes = encoded(picture, ".png");
            if (std::count(broken.begin(), broken.end(), i)) bytes.resize(bytes.size() / 2);
            writeBytes(item.file, bytes);
            all.push_back(item);
        }
        return all;
    }

private Q_SLOTS:
    void rowsLineUpWithWhatCanBeRead() {
        ImageItems all = items(70, {0, 13, 69});
        all[20].error = "known before";
        const ImageEmbeddings result = embedImages(all, FakeEncoder(), {}, {3, 8});
        QCOMPARE(result.features.sizes(), (at::IntArrayRef{66, FakeEncoder::width}));
        QCOMPARE(result.rows.size(), std::size_t(66));
        std::size_t r = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const bool failed = i == 0 || i == 13 || i == 20 || i == 69;
            QCOMPARE(all[i].error.empty(), !failed);
            if (failed) continue;
            QCOMPARE(result.rows[r], static_cast<std::int64_t>(i));
            ImageItems alone = {all[i]};
            const at::Tensor feature = embedImages(alone, FakeEncoder(), {}, {1, 1}).features[0];
            QVERIFY(at::equal(feature, result.features[static_cast<std::int64_t>(r)]));
            ++r;
        }
        QCOMPARE(all[20].error, std::string("known before"));
        QVERIFY(all[13].error.find("truncated PNG") == 0);
    }

    void threadsAndBatchesChangeNothing() {
        ImageItems all = items(50, {7});
        const ImageEmbeddings one = embedImages(all, FakeEncoder(), {}, {1, 1});
        for (const EmbedOptions options : {EmbedOptions{8, 32}, EmbedOptions{2, 7}, EmbedOptions{0, 1000}}) {
            ImageItems again = items(50, {7});
            const ImageEmbeddings other = embedImages(again, FakeEncoder(), {}, options);
            QCOMPARE(other.rows, one.rows);
            QVERIFY(at::equal(other.features, one.features));
        }
    }

    void nothingReadableGivesNoRows() {
        ImageItems all = items(2, {0, 1});
        const ImageEmbeddings result = embedImages(all, FakeEncoder(), {}, {});
        QCOMPARE(result.features.sizes(), (at::IntArrayRef{0, FakeEncoder::width}));
        QVERIFY(result.rows.empty());
    }

    void featuresAreOrdinaryTensors() {
        ImageItems all = items(3);
        ImageEmbeddings result = embedImages(all, FakeEncoder(), {}, {});
        QVERIFY(!result.features.is_inference());
        result.features.mul_(2);
    }

    void encoderFailuresComeOut() {
        FakeEncoder encoder;
        encoder.onEncode = [] { throw Error(ErrorKind::Io, "the device is gone"); };
        ImageItems all = items(40);
        QVERIFY_EXCEPTION_THROWN(embedImages(all, encoder, {}, {4, 4}), Error);
        encoder.onEncode = {};
        encoder.onPrepare = [] { throw std::runtime_error("a bug"); };
        QVERIFY_EXCEPTION_THROWN(embedImages(all, encoder, {}, {4, 4}), std::runtime_error);
        encoder.onPrepare = [] { throw Error(ErrorKind::BadInput, "too thin"); };
        QVERIFY(embedImages(all, encoder, {}, {4, 4}).rows.empty());
        QCOMPARE(all[39].error, std::string("too thin"));
    }

    void dropHidesAlphaFromTheEncoder() {
        ImageItems all = items(1);
        cv::imwrite(all[0].file.string(),
                    cv::Mat(8, 8, CV_8UC4, cv::Scalar(0, 0, 255, 0)));  // BGRA: red, clear
        PictureSettings settings;
        const float white = embedImages(all, FakeEncoder(), settings, {}).features[0][1].item<float>();
        settings.alpha = AlphaMode::Drop;
        const float dropped = embedImages(all, FakeEncoder(), settings, {}).features[0][1].item<float>();
        QVERIFY(white > 0);    // green of white
        QVERIFY(dropped < 0);  // green of red
    }

    void progressCountsEveryPicture() {
        ImageItems all = items(25, {3});
        std::vector<Progress> seen;
        Job job;
        job.progress = [&](const Progress& progress) { seen.push_back(progress); };
        embedImages(all, FakeEncoder(), {}, {2, 4}, job);
        QCOMPARE(seen.front().stage, std::string("Embedding pictures"));
        QCOMPARE(seen.front().done, std::int64_t(0));
        QCOMPARE(seen.back().done, std::int64_t(25));
        QCOMPARE(seen.back().total, std::int64_t(25));
    }

    void decodingStaysABoundedWayAhead() {
        std::atomic<int> prepared{0}, encoded{0}, furthest{0};
        FakeEncoder encoder;
        encoder.onPrepare = [&] {
            const int ahead = ++prepared - encoded;
            int seen = furthest;
            while (ahead > seen && !furthest.compare_exchange_weak(seen, ahead)) {
            }
        };
        encoder.onEncode = [&] { encoded += 4; };
        ImageItems all = items(200);
        embedImages(all, encoder, {}, {3, 4});
        // A batch being filled, a ring of one batch and a picture a thread.
        QVERIFY2(furthest <= 4 + 4 + 3, std::to_string(furthest).c_str());
    }

    void cancelStopsWithin200Milliseconds() {
        using Clock = std::chrono::steady_clock;
        CancelToken cancel;
        Job job;
        job.cancel = &cancel;
        Clock::time_point asked;
        FakeEncoder encoder;
        // From a decoding thread, while the others wait for room or work.
        std::once_flag once;
        std::atomic<int> prepared{0};
        encoder.onPrepare = [&] {
            if (++prepared == 10)
                std::call_once(once, [&] {
                    asked = Clock::now();
                    cancel.cancel();
                });
        };
        ImageItems all = items(300);
        QVERIFY_EXCEPTION_THROWN(embedImages(all, encoder, {}, {4, 64}, job), Cancelled);
        QVERIFY(Clock::now() - asked < std::chrono::milliseconds(200));
    }
};

QTEST_GUILESS_MAIN(TestEmbedImages)
#include "test_embed_images.moc"
