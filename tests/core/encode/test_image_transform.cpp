#include "core/encode/image_transform.h"

#include <QTest>
#include <opencv2/core.hpp>

#include "core/model/error.h"

using namespace nounscope;

// A row of grey values as a picture, and back.
static cv::Mat row(const std::vector<std::uint8_t>& values) {
    return cv::Mat(values, true).reshape(1, 1);
}

class TestImageTransform : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sameSizeIsTheSamePicture() {
        const cv::Mat picture = row({0, 255, 3, 200});
        for (const Resample resample : {Resample::Bilinear, Resample::Bicubic})
            QCOMPARE(cv::norm(resizeAntialiased(picture, {4, 1}, resample), picture, cv::NORM_INF), 0.0);
    }

    void bilinearHalvingByHand() {
        // Scale 2: weights of a triangle 4 wide around 1 and 3: 1/7 3/7 3/7 (cut at the edge), then 1/8 3/8
        // 3/8 1/8.
        const cv::Mat halved = resizeAntialiased(row({0, 70, 140, 10, 80, 16}), {3, 1}, Resample::Bilinear);
        QCOMPARE(int(halved.at<std::uint8_t>(0)), (0 * 3 + 70 * 3 + 140) / 7);
        QCOMPARE(int(halved.at<std::uint8_t>(1)), (70 + 140 * 3 + 10 * 3 + 80 + 4) / 8);
        QCOMPARE(int(halved.at<std::uint8_t>(2)), (10 + 80 * 3 + 16 * 3 + 3) / 7);
    }

    void bicubicDoublingByHand() {
        // Between pixels at a quarter: weights -9/128, 111/128, 29/128, -3/128 of Keys' cubic with a = -0.5.
        const cv::Mat doubled = resizeAntialiased(row({10, 200, 50, 90}), {8, 1}, Resample::Bicubic);
        QCOMPARE(int(doubled.at<std::uint8_t>(3)),
                 static_cast<int>((10 * -9 + 200 * 111 + 50 * 29 + 90 * -3) / 128.0 + 0.5));
    }

    void overshootIsClipped() {
        const cv::Mat edge = resizeAntialiased(row({0, 0, 255, 255}), {16, 1}, Resample::Bicubic);
        QCOMPARE(int(edge.at<std::uint8_t>(0)), 0);
        QCOMPARE(int(edge.at<std::uint8_t>(5)), 0);
        QCOMPARE(int(edge.at<std::uint8_t>(10)), 255);
    }

    void windowEqualsTheCropOfTheWhole() {
        cv::RNG random(5);
        for (const int type : {CV_8UC1, CV_8UC3, CV_8UC4}) {
            cv::Mat picture(61, 83, type);
            random.fill(picture, cv::RNG::UNIFORM, 0, 256);
            for (const cv::Size size :
                 {cv::Size(30, 20), cv::Size(83, 20), cv::Size(30, 61), cv::Size(200, 150)}) {
                const cv::Rect window(7, 5, 20, 13);
                const cv::Mat whole = resizeAntialiased(picture, size, Resample::Bicubic);
                QCOMPARE(whole.size(), size);
                QCOMPARE(cv::norm(resizeAntialiased(picture, size, window, Resample::Bicubic), whole(window),
                                  cv::NORM_INF),
                         0.0);
            }
        }
    }

    void cropBeginsAtRoundHalfEven_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("begin");
        QTest::newRow("1/2 -> 0") << 5 << 0;
        QTest::newRow("3/2 -> 2") << 7 << 2;
        QTest::newRow("5/2 -> 2") << 9 << 2;
        QTest::newRow("7/2 -> 4") << 11 << 4;
        QTest::newRow("2") << 8 << 2;
    }
    void cropBeginsAtRoundHalfEven() {
        QFETCH(const int, width);
        QFETCH(const int, begin);
        cv::Mat picture(4, width, CV_8UC3);
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < width; ++x) picture.at<cv::Vec3b>(y, x) = cv::Vec3b(x, 100 + y, 255);
        ImageTransformSettings settings;
        settings.resize = settings.crop = 4;
        settings.mean = {0, 0, 0.5f};
        settings.deviation = {1 / 255.f, 1 / 255.f, 0.25f};
        const at::Tensor input = transformImage(picture, settings);
        QCOMPARE(input.sizes(), (at::IntArrayRef{3, 4, 4}));
        const float* values = input.data_ptr<float>();
        QVERIFY(std::abs(values[0] - static_cast<float>(begin)) < 1e-4f);
        QVERIFY(std::abs(values[16] - 100.f) < 1e-4f);
        QCOMPARE(values[32], 2.f);
    }

    void extremeShapesStayCheap() {
        ImageTransformSettings settings;
        const cv::Mat thread(1, 60'000, CV_8UC3, cv::Scalar(255, 255, 255));
        const at::Tensor input = transformImage(thread, settings);
        QCOMPARE(input.sizes(), (at::IntArrayRef{3, 224, 224}));
        QVERIFY(std::abs(input.data_ptr<float>()[0] - (1 - settings.mean[0]) / settings.deviation[0]) <
                1e-5f);
    }

    void settingsOutOfRangeAreRefused() {
        const cv::Mat picture(4, 4, CV_8UC3, cv::Scalar::all(0));
        ImageTransformSettings settings;
        settings.crop = 225;
        QVERIFY_EXCEPTION_THROWN(transformImage(picture, settings), Error);
        settings = {};
        settings.deviation[1] = 0;
        QVERIFY_EXCEPTION_THROWN(transformImage(picture, settings), Error);
    }
};

QTEST_GUILESS_MAIN(TestImageTransform)
#include "test_image_transform.moc"
