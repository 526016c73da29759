#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTest>

#include "core/tiled_product.h"
#include "tests/synthetic.h"

using namespace nounscope;
using namespace nounscope::test;

class TestTiledProduct : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalsTheProductInDouble() {
        const at::Tensor a = randomRows(1300, 37, 1), b = randomRows(21, 37, 2);
        const at::Tensor exact = at::mm(a.to(at::kDouble), b.to(at::kDouble).t());
        QVERIFY((tiledProduct(a, b).to(at::kDouble) - exact).abs().max().item<double>() < 1e-6);
    }

    void threadsChangeNoBit() {
        const at::Tensor a = randomRows(2000, 512, 3), b = randomRows(50, 512, 4);
        const int before = at::get_num_threads();
        at::set_num_threads(1);
        const at::Tensor one = tiledProduct(a, b);
        at::set_num_threads(2);
        const at::Tensor two = tiledProduct(a, b);
        at::set_num_threads(before);
        QVERIFY(at::equal(one, two));
    }

    // A row's products must not depend on where it stands, nor on how many rows there are.
    void orderOfRowsChangesNoBit() {
        const at::Tensor a = randomRows(1111, 64, 5), b = randomRows(40, 64, 6);
        const at::Tensor whole = tiledProduct(a, b);
        QVERIFY(at::equal(tiledProduct(a.flip(0).contiguous(), b).flip(0), whole));
        QVERIFY(at::equal(tiledProduct(a.narrow(0, 700, 1), b), whole.narrow(0, 700, 1)));
    }

    void equalColumnsGiveEqualProducts() {
        const at::Tensor a = randomRows(600, 100, 7);
        const at::Tensor b = at::cat({randomRows(38, 100, 8), randomRows(1, 100, 9), randomRows(1, 100, 9)});
        const at::Tensor products = tiledProduct(a, b);
        QVERIFY(at::equal(products.select(1, 38), products.select(1, 39)));
    }

    void cancelStopsIt() {
        CancelToken token;
        token.cancel();
        const at::Tensor a = randomRows(600, 8, 1);
        QVERIFY_EXCEPTION_THROWN(forEachProductTile(a, a, Job{&token, {}}, [](const ProductTile&) {}),
                                 Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestTiledProduct)
#include "test_tiled_product.moc"
