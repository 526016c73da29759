#include "core/io/result_files.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <iterator>
#include <limits>

using namespace nounscope;

class TestResultFiles : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    RunInputs m_inputs;
    Clustering m_clustering;
    const std::vector<ClusterName> m_names{{"owl, bird", {"owl", "bird", "wing"}}, {"coin", {"coin"}}};

    std::filesystem::path file() const { return m_folder.filePath("table.csv").toStdString(); }
    QByteArray written() const {
        std::ifstream in(file(), std::ios::binary);
        return QByteArray::fromStdString({std::istreambuf_iterator<char>(in), {}});
    }

private Q_SLOTS:
    // Four pictures, the second unreadable; three nouns, the second unknown to the encoder.
    void init() {
        m_inputs = {};
        m_inputs.items = {
            {"a.png", "", ""}, {"b,\"c\".png", "", "empty file"}, {"d\xff%.png", "", ""}, {"e.png", "", ""}};
        m_inputs.imageRows = {0, 2, 3};
        m_inputs.nouns.words = {"owl", "qwerty", "coin"};
        m_inputs.nounRows = {0, 2};
        m_clustering = {};
        m_clustering.assignment = {0, 1, 0};
        m_clustering.distance = {0.25, 0, 0.1};
        m_clustering.confidence = {0.5, 1, 1};
        m_clustering.sizes = {2, 1};
        m_clustering.medoids = {2, 1};
    }

    void failedPicturesKeepTheirRow() {
        m_inputs.labels = {"bird", "bird", "", "bird"};
        writeAssignments(file(), m_inputs, m_clustering, m_names);
        QCOMPARE(written(),
                 QByteArray("filepath,cluster,cluster_name,confidence,distance,label,status,error\n"
                            "a.png,0,\"owl, bird\",0.5,0.25,bird,ok,\n"
                            "\"b,\"\"c\"\".png\",,,,,bird,failed,empty file\n"
                            "d%FF%25.png,1,coin,1,0,,ok,\n"
                            "e.png,0,\"owl, bird\",1,0.1,bird,ok,\n"));
    }

    void withoutLabelsTheColumnIsEmpty() {
        writeAssignments(file(), m_inputs, m_clustering, m_names);
        QVERIFY(written().contains("\na.png,0,\"owl, bird\",0.5,0.25,,ok,\n"));
    }

    void hiddenPicturesKeepTheirRowToo() {
        m_inputs.imageRows = {0, 3};
        m_clustering.assignment = {0, 0};
        m_clustering.distance = {0.25, 0.1};
        m_clustering.confidence = {0.5, 1};
        writeAssignments(file(), m_inputs, m_clustering, m_names);
        QVERIFY(written().contains("\nd%FF%25.png,,,,,,hidden,\n"));
        QVERIFY(written().contains(",,,,,failed,empty file\n"));
    }

    void unknownNounsHaveNoNumbers() {
        NounScores scores;
        scores.proxy = {3, 1};
        scores.confidence = {0.75, 1};
        scores.logScore = {0, -std::numeric_limits<double>::infinity()};
        scores.rank = {2, 1};
        NounSelection selection;
        selection.selected = {false, true};
        writeNounScores(file(), m_inputs, scores, selection);
        QCOMPARE(written(), QByteArray("noun,row,proxy,confidence,score,log_score,rank,selected\n"
                                       "owl,0,3,0.75,1,0,2,0\n"
                                       "qwerty,1,,,,,,0\n"
                                       "coin,2,1,1,0,-inf,1,1\n"));
    }

    void clustersNameTheirMedoid() {
        writeClusters(file(), m_inputs, m_clustering, m_names);
        QCOMPARE(written(), QByteArray("cluster,name,size,nouns,mean_confidence,medoid\n"
                                       "0,\"owl, bird\",2,owl; bird; wing,0.75,e.png\n"
                                       "1,coin,1,coin,1,d%FF%25.png\n"));
    }

    void rowsOfFeaturesAreNumbered() {
        const ImageItems items = numberedItems(11);
        QCOMPARE(items.size(), std::size_t{11});
        QCOMPARE(items[10].path, std::string("10"));
    }
};

QTEST_GUILESS_MAIN(TestResultFiles)
#include "test_result_files.moc"
