// The method's stages against what autograd in float64, 60-digit arithmetic and scikit-learn gave.
#include <ATen/ATen.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <filesystem>

#include "core/cluster/spherical_kmeans.h"
#include "core/cluster/text_counterparts.h"
#include "core/filter/noun_score.h"
#include "core/filter/noun_selection.h"
#include "core/io/npy.h"
#include "tests/npz.h"

using namespace nounscope;
using nounscope::test::Npz;

namespace {

const std::filesystem::path reference = NOUNSCOPE_REFERENCE;

QJsonObject readJson(const std::filesystem::path& file) {
    QFile in(QString::fromStdString(file.string()));
    return in.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(in.readAll()).object() : QJsonObject();
}

double worst(const std::vector<double>& found, const at::Tensor& expected, bool logOfExpected) {
    double largest = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double value = expected.data_ptr<double>()[i];
        const double wanted = logOfExpected ? std::log(value) : value;
        largest = std::max(largest, found[i] == wanted ? 0.0 : std::abs(found[i] - wanted));
    }
    return largest;
}

// The objective of spherical k-means for given labels: the sum of the lengths of the clusters' sums.
double objectiveOf(const at::Tensor& rows, const QJsonArray& labels) {
    std::vector<std::int64_t> ids;
    for (const QJsonValue& label : labels) ids.push_back(label.toInt());
    const std::int64_t clusters = 1 + *std::max_element(ids.begin(), ids.end());
    const at::Tensor sums = at::zeros({clusters, rows.size(1)}, at::kDouble);
    sums.index_add_(0, at::tensor(ids), rows.to(at::kDouble));
    return sums.norm(2, 1).sum().item<double>();
}

}  // namespace

class TestMethodReference : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (!std::filesystem::exists(reference / "gradnorm"))
            QSKIP("no reference data beside the project (../shared/reference)");
    }

    void gradNorm_data() {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<double>("norm");
        for (const double temperature : {0.01, 0.04, 0.1})
            for (const double norm : {1.0, 2.0, 3.0})
                QTest::addRow("T %g q %g", temperature, norm) << temperature << norm;
    }
    void gradNorm() {
        QFETCH(double, temperature);
        QFETCH(double, norm);
        const Npz data(reference / "gradnorm" / "reference.npz");
        const std::string t = "T" + QString::number(temperature).toStdString();
        const std::string key = t + "_p" + QString::number(norm, 'f', 1).toStdString();
        FilterSettings settings;
        settings.temperature = temperature;
        settings.norm = norm;
        const NounScores scores =
            scoreNouns(readNpy(reference / "gradnorm" / "nouns.npy"), data.read("centers"), settings);
        QVERIFY(worst(scores.logScore, data.read("score_" + key), true) <= 1e-6 / temperature + 5e-6);
        QVERIFY(worst(scores.confidence, data.read("confidence_" + t), false) <= 1e-5);
        const at::Tensor assigned = data.read("assigned_" + t), selected = data.read("selected_" + key);
        for (std::size_t i = 0; i < scores.proxy.size(); ++i)
            QCOMPARE(std::int64_t{scores.proxy[i]}, assigned.data_ptr<std::int64_t>()[i]);
        at::Tensor found = at::tensor(selectNouns(scores, settings).indices);
        QVERIFY(at::equal(found, std::get<0>(selected.sort())));
    }

    void extremeTemperaturesAndNorms_data() {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<double>("norm");
        for (const double temperature : {0.002, 0.01, 0.2, 1.0})
            for (const double norm : {0.1, 0.5, 1.0, 2.0, 16.0})
                QTest::addRow("T %g q %g", temperature, norm) << temperature << norm;
    }
    void extremeTemperaturesAndNorms() {
        QFETCH(double, temperature);
        QFETCH(double, norm);
        const Npz data(reference / "gradnorm-extreme" / "extreme.npz");
        const QString t = temperature == 1 ? QStringLiteral("1.0") : QString::number(temperature);
        const QString key = QStringLiteral("log_score_T%1_q%2").arg(t, QString::number(norm, 'f', 1));
        FilterSettings settings;
        settings.temperature = temperature;
        settings.norm = norm;
        const NounScores scores = scoreNouns(data.read("nouns"), data.read("centers"), settings);
        const double error = worst(scores.logScore, data.read(key.toStdString()), false);
        QVERIFY2(error <= 1e-6 / temperature + 5e-6, qPrintable(QString::number(error)));
    }

    void oneCentreIsMinusInfinity() {
        const Npz data(reference / "gradnorm-extreme" / "extreme.npz");
        const NounScores scores = scoreNouns(data.read("nouns"), data.read("centers").narrow(0, 0, 1), {});
        QCOMPARE(worst(scores.logScore, data.read("log_score_one_center"), false), 0.0);
    }

    void counterparts() {
        const Npz data(reference / "gradnorm" / "reference.npz");
        const at::Tensor nouns = readNpy(reference / "gradnorm" / "nouns.npy");
        const at::Tensor selected = nouns.index_select(0, data.read("selected_T0.04_p2.0"));
        const at::Tensor found =
            textCounterparts(readNpy(reference / "gradnorm" / "images.npy"), selected, 0.02);
        QVERIFY((found - data.read("counterparts_T0.04_p2.0")).abs().max().item<double>() <= 1e-4);
    }

    void kMeansIsNotBelowScikitLearn() {
        const Npz data(reference / "gradnorm" / "reference.npz");
        const QJsonObject expected = readJson(reference / "gradnorm" / "reference.json");
        const at::Tensor images = readNpy(reference / "gradnorm" / "images.npy");
        const at::Tensor joined = joinCounterparts(images, data.read("counterparts_T0.04_p2.0"));
        for (const auto& [rows, name] : {std::pair(images, "image"), std::pair(joined, "concat")}) {
            const double theirs =
                objectiveOf(rows, expected[QLatin1String(name)].toObject()["predictions"].toArray());
            const double ours = sphericalKMeans(rows, {12, 20, 300, 42}).objective;
            QVERIFY2(ours >= 0.999 * theirs,
                     qPrintable(QStringLiteral("%1 against %2").arg(ours).arg(theirs)));
        }
    }
};

QTEST_GUILESS_MAIN(TestMethodReference)
#include "test_method_reference.moc"
