// The steps of the map one by one, beside numbers from other ways to the same.
#include <ATen/ATen.h>

#include <QTest>
#include <tuple>

#include "core/device.h"
#include "core/map/nearest_neighbors.h"
#include "core/map/neighbor_graph.h"
#include "core/map/neighbor_layout.h"
#include "core/map/principal_components.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestNeighbors : public QObject {
    Q_OBJECT

    static float weightOf(const NeighborGraph& graph, std::size_t from, std::int32_t to) {
        for (std::size_t edge = graph.begins[from]; edge < graph.begins[from + 1]; ++edge)
            if (graph.targets[edge] == to) return graph.weights[edge];
        return -1;
    }

private Q_SLOTS:
    void initTestCase() { setThreads(2); }

    void componentsAreTheSingularOnes() {
        const at::Tensor spread = at::pow(0.8, at::arange(40));
        const at::Tensor rows = randomRows(900, 40, 1).mul(spread).add(0.3);
        const at::Tensor components = principalComponents(rows, 5);
        const at::Tensor centred = (rows - rows.mean(0)).to(at::kDouble);
        const auto [u, s, v] = at::linalg_svd(centred, false);
        const at::Tensor expected = (u * s).narrow(1, 0, 5);
        QVERIFY(at::allclose(components.abs().to(at::kDouble), expected.abs(), 1e-3, 1e-5));
        // the sign: a direction's largest number is positive
        const at::Tensor directions = at::mm(at::linalg_pinv(components.to(at::kDouble)), centred);
        const at::Tensor largest = directions.gather(1, directions.abs().argmax(1, true));
        QVERIFY(largest.gt(0).all().item<bool>());
    }

    void missingDirectionsAreZero() {
        const at::Tensor components = principalComponents(randomRows(20, 3, 2), 5);
        QCOMPARE(components.sizes(), (at::IntArrayRef{20, 5}));
        QVERIFY(components.narrow(1, 3, 2).eq(0).all().item<bool>());
        QVERIFY(components.narrow(1, 0, 3).ne(0).any(0).all().item<bool>());
        QVERIFY(principalComponents(randomRows(1, 3, 2), 2).abs().lt(1e-6).all().item<bool>());
    }

    // More rows than a tile and a block of columns hold.
    void neighboursAreTheNearestOfAll() {
        const at::Tensor rows = randomRows(4700, 5, 3);
        const NeighborTable table = nearestNeighbors(rows, 7);
        const at::Tensor exact = at::cdist(rows.to(at::kDouble), rows.to(at::kDouble)).fill_diagonal_(1e9);
        const auto [distances, indices] = exact.topk(7, 1, false, true);
        const at::Tensor found = at::from_blob(const_cast<float*>(table.distances.data()), {4700, 7});
        QVERIFY(at::allclose(found.to(at::kDouble), distances, 1e-5, 1e-6));
        const at::Tensor whose = at::tensor(table.indices).view({4700, 7});
        QVERIFY(whose.eq(indices).to(at::kDouble).mean().item<double>() > 0.9999);
    }

    void equalRowsAreNeighboursInOrder() {
        const NeighborTable table = nearestNeighbors(at::ones({6, 3}), 2);
        QCOMPARE(table.indices, (std::vector<std::int32_t>{1, 2, 0, 2, 0, 1, 0, 1, 0, 1, 0, 1}));
        QCOMPARE(table.distances, std::vector<float>(12, 0.f));
    }

    // Each sees its nearest with 1 and the three others with v, 1 + 3 v = log2 4: v = 1/3.
    void weightsByHand() {
        const NeighborTable table{4,
                                  {1, 2, 3, 4, 0, 2, 3, 4, 3, 0, 1, 4, 2, 0, 1, 4, 0, 1, 2, 3},
                                  {1, 2, 2, 2, 1, 2, 2, 2, 1, 2, 2, 2, 1, 2, 2, 2, 1, 2, 2, 2}};
        const NeighborGraph graph = neighborGraph(table);
        QCOMPARE(graph.begins, (std::vector<std::size_t>{0, 4, 8, 12, 16, 20}));
        QCOMPARE(weightOf(graph, 0, 1), 1.f);  // both see each other as the nearest
        QCOMPARE(weightOf(graph, 0, 4), 1.f);  // 1/3 + 1 - 1/3
        QVERIFY(std::abs(weightOf(graph, 0, 2) - 5 / 9.f) < 1e-5f);
        QCOMPARE(weightOf(graph, 2, 0), weightOf(graph, 0, 2));
    }

    void edgesStandAtBothEnds() {
        const NeighborGraph graph = neighborGraph(nearestNeighbors(randomRows(500, 4, 6), 10));
        for (std::size_t i = 0; i < 500; ++i) {
            QVERIFY(graph.begins[i + 1] - graph.begins[i] >= 10);
            for (std::size_t edge = graph.begins[i]; edge < graph.begins[i + 1]; ++edge) {
                QVERIFY(graph.weights[edge] >= 0 && graph.weights[edge] <= 1);
                QVERIFY(edge == graph.begins[i] || graph.targets[edge - 1] < graph.targets[edge]);
                QCOMPARE(weightOf(graph, static_cast<std::size_t>(graph.targets[edge]),
                                  static_cast<std::int32_t>(i)),
                         graph.weights[edge]);
            }
        }
    }

    // Two pairs, far apart: each comes together, and does not reach the other.
    void edgesPullAndStrangersPush() {
        const NeighborGraph graph{{0, 1, 2, 3, 4}, {1, 0, 3, 2}, {1, 1, 1, 1}};
        const MapLayout layout = neighborLayout(graph, {{0, 0}, {6, 0}, {0, 9}, {6, 9}}, {300, 1});
        const auto apart = [&](std::size_t a, std::size_t b) {
            return std::hypot(layout[a].x - layout[b].x, layout[a].y - layout[b].y);
        };
        QVERIFY2(apart(0, 1) < 2 && apart(2, 3) < 2,
                 qPrintable(QString("%1 %2").arg(apart(0, 1)).arg(apart(2, 3))));
        QVERIFY2(apart(0, 2) > 4, qPrintable(QString::number(apart(0, 2))));
    }
};

QTEST_GUILESS_MAIN(TestNeighbors)
#include "test_neighbors.moc"
