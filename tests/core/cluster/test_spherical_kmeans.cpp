#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTest>
#include <set>

#include "core/cluster/kmeans_seeding.h"
#include "core/cluster/spherical_kmeans.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

namespace {

// Lloyd's algorithm as the textbook has it: every cosine anew in every iteration.
KMeansResult plainLloyd(const at::Tensor& rows, at::Tensor centers) {
    const std::int64_t clusters = centers.size(0);
    at::Tensor assignment = at::full({rows.size(0)}, -1, at::kLong);
    const at::Tensor data = rows.to(at::kDouble);
    centers = centers.to(at::kDouble);
    for (int iteration = 1;; ++iteration) {
        const at::Tensor next = at::mm(data, centers.t()).argmax(1);
        if (at::equal(next, assignment)) {
            KMeansResult result;
            result.iterations = iteration;
            result.objective = (data * centers.index_select(0, next)).sum().item<double>();
            for (std::int64_t i = 0; i < rows.size(0); ++i)
                result.assignment.push_back(static_cast<std::int32_t>(next[i].item<std::int64_t>()));
            return result;
        }
        assignment = next;
        centers = unit(at::zeros({clusters, rows.size(1)}, at::kDouble).index_add(0, assignment, data));
    }
}

std::set<std::int32_t> distinct(const std::vector<std::int32_t>& values) {
    return {values.begin(), values.end()};
}

}  // namespace

class TestSphericalKMeans : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fourPointsTwoClustersByHand() {
        const at::Tensor rows =
            unit(at::tensor({1.0F, 0.1F, 1.0F, -0.1F, -0.1F, 1.0F, 0.1F, 1.0F}).view({4, 2}));
        const KMeansResult result = sphericalKMeans(rows, {2, 4, 100, 1});
        QVERIFY(result.converged);
        QCOMPARE(result.assignment[0], result.assignment[1]);
        QCOMPARE(result.assignment[2], result.assignment[3]);
        QVERIFY(result.assignment[0] != result.assignment[2]);
        QVERIFY(std::abs(result.objective - 4 / std::sqrt(1.01)) <
                1e-6);  // each row is at 1/sqrt(1.01) to its axis
        QVERIFY(std::abs(result.centers[result.assignment[0]][0].item<float>() - 1) < 1e-6);
    }

    // Keeping the cosines of centres at rest must not change a single assignment.
    void equalsPlainLloydFromTheSameStarts() {
        const at::Tensor rows = groupedRows(1500, 24, 9, 1.2, 3);
        const int clusters = 14;
        for (const std::vector<std::int64_t>& picks : seedKMeans(rows, clusters, 3, 5)) {
            const at::Tensor starts = rows.index_select(0, at::tensor(picks));
            const KMeansResult plain = plainLloyd(rows, starts);
            const KMeansResult ours = sphericalKMeansFrom(rows, starts, 300);
            QVERIFY(plain.iterations > 5);
            QCOMPARE(ours.assignment, plain.assignment);
            QVERIFY(std::abs(ours.objective - plain.objective) < 1e-3);
            QCOMPARE(ours.iterations, plain.iterations);
        }
    }

    // The lockstep of restarts, too, must leave each as it would be alone.
    void restartsDoNotInfluenceOneAnother() {
        const at::Tensor rows = groupedRows(900, 16, 6, 1.0, 4);
        const KMeansResult many = sphericalKMeans(rows, {7, 5, 300, 9});
        const auto picks = seedKMeans(rows, 7, 5, 9);
        for (int r = 0; r < 5; ++r) {
            const at::Tensor starts = rows.index_select(0, at::tensor(picks[r]));
            QCOMPARE(many.objectives[r], sphericalKMeansFrom(rows, starts, 300).objective);
        }
        QCOMPARE(many.objective, *std::max_element(many.objectives.begin(), many.objectives.end()));
        QCOMPARE(seedKMeans(rows, 7, 2, 9)[1], picks[1]);
    }

    void threadsChangeNothing() {
        const at::Tensor rows = groupedRows(3000, 48, 10, 1.0, 6);
        const int before = at::get_num_threads();
        at::set_num_threads(1);
        const KMeansResult one = sphericalKMeans(rows, {12, 4, 300, 2});
        at::set_num_threads(2);
        const KMeansResult two = sphericalKMeans(rows, {12, 4, 300, 2});
        at::set_num_threads(before);
        QCOMPARE(one.assignment, two.assignment);
        QVERIFY(at::equal(one.centers, two.centers));
        QVERIFY(one.objectives == two.objectives);
    }

    // Two starts at the same place leave one of them without rows.
    void emptyClustersAreReseeded() {
        const at::Tensor rows = groupedRows(60, 8, 3, 0.05, 7);
        const at::Tensor starts = at::cat({rows.narrow(0, 0, 1), rows.narrow(0, 0, 1), rows.narrow(0, 1, 1)});
        const KMeansResult result = sphericalKMeansFrom(rows, starts, 100);
        QCOMPARE(distinct(result.assignment).size(), std::size_t{3});
        QVERIFY((result.centers.norm(2, 1) - 1).abs().max().item<double>() < 1e-5);
    }

    void allRowsEqualStillFillsEveryCluster() {
        const at::Tensor rows = randomRows(1, 8, 1).expand({10, 8}).contiguous();
        const KMeansResult result = sphericalKMeans(rows, {3, 2, 50, 1});
        QCOMPARE(distinct(result.assignment).size(), std::size_t{3});
        QVERIFY(result.converged);
        QVERIFY(std::abs(result.objective - 10) < 1e-5);
    }

    void oneClusterAndOneEach() {
        const at::Tensor rows = randomRows(12, 6, 2);
        QCOMPARE(distinct(sphericalKMeans(rows, {1, 2, 50, 1}).assignment).size(), std::size_t{1});
        const KMeansResult each = sphericalKMeans(rows, {12, 2, 50, 1});
        QCOMPARE(distinct(each.assignment).size(), std::size_t{12});
        QVERIFY(std::abs(each.objective - 12) < 1e-5);
    }

    void impossibleCountsAreRefused() {
        const at::Tensor rows = randomRows(5, 4, 3);
        QVERIFY_EXCEPTION_THROWN(sphericalKMeans(rows, {0, 1, 10, 1}), Error);
        try {
            sphericalKMeans(rows, {6, 1, 10, 1});
            QFAIL("six clusters of five rows");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("choose 1 to 5") != std::string::npos);
        }
    }

    void progressCountsTheRestarts() {
        std::vector<Progress> seen;
        const Job job{nullptr, [&](const Progress& progress) { seen.push_back(progress); }};
        sphericalKMeans(groupedRows(300, 8, 4, 1.0, 3), {5, 6, 100, 1, "Grouping pictures"}, job);
        QCOMPARE(seen.front().stage, std::string("Grouping pictures"));
        QCOMPARE(seen.front().done, std::int64_t{0});
        QCOMPARE(seen.back().done, std::int64_t{6});
        QCOMPARE(seen.back().total, std::int64_t{6});
    }

    void iterationLimitIsKept() {
        const KMeansResult result = sphericalKMeans(groupedRows(800, 16, 5, 2.0, 8), {10, 1, 2, 1});
        QCOMPARE(result.iterations, 2);
        QVERIFY(!result.converged);
    }

    // k-means++ draws rows by squared distance: a second start at the same spot as the first is all but
    // impossible.
    void seedingSpreadsTheStarts() {
        const at::Tensor rows = groupedRows(400, 16, 4, 0.01, 9);
        for (const auto& picks : seedKMeans(rows, 4, 20, 3)) {
            std::set<std::int64_t> groups;
            for (const std::int64_t pick : picks) groups.insert(pick % 4);
            QCOMPARE(groups.size(), std::size_t{4});
        }
    }
};

QTEST_GUILESS_MAIN(TestSphericalKMeans)
#include "test_spherical_kmeans.moc"
