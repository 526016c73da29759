#include <QTest>
#include <filesystem>

#include "app/train-starter/evaluate.h"
#include "app/train-starter/evaluate_naming.h"
#include "core/io/resources.h"
#include "core/model/settings.h"

using namespace nounscope;
namespace fs = std::filesystem;

// Floors a little below the figures of the weights that ship, which tests/bench/RESULTS.md lists: k-means
// scatters.
class TestStarterFigures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theShippedWeightsKeepTheirFigures() {
        const fs::path folder = "/usr/share/tuxpaint/stamps";
        if (!fs::exists(folder)) QSKIP("tuxpaint-stamps-default is not installed");
        const WordNet wordNet = WordNet::load(WordNet::findDirectory());
        const StarterEncoder encoder(findResource("starter.safetensors"), wordNet);
        const StampEmbeddings stamps =
            embedStamps(encoder, findResource("stamps.csv"), folder, defaultSeed, {});
        const StarterFigures figures = judgeStarter(encoder, stamps, defaultSeed, {});
        QCOMPARE(figures.inCategories, 500);
        QCOMPARE(figures.inFolders, 818);
        QCOMPARE(figures.all.zeroShot.choices, 13);
        QCOMPARE(figures.nouns.choices, 452);

        QVERIFY(figures.all.zeroShot.top1 >= 0.47);
        QVERIFY(figures.all.zeroShot.top5 >= 0.81);
        QVERIFY(figures.all.zeroShot.balanced >= 0.39);
        QVERIFY(figures.all.kMeans.acc >= 0.38);
        QVERIFY(figures.all.kMeans.nmi >= 0.34);
        QVERIFY(figures.folders.acc >= 0.31);
        QVERIFY(figures.onTextures.top1 >= 0.34);
        QVERIFY(figures.nouns.top5 >= 0.15);
        QVERIFY(figures.nouns.medianRank <= 68);

        const NamingFigures naming = judgeNaming(encoder, wordNet, stamps, defaultSeed, 5, {});
        QCOMPARE(naming.clusters.size(), std::size_t{13});
        QVERIFY(naming.agreement.ari >= 0.2);
        QVERIFY(naming.fittingNames >= 0.6);
    }
};

QTEST_GUILESS_MAIN(TestStarterFigures)
#include "test_starter_figures.moc"
