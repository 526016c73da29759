#include <ATen/ATen.h>

#include <QTest>
#include <cmath>

#include "core/encode/starter_features.h"

using namespace nounscope;

namespace {

using Layout = StarterFeatureLayout;

at::Tensor featuresOf(const at::Tensor& picture) {
    return starterFeatures(picture.unsqueeze(0).contiguous())[0];
}

at::Tensor plain(int red, int green, int blue) {
    return at::tensor({red, green, blue}).to(at::kByte).expand({64, 64, 3}).contiguous();
}

at::Tensor part(const at::Tensor& features, std::int64_t begin, std::int64_t count) {
    return features.slice(0, begin, begin + count);
}

at::Tensor orientationSums(const at::Tensor& features) {
    return part(features, 0, Layout::fineCells).view({-1, Layout::orientations}).sum(0);
}

}  // namespace

class TestStarterFeatures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPlainPictureHasNoEdges() {
        const at::Tensor features = featuresOf(plain(10, 200, 30));
        QCOMPARE(features.size(0), 984);
        QCOMPARE(part(features, 0, Layout::fineCells + Layout::coarseCells).abs().max().item<float>(), 0.0f);
        QCOMPARE(part(features, 984 - Layout::thumbnail, Layout::thumbnail).abs().max().item<float>(), 0.0f);
    }

    void aPlainPictureHasOneColour() {
        // pure red: hue 0, full saturation and value: bin (0 * 3 + 2) * 3 + 2
        const at::Tensor colours =
            part(featuresOf(plain(255, 0, 0)), Layout::fineCells + Layout::coarseCells, Layout::colours);
        QCOMPARE(colours[8].item<float>(), 0.7f);
        QCOMPARE(colours.sum().item<float>(), 0.7f);
        // pure blue: four sixths of a turn are in the sixth of eight hue bins: (5 * 3 + 2) * 3 + 2
        const at::Tensor blue =
            part(featuresOf(plain(0, 0, 255)), Layout::fineCells + Layout::coarseCells, Layout::colours);
        QCOMPARE(blue[53].item<float>(), 0.7f);
    }

    void aVerticalEdgeFillsOneOrientation() {
        at::Tensor picture = plain(0, 0, 0).clone();
        picture.slice(1, 32).fill_(255);
        const at::Tensor sums = orientationSums(featuresOf(picture));
        QVERIFY(sums[0].item<float>() > 0);
        QCOMPARE(sums.slice(0, 1).abs().max().item<float>(), 0.0f);
    }

    void aHorizontalEdgeIsSharedByTheTwoNearestOrientations() {
        at::Tensor picture = plain(0, 0, 0).clone();
        picture.slice(0, 32).fill_(255);
        // 90 degrees lie half way between bins 4 (80) and 5 (100)
        const at::Tensor sums = orientationSums(featuresOf(picture));
        QVERIFY(std::abs(sums[4].item<float>() - sums[5].item<float>()) < 1e-5f);
        QVERIFY(sums[4].item<float>() > 0);
        QVERIFY(sums[0].item<float>() == 0 && sums[3].item<float>() == 0 && sums[6].item<float>() == 0);
    }

    void anEdgeVotesForTheCellsAroundIt() {
        // The gradient is in columns 31 and 32, between cell columns 3 and 4: all votes go to those two.
        at::Tensor picture = plain(0, 0, 0).clone();
        picture.slice(1, 32).fill_(255);
        const at::Tensor cells =
            part(featuresOf(picture), 0, Layout::fineCells).view({8, 8, 9}).sum(2).sum(0);
        for (int column = 0; column < 8; ++column)
            QCOMPARE(cells[column].item<float>() > 0, column == 3 || column == 4);
    }

    void everyPartHasItsWeight() {
        const at::Tensor features =
            featuresOf(at::arange(64 * 64 * 3).mul(97).remainder(251).to(at::kByte).view({64, 64, 3}));
        const std::int64_t sizes[]{Layout::fineCells, Layout::coarseCells, Layout::colours,
                                   Layout::thumbnail};
        const double weights[]{1, 0.7, 0.7, 0.5};
        std::int64_t begin = 0;
        for (int i = 0; i < 4; begin += sizes[i++])
            QVERIFY(std::abs(part(features, begin, sizes[i]).norm().item<double>() - weights[i]) < 1e-5);
        QCOMPARE(begin, 984);
    }

    void aPictureKnowsNothingOfItsNeighbours() {
        const at::Tensor a = plain(255, 0, 0),
                         b = at::arange(64 * 64 * 3).remainder(199).to(at::kByte).view({64, 64, 3});
        QVERIFY(at::equal(starterFeatures(at::stack({a, b}))[1], featuresOf(b)));
    }
};

QTEST_GUILESS_MAIN(TestStarterFeatures)
#include "test_starter_features.moc"
