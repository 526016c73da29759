// What holds for both towers whatever the weights: no row depends on its neighbours, shortcuts change
// nothing.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QTest>
#include <atomic>

#include "core/device.h"
#include "core/encode/attention.h"
#include "core/encode/halve_on_out_of_memory.h"
#include "core/encode/text_tower.h"
#include "core/encode/vision_tower.h"
#include "core/model/error.h"
#include "tests/plain_towers.h"
#include "tests/random_clip.h"

using namespace nounscope;
using namespace nounscope::test;

static const c10::Device cpu(c10::kCPU);

class TestClipTowers : public QObject {
    Q_OBJECT

    const ClipArchitecture m_architecture = smallClip();
    const ClipWeights m_weights = randomClipWeights(m_architecture, 11);

    VisionTower vision(Precision precision = Precision::Float32) const {
        return {m_weights.vision, m_architecture.vision, precision, cpu};
    }
    TextTower text(Precision precision = Precision::Float32) const {
        return {m_weights.text, m_architecture.text, precision, cpu};
    }

    static at::Tensor pictures(std::int64_t count) {
        return at::sin(at::arange(count * 3 * 64 * 64).mul(0.37)).view({count, 3, 64, 64});
    }

    // `count` texts of 2 to 40 tokens; every seventh as long as the context.
    static std::vector<Tokens> texts(std::size_t count, const Tokens& beginning = {598}) {
        std::vector<Tokens> all;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t length = i % 7 == 6 ? 77 : beginning.size() + 1 + i % 39;
            Tokens tokens = beginning;
            while (tokens.size() + 1 < length)
                tokens.push_back(static_cast<std::int32_t>((i * 31 + tokens.size() * 17) % 598));
            tokens.push_back(599);
            all.push_back(tokens);
        }
        return all;
    }

    static double worstCosine(const at::Tensor& a, const at::Tensor& b) {
        return at::cosine_similarity(a.to(at::kDouble), b.to(at::kDouble), 1, 1e-30).min().item<double>();
    }

    static void precisions() {
        QTest::addColumn<int>("precision");
        QTest::newRow("fp32") << static_cast<int>(Precision::Float32);
        for (const Precision precision : fastPrecisions(cpu))
            QTest::newRow(precisionName(precision).c_str()) << static_cast<int>(precision);
    }

private Q_SLOTS:
    void initTestCase() { setThreads(2); }

    void aPictureIsAloneInItsBatch_data() { precisions(); }
    void aPictureIsAloneInItsBatch() {
        QFETCH(const int, precision);
        const VisionTower tower = vision(static_cast<Precision>(precision));
        const std::int64_t count = 2 * tower.picturesAtOnce() + 3;
        const at::Tensor all = pictures(count), features = tower.encode(all);
        QCOMPARE(features.sizes(), (at::IntArrayRef{count, m_architecture.width}));
        for (const std::int64_t i : {std::int64_t(0), std::int64_t(5), count - 1})
            QVERIFY(at::equal(tower.encode(all.narrow(0, i, 1)), features.narrow(0, i, 1)));
        QVERIFY(at::equal(tower.encode(all.flip(0)).flip(0), features));
        QVERIFY(at::equal(tower.encode(all.slice(0, 4)), features.slice(0, 4)));
        at::set_num_threads(1);
        QVERIFY(at::equal(tower.encode(all), features));
        at::set_num_threads(2);
    }

    void fasterFormatsKeepTheDirection_data() { precisions(); }
    void fasterFormatsKeepTheDirection() {
        QFETCH(const int, precision);
        const auto format = static_cast<Precision>(precision);
        const at::Tensor all = pictures(9);
        QVERIFY(worstCosine(vision(format).encode(all), vision().encode(all)) > 0.999);
        const std::vector<Tokens> some = texts(50);
        QVERIFY(worstCosine(text(format).encode(some), text().encode(some)) > 0.999);
    }

    void textsEqualThePlainPath() {
        const std::vector<Tokens> all = texts(300);
        const at::Tensor features = text().encode(all),
                         plain = encodePlainly(m_weights.text, m_architecture.text, all);
        QCOMPARE(features.sizes(), plain.sizes());
        QVERIFY(worstCosine(features, plain) >= 0.999999);
        QVERIFY(((features - plain).norm() / plain.norm()).item<double>() < 1e-5);
    }

    void aSharedBeginningChangesNothing() {
        const Tokens beginning = {598, 12, 97, 4, 250};
        std::vector<Tokens> whole = texts(300, beginning), rests;
        for (const Tokens& tokens : whole) rests.emplace_back(tokens.begin() + 5, tokens.end());
        const TextTower tower = text();
        const at::Tensor features = tower.encode(rests, tower.remember(beginning));
        QVERIFY(worstCosine(features, encodePlainly(m_weights.text, m_architecture.text, whole)) >= 0.999999);
    }

    void aTextIsAloneInItsBatch_data() { precisions(); }
    void aTextIsAloneInItsBatch() {
        QFETCH(const int, precision);
        const TextTower tower = text(static_cast<Precision>(precision));
        const std::vector<Tokens> all = texts(200);
        const at::Tensor features = tower.encode(all);
        std::vector<Tokens> reversed(all.rbegin(), all.rend());
        QVERIFY(at::equal(tower.encode(reversed).flip(0), features));
        QVERIFY(at::equal(tower.encode({all[3]}), features.narrow(0, 3, 1)));
    }

    void threadsChangeNothing() {
        const TextTower tower = text();
        const std::vector<Tokens> all = texts(200);
        const at::Tensor two = tower.encode(all);
        at::set_num_threads(1);
        QVERIFY(at::equal(tower.encode(all), two));
        at::set_num_threads(2);
    }

    void bothFormsOfAttentionAgree() {
        const std::vector<std::int64_t> lengths = {1, 4, 2, 4, 7};
        const at::Tensor rows =
            at::sin(at::arange(20 * 3 * 24).mul(0.7)).view({20, 72});  // two rows of padding
        const at::Tensor prefix = at::cos(at::arange(5 * 2 * 24).mul(0.3)).view({5, 48});
        for (const at::Tensor& before : {prefix, prefix.narrow(0, 0, 0)}) {
            const at::Tensor loops = attendToPast(rows, lengths, before, 3);
            QVERIFY(at::allclose(loops, attendToPastInBatches(rows, lengths, before, 3), 1e-5, 1e-6));
            QCOMPARE(loops.slice(0, 18).abs().sum().item<float>(), 0.0f);
        }
        // by hand: a first token without a prefix sees its own value only
        QVERIFY(
            at::allclose(attendToPast(rows, lengths, prefix.narrow(0, 0, 0), 3)[0], rows[0].slice(0, 48)));
    }

    void batchesShrinkWhereMemoryEnds() {
        std::vector<std::int64_t> done;
        std::int64_t begin = 0;
        const std::int64_t size = halveOnOutOfMemory(32, [&](std::int64_t some) {
            for (; begin < 40; begin += some) {
                if (some > 12 && begin > 0) TORCH_CHECK_WITH(OutOfMemoryError, false, "no more");
                done.push_back(some);
            }
        });
        QCOMPARE(size, std::int64_t(8));
        QCOMPARE(done, (std::vector<std::int64_t>{32, 8}));
        QVERIFY_EXCEPTION_THROWN(
            halveOnOutOfMemory(4, [](std::int64_t) { TORCH_CHECK(false, "CUDA error: out of memory"); }),
            c10::Error);
        int attempts = 0;
        QVERIFY_EXCEPTION_THROWN(halveOnOutOfMemory(4,
                                                    [&](std::int64_t) {
                                                        ++attempts;
                                                        TORCH_CHECK(false, "another mistake");
                                                    }),
                                 c10::Error);
        QCOMPARE(attempts, 1);
    }

    void noTextsGiveNoRows() {
        QCOMPARE(text().encode({}).sizes(), (at::IntArrayRef{0, m_architecture.width}));
    }

    void badTokensAreRefused() {
        const TextTower tower = text();
        QVERIFY_EXCEPTION_THROWN(tower.encode({{598, 600}}), Error);
        QVERIFY_EXCEPTION_THROWN(tower.encode({{598, -1}}), Error);
        QVERIFY_EXCEPTION_THROWN(tower.encode({Tokens(78, 5)}), Error);
        QVERIFY_EXCEPTION_THROWN(tower.encode({Tokens(75, 5)}, tower.remember({598, 1, 2})), Error);
        QVERIFY_EXCEPTION_THROWN(tower.remember({600}), Error);
    }

    void cancellingStopsBetweenLayers() {
        CancelToken cancel;
        Job job;
        job.cancel = &cancel;
        std::atomic<int> told{0};
        QVERIFY_EXCEPTION_THROWN(text().encode(texts(400), {}, job,
                                               [&](std::int64_t) {
                                                   ++told;
                                                   cancel.cancel();
                                               }),
                                 Cancelled);
        QVERIFY2(told >= 1 && told <= 2, "one tile a thread at most is finished");
        QVERIFY_EXCEPTION_THROWN(vision().encode(pictures(2), job), Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestClipTowers)
#include "test_clip_towers.moc"
