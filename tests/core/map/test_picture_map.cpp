// The map as a whole: groups stay apart, neighbours together, threads change nothing, odd inputs are survived.
#include <ATen/ATen.h>

#include <QTest>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/device.h"
#include "core/map/picture_map.h"
#include "core/model/error.h"
#include "tests/map_quality.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestPictureMap : public QObject {
    Q_OBJECT

    static MapLayout mapOf(const at::Tensor& rows, const MapSettings& settings = {}) {
        return *pictureMap(rows, settings);
    }

    static bool sameBits(const MapLayout& a, const MapLayout& b) {
        return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(MapPoint)) == 0;
    }

    static bool isFinite(const MapLayout& layout) {
        return std::all_of(layout.begin(), layout.end(),
                           [](MapPoint point) { return std::isfinite(point.x) && std::isfinite(point.y); });
    }

private Q_SLOTS:
    void initTestCase() { setThreads(2); }

    void groupsStayApart() {
        constexpr int groups = 6;
        const at::Tensor rows = groupedRows(300, 32, groups, 0.4, 1);
        const at::Tensor points = toTensor(mapOf(rows));
        const at::Tensor nearest = at::cdist(points, points).fill_diagonal_(1e9).argmin(1);
        const at::Tensor group = at::arange(300).remainder(groups);
        QVERIFY(at::equal(group.index_select(0, nearest), group));
        // Farther from one another than a group is wide.
        for (int a = 0; a < groups; ++a)
            for (int b = 0; b < a; ++b) {
                const at::Tensor as = points.index({group.eq(a)}), bs = points.index({group.eq(b)});
                const double width = at::cdist(as, as).mean().item<double>();
                QVERIFY(at::cdist(as, bs).min().item<double>() > width);
            }
    }

    // Rows on a surface that is rolled up: no plane through the data keeps its neighbours.
    void neighboursStayNear() {
        const at::Tensor along = at::arange(1500).mul(0.7548776662).frac(),
                         across = at::arange(1500).mul(0.5698402910).frac();
        const at::Tensor angle = along.mul(9).add(4.5);
        const at::Tensor rows = at::stack({angle * angle.cos(), across * 12, angle * angle.sin()}, 1);
        const MapQuality flat = mapQuality(rows, *principalMap(rows), 10, 7),
                         map = mapQuality(rows, mapOf(rows), 10, 7);
        QVERIFY2(map.trustworthiness > 0.99, std::to_string(map.trustworthiness).c_str());
        QVERIFY2(map.kept > 0.5 && map.kept > flat.kept + 0.2,
                 (std::to_string(map.kept) + " " + std::to_string(flat.kept)).c_str());
    }

    void threadsChangeNothing() {
        const at::Tensor rows = groupedRows(1300, 48, 5, 1, 4);
        MapSettings settings;
        settings.epochs = 40;
        setThreads(1);
        const MapLayout one = mapOf(rows, settings), flat = *principalMap(rows);
        for (const int threads : {2, 3}) {
            setThreads(threads);
            QVERIFY(sameBits(mapOf(rows, settings), one));
            QVERIFY(sameBits(*principalMap(rows), flat));
        }
        setThreads(2);
        settings.seed = 43;
        QVERIFY(!sameBits(mapOf(rows, settings), one));
    }

    void fewOrEqualRowsHaveAMap_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("equal");
        for (const int count : {1, 2, 3, 4, 40})
            for (const bool equal : {false, true})
                QTest::addRow("%d %s", count, equal ? "equal" : "different") << count << equal;
    }
    void fewOrEqualRowsHaveAMap() {
        QFETCH(const int, count);
        QFETCH(const bool, equal);
        at::Tensor rows = randomRows(count, 8, 3);
        if (equal) rows = rows[0].expand({count, 8});
        const MapLayout flat = *principalMap(rows), map = mapOf(rows);
        QCOMPARE(flat.size(), static_cast<std::size_t>(count));
        QCOMPARE(map.size(), flat.size());
        QVERIFY(isFinite(flat) && isFinite(map));
        if (count == 2 && !equal) QVERIFY(std::abs(map[0].x - map[1].x) > 1);
    }

    void oneNumberARowIsEnough() {
        const MapLayout flat = *principalMap(at::tensor({3.f, 1.f, 2.f}).unsqueeze(1));
        QVERIFY(flat[0].x > flat[2].x && flat[2].x > flat[1].x);
        QCOMPARE(flat[0].y, 0.f);
        QVERIFY(isFinite(mapOf(at::arange(30, at::kFloat).unsqueeze(1))));
    }

    void numbersThatAreNoneAreRefused() {
        for (const float bad :
             {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
            at::Tensor rows = randomRows(20, 4, 5);
            rows[13][2] = bad;
            try {
                mapOf(rows);
                QFAIL("no error");
            } catch (const Error& error) {
                QCOMPARE(error.kind(), ErrorKind::BadInput);
                QVERIFY2(QString(error.what()).contains("row 13"), error.what());
            }
            QVERIFY_EXCEPTION_THROWN(principalMap(rows), Error);
        }
    }

    void theMapIsSeenToMove() {
        const at::Tensor rows = groupedRows(2000, 16, 4, 0.5, 8);
        MapSettings settings;
        settings.epochs = 4000;  // some seconds
        std::vector<std::shared_ptr<const MapLayout>> seen;
        CancelToken cancel;
        Job job;
        job.cancel = &cancel;
        QVERIFY_EXCEPTION_THROWN(pictureMap(
                                     rows, settings,
                                     [&](std::shared_ptr<const MapLayout> layout) {
                                         seen.push_back(std::move(layout));
                                         if (seen.size() == 3) cancel.cancel();
                                     },
                                     job),
                                 Cancelled);
        QCOMPARE(seen.size(), std::size_t(3));
        for (const auto& layout : seen) QVERIFY(layout->size() == 2000 && isFinite(*layout));
        QVERIFY(!sameBits(*seen[1], *seen[2]));
    }

    void eachStageCanBeCancelled_data() {
        QTest::addColumn<QString>("stage");
        QTest::newRow("neighbours") << "Finding";
        QTest::newRow("layout") << "Arranging";
    }
    void eachStageCanBeCancelled() {
        QFETCH(const QString, stage);
        CancelToken cancel;
        Job job;
        job.cancel = &cancel;
        std::int64_t doneAfter = 0;
        job.progress = [&](const Progress& progress) {
            if (cancel.isCancelled()) doneAfter = progress.done;
            if (QString::fromStdString(progress.stage).startsWith(stage) && progress.done < progress.total)
                cancel.cancel();
        };
        QVERIFY_EXCEPTION_THROWN(pictureMap(randomRows(3000, 16, 2), {}, {}, job), Cancelled);
        QVERIFY2(doneAfter < 3000, "the stage went on to its end");
        QVERIFY_EXCEPTION_THROWN(principalMap(randomRows(30, 16, 2), job), Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPictureMap)
#include "test_picture_map.moc"
