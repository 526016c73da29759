#include <ATen/ATen.h>

#include <QTest>

#include "core/encode/starter_features.h"
#include "core/encode/starter_patches.h"

using namespace nounscope;

namespace {

// Black but for the columns from `edge` on, which are white.
at::Tensor whiteFrom(std::int64_t edge) {
    at::Tensor picture = at::zeros({1, 64, 64, 3}, at::kByte);
    picture.slice(2, edge).fill_(255);
    return picture;
}

// One filter that answers light on the right of dark: sums to zero, as every filter must.
StarterPatches darkToLight(float offset = 0) {
    at::Tensor filter = at::ones({1, 3, 6, 6});
    filter.slice(3, 0, 3).fill_(-1);
    return {filter / 108, at::full({1}, offset)};
}

}  // namespace

class TestStarterPatches : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void flatPicturesHaveNoPatches() {
        for (const int value : {0, 127, 255})
            QCOMPARE(
                darkToLight().forward(at::full({1, 64, 64, 3}, value, at::kByte)).abs().max().item<float>(),
                0.0f);
    }

    // Everywhere the answer is the offset: .5 exceeds .25 in all quarters, and nothing falls below -.25.
    void quartersAreRootsOfMeanExcess() {
        const at::Tensor features = darkToLight(0.5).forward(whiteFrom(64));
        QVERIFY(at::allclose(features, at::tensor({.5f, .5f, .5f, .5f, 0.f, 0.f, 0.f, 0.f}).unsqueeze(0)));
    }

    // An edge at column 32 of 64 lies in the middle of the patches that begin at column 13 of 27; those of both halves
    // overlap there, so that all quarters see the same.
    void anEdgeInTheMiddleIsSeenFromAllQuarters() {
        const at::Tensor features = darkToLight().forward(whiteFrom(32))[0];
        QVERIFY(at::allclose(features.slice(0, 0, 4), at::full({4}, .5)));
        QCOMPARE(features.slice(0, 4).max().item<float>(), 0.0f);
    }

    void anEdgeAtTheSideIsSeenOnItsSide() {
        const at::Tensor features = darkToLight().forward(whiteFrom(56))[0].slice(0, 0, 4).view({2, 2});
        QCOMPARE(features.select(1, 0).max().item<float>(), 0.0f);
        QVERIFY(at::allclose(features.select(1, 1), at::full({2}, std::sqrt(.5))));
    }

    void theMirrorImageAnswersWithTheOtherSign() {
        const at::Tensor picture = whiteFrom(40);
        const at::Tensor seen = darkToLight().forward(picture).view({2, 2, 2}),
                         mirrored = darkToLight().forward(picture.flip(2)).view({2, 2, 2});
        QVERIFY(at::allclose(mirrored.flip({0, 2}), seen, 1e-5, 1e-6));
        QVERIFY(seen[0].max().item<float>() > 0);
    }

    void contrastHardlyMatters() {
        const at::Tensor bright = whiteFrom(32), faint = bright.div(4, "floor");
        QVERIFY(at::allclose(darkToLight().forward(bright), darkToLight().forward(faint)));
    }

    void aPictureKnowsNothingOfItsNeighbours() {
        const at::Tensor noise =
            at::arange(3 * 64 * 64 * 3).mul(7919).remainder(256).to(at::kByte).view({3, 64, 64, 3});
        const at::Tensor together = darkToLight().forward(noise);
        QVERIFY(at::allclose(darkToLight().forward(noise.slice(0, 1, 2)), together.slice(0, 1, 2), 0, 1e-7));
    }

    void bothPartsHaveUnitLength() {
        const at::Tensor picture =
            at::arange(64 * 64 * 3).mul(97).remainder(251).to(at::kByte).view({1, 64, 64, 3});
        const at::Tensor whole = describePictures(picture, darkToLight());
        QCOMPARE(whole.size(1), StarterFeatureLayout::width + 8);
        QVERIFY(std::abs(whole.slice(1, 0, StarterFeatureLayout::width).norm().item<double>() - 1) < 1e-5);
    }
};

QTEST_GUILESS_MAIN(TestStarterPatches)
#include "test_starter_patches.moc"
