// The metrics against what scikit-learn and SciPy gave on the same input.
#include <ATen/ATen.h>

#include <QTest>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/filter/separability.h"
#include "core/io/npy.h"
#include "core/measure/external_metrics.h"
#include "core/measure/internal_metrics.h"
#include "core/measure/roc.h"
#include "tests/npz.h"

using namespace nounscope;
using nlohmann::json;

namespace {

void near(double actual, const json& expected) {
    QVERIFY2(std::abs(actual - expected.get<double>()) <= 1e-6,
             qPrintable(QString("%1 instead of %2").arg(actual).arg(expected.get<double>())));
}

}  // namespace

class TestMetricsReference : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        std::ifstream file(NOUNSCOPE_REFERENCE "/metrics.json");
        if (!file) QSKIP("no reference data: " NOUNSCOPE_REFERENCE "/metrics.json");
        m_reference = json::parse(file);
    }

    void external() {
        for (const json& given : m_reference.at("external")) {
            const auto metrics = externalMetrics(given.at("predictions"), given.at("labels"));
            near(metrics.acc, given.at("acc"));
            near(metrics.nmi, given.at("nmi"));
            near(metrics.ari, given.at("ari"));
        }
    }

    void internal() {
        const json& given = m_reference.at("internal");
        const at::Tensor rows = readNpy(NOUNSCOPE_REFERENCE "/" + given.at("x").get<std::string>());
        const std::vector<std::int32_t> labels = given.at("labels");
        const int clusters = *std::max_element(labels.begin(), labels.end()) + 1;
        const InternalMetrics metrics = internalMetrics(rows, labels, clusters);
        near(metrics.silhouette, given.at("silhouette_cosine"));
        near(metrics.daviesBouldin, given.at("davies_bouldin"));
        // In proportion: scikit-learn sums float32 rows in float32, which is 8e-8 off its own float64 figure.
        near(metrics.calinskiHarabasz / given.at("calinski_harabasz").get<double>(), 1);
        near(meanCosineSilhouette(rows, labels, clusters), given.at("silhouette_cosine"));
    }

    void roc() {
        const json& given = m_reference.at("roc");
        std::vector<bool> positive;
        for (const json& value : given.at("positive")) positive.push_back(value.get<int>() == 1);
        const RocCurve curve = rocCurve(given.at("scores"), positive);
        near(curve.auroc, given.at("auroc"));
        near(curve.averagePrecision, given.at("average_precision"));
    }

    void rocOfNounScores() {
        const test::Npz arrays(NOUNSCOPE_REFERENCE "/gradnorm/reference.npz");
        const at::Tensor logScores = arrays.read("score_T0.04_p2.0").log();
        std::ifstream positives(NOUNSCOPE_REFERENCE "/gradnorm/positives.txt");
        const std::vector<bool> positive{std::istream_iterator<int>(positives), {}};
        std::ifstream expected(NOUNSCOPE_REFERENCE "/gradnorm/reference.json");
        const double* first = logScores.data_ptr<double>();
        const auto separability = separabilityFromPositives({first, first + logScores.numel()}, positive);
        near(separability.roc.auroc, json::parse(expected).at("auroc").at("gradnorm_p2_T0.04"));
    }

private:
    json m_reference;
};

QTEST_GUILESS_MAIN(TestMetricsReference)
#include "test_metrics_reference.moc"
