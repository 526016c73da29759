#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "app/train-starter/evaluate.h"
#include "app/train-starter/evaluate_naming.h"
#include "core/io/resources.h"
#include "core/model/error.h"

using namespace nounscope;

class TestJudging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void choicesAreRankedByCosine() {
        // six choices along the axes; the pictures' cosines to them are their own coordinates
        const at::Tensor choices = at::eye(6);
        const at::Tensor pictures = at::tensor({.9f, .5f, .4f, .3f, .2f, .1f,    // answer 0: rank 1
                                                .9f, .5f, .4f, .3f, .2f, .1f,    // answer 1: rank 2
                                                .9f, .5f, .4f, .3f, .2f, .1f,    // answer 5: rank 6
                                                .1f, .9f, .4f, .3f, .2f, .05f})  // answer 1: rank 1
                                        .view({4, 6});
        const ChoiceFigures figures = judgeChoices(pictures, choices, {0, 1, 5, 1});
        QCOMPARE(figures.top1, 0.5);
        QCOMPARE(figures.top5, 0.75);
        QCOMPARE(figures.balanced, (1 + 0.5 + 0) / 3);
        QCOMPARE(figures.medianRank, 2.0);
        QCOMPARE(figures.pictures, 4);
        QCOMPARE(figures.choices, 6);
    }

    void theListNamesTheStampsOfBothSets() {
        const std::vector<Stamp> stamps = readStamps(findResource("stamps.csv"));
        QCOMPARE(stamps.size(), std::size_t{818});
        QCOMPARE(
            std::count_if(stamps.begin(), stamps.end(), [](const Stamp& s) { return !s.category.empty(); }),
            500);
    }

    void copiesOfTrainingPicturesAreLeftOut() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("stamps.csv").toStdString();
        std::ofstream(path) << "file,folder,category,noun,copy_of_training\na.png,x,,,0\nb.png,x,,,1\n";
        QCOMPARE(readStamps(path).size(), std::size_t{1});
        std::ofstream(path) << "file,label\na.png,x\n";
        QVERIFY_EXCEPTION_THROWN(readStamps(path), Error);
    }

    void aNameFitsBySynonymOrKindAbove() {
        const WordNet wordNet = WordNet::load(WordNet::findDirectory());
        QVERIFY(standsFor(wordNet, "vehicle", "vehicle"));
        QVERIFY(standsFor(wordNet, "conveyance", "vehicle"));  // above it
        QVERIFY(standsFor(wordNet, "plant", "flora"));         // its synonym
        QVERIFY(standsFor(wordNet, "edifice", "building"));    // its synonym
        QVERIFY(standsFor(wordNet, "sign", "street sign"));    // above it as a signboard
        QVERIFY(!standsFor(wordNet, "truck", "vehicle"));      // below it
        QVERIFY(!standsFor(wordNet, "animal", "vehicle"));
        QVERIFY(!standsFor(wordNet, "xqzzyv", "vehicle"));
    }
};

QTEST_GUILESS_MAIN(TestJudging)
#include "test_judging.moc"
