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
        QCOMPARE(figures.inCategories, 499);
        QCOMPARE(figures.inFolders, 817);
        QCOMPARE(figures.all.zeroShot.choices, 13);
        QCOMPARE(figures.nouns.choices, 451);

        QVERIFY(figures.all.zeroShot.top1 >= 0.47);
        QVERIFY(figures.all.zeroShot.top5 >= 0.81);
        QVERIFY(figures.all.zeroShot.balanced >= 0.39);
        QVERIFY(figures.all.kMeans.acc >= 0.37);
        QVERIFY(figures.all.kMeans.nmi >= 0.32);
        QVERIFY(figures.folders.acc >= 0.29);
        QVERIFY(figures.onTextures.top1 >= 0.31);
        QVERIFY(figures.nouns.top5 >= 0.12);
        QVERIFY(figures.nouns.medianRank <= 80);

        const NamingFigures naming = judgeNaming(encoder, wordNet, stamps, defaultSeed, 5, {});
        QCOMPARE(naming.clusters.size(), std::size_t{13});
        QVERIFY(naming.agreement.ari >= 0.2);
        QVERIFY(naming.fittingNames >= 0.5);
    }
};

QTEST_GUILESS_MAIN(TestStarterFigures)
#include "test_starter_figures.moc"
