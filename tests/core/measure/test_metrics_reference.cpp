// The metrics against what scikit-learn and SciPy gave on the same input.
#include <QFile>
#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/io/npy.h"
#include "core/measure/external_metrics.h"
#include "core/measure/internal_metrics.h"
#include "core/measure/roc.h"

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

private:
    json m_reference;
};

QTEST_GUILESS_MAIN(TestMetricsReference)
#include "test_metrics_reference.moc"
