// Embedding with a store: what it knows is not computed again, and the results are those of a run without it.
#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <chrono>

#include "core/encode/embed_images.h"
#include "core/encode/embed_nouns.h"
#include "core/model/error.h"
#include "tests/fake_encoder.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

class TestEmbedStored : public QObject {
    Q_OBJECT

    static constexpr int count = 30, brokenOne = 11;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddingStore> m_store;
    FakeEncoder m_encoder;
    std::atomic<int> m_prepared{0};

    fs::path path(const std::string& name) const { return fs::path(m_folder->path().toStdString()) / name; }

    // Written an hour ago, so that the store trusts its time.
    static void writeOld(const fs::path& file, const Bytes& bytes, int hours = 1) {
        writeBytes(file, bytes);
        fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(hours));
    }

    static Bytes png(int i) {
        cv::Mat picture(9, 9, CV_8UC3, cv::Scalar(i * 7 % 256, i * 31 % 256, 255 - i));
        picture.at<cv::Vec3b>(i % 9, 3) = {255, 255, 255};
        return encoded(picture, ".png");
    }

    ImageItems items() const {
        ImageItems all;
        for (int i = 0; i < count; ++i) {
            const std::string name = std::to_string(i) + ".png";
            all.push_back({name, path(name), ""});
        }
        return all;
    }

    ImageEmbeddings embed(ImageItems& all, EmbeddingStore* store) {
        m_prepared = 0;
        EmbedOptions options{3, 4};
        options.store = store;
        return embedImages(all, m_encoder, {}, options);
    }
    ImageEmbeddings embed() {
        ImageItems all = items();
        return embed(all, m_store.get());
    }

    void compareWithoutStore(const ImageEmbeddings& result, const ImageItems& all) {
        ImageItems plainItems = all;
        for (ImageItem& item : plainItems) item.error.clear();
        const ImageEmbeddings plain = embed(plainItems, nullptr);
        QVERIFY(at::equal(result.features, plain.features));
        QCOMPARE(result.rows, plain.rows);
        for (std::size_t i = 0; i < all.size(); ++i) QCOMPARE(all[i].error, plainItems[i].error);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        for (int i = 0; i < count; ++i) {
            Bytes bytes = png(i);
            if (i == brokenOne) bytes.resize(bytes.size() / 2);
            writeOld(path(std::to_string(i) + ".png"), bytes);
        }
        m_store = std::make_unique<EmbeddingStore>(path("cache/store.sqlite"));
        m_encoder.onPrepare = [this] { ++m_prepared; };
    }

    void coldHalfFilledAndWarmAreTheSame() {
        ImageItems half = items(), all = items();
        for (int i = 0; i < count; i += 2) half.erase(half.begin() + i / 2);  // the odd ones stay
        QCOMPARE(embed(half, m_store.get()).reused, 0);
        QCOMPARE(m_prepared.load(), 14);

        const ImageEmbeddings filled = embed(all, m_store.get());
        QCOMPARE(filled.reused, 15);  // the broken one is among them
        QCOMPARE(m_prepared.load(), 15);
        compareWithoutStore(filled, all);

        ImageItems again = items();
        const ImageEmbeddings warm = embed(again, m_store.get());
        QCOMPARE(warm.reused, count);
        QCOMPARE(m_prepared.load(), 0);
        compareWithoutStore(warm, again);
        QVERIFY(!warm.features.is_inference());
    }

    void unchangedFilesAreNotReadAgain() {
        embed();
        for (int i = 0; i < count; ++i) {
            const fs::path file = path(std::to_string(i) + ".png");
            const fs::file_time_type time = fs::last_write_time(file);
            writeBytes(file, Bytes(fs::file_size(file), 0));  // no picture any more
            fs::last_write_time(file, time);
        }
        QCOMPARE(embed().rows.size(), std::size_t(count - 1));
    }

    void aChangedFileIsSeen() {
        embed();
        writeOld(path("5.png"), png(77), 2);
        const ImageEmbeddings result = embed();
        QCOMPARE(m_prepared.load(), 1);
        QCOMPARE(result.reused, count - 1);
        compareWithoutStore(result, [&] {
            ImageItems all = items();
            embed(all, m_store.get());
            return all;
        }());
    }

    void movedAndCopiedFilesAreRecognised() {
        embed();
        fs::create_directory(path("moved"));
        ImageItems all;
        for (int i = 0; i < count; ++i) {
            const std::string name = "moved/" + std::to_string(count - i) + ".png";
            fs::rename(path(std::to_string(i) + ".png"), path(name));
            all.push_back({name, path(name), ""});
        }
        const ImageEmbeddings result = embed(all, m_store.get());
        QCOMPARE(m_prepared.load(), 0);
        QCOMPARE(result.reused, count);
        QVERIFY(all[brokenOne].error.find("truncated PNG") == 0);
        compareWithoutStore(result, all);
    }

    void aFailureIsRememberedUntilTheFileChanges() {
        embed();
        const fs::path file = path(std::to_string(brokenOne) + ".png");
        ImageItems all = items();
        QCOMPARE(embed(all, m_store.get()).reused, count);
        QVERIFY(all[brokenOne].error.find("truncated PNG") == 0);
        writeOld(file, png(brokenOne), 2);
        all = items();
        QCOMPARE(embed(all, m_store.get()).reused, count - 1);
        QCOMPARE(all[brokenOne].error, std::string());
    }

    void whatMayGoWellAnotherDayIsTriedAgain() {
        fs::remove(path("3.png"));
        ImageItems all = items();
        embed(all, m_store.get());
        QVERIFY(!all[3].error.empty());
        writeOld(path("3.png"), png(3));
        all = items();
        QCOMPARE(embed(all, m_store.get()).reused, count - 1);
        QVERIFY(all[3].error.empty());
    }

    void anInterruptedRunKeepsItsBatches() {
        int batches = 0;
        m_encoder.onEncode = [&] {
            if (++batches == 4) throw Cancelled();
        };
        QVERIFY_EXCEPTION_THROWN(embed(), Cancelled);
        m_encoder.onEncode = {};
        QVERIFY(embed().reused >= 12);
    }

    void aLostStoreChangesNothing() {
        embed();
        m_store.reset();
        writeBytes(path("cache/store.sqlite"), Bytes(4000, 7));
        m_store = std::make_unique<EmbeddingStore>(path("cache/store.sqlite"));
        ImageItems all = items();
        const ImageEmbeddings result = embed(all, m_store.get());
        QCOMPARE(result.reused, 0);
        compareWithoutStore(result, all);
    }

    void progressCountsWhatIsKnown() {
        embed();
        ImageItems all = items();
        std::vector<Progress> seen;
        Job job;
        job.progress = [&](const Progress& progress) { seen.push_back(progress); };
        EmbedOptions options;
        options.store = m_store.get();
        embedImages(all, m_encoder, {}, options, job);
        QCOMPARE(seen.back().done, count);
        QCOMPARE(seen.back().total, count);
        QCOMPARE(seen.back().perSecond, 0.0);  // nothing was worked on

        writeOld(path("5.png"), png(77), 2);
        all = items();
        const auto begin = std::chrono::steady_clock::now();
        embedImages(all, m_encoder, {}, options, job);
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
        QVERIFY(seen.back().perSecond > 0 && seen.back().perSecond >= 1 / elapsed.count());
        QVERIFY2(seen.back().perSecond < count / elapsed.count(), "what is known counts as work");
    }

    void nounsAreEncodedOnce() {
        std::vector<std::size_t> asked;
        m_encoder.onNouns = [&](const NounList& nouns) { asked.push_back(nouns.words.size()); };
        NounList nouns;
        for (int i = 0; i < 600; ++i) nouns.words.push_back((i % 50 == 7 ? "?" : "") + std::to_string(i));
        nouns.glosses.resize(nouns.words.size());
        const std::vector<std::string> templates{"a {}."};
        const NounEmbeddings plain = m_encoder.encodeNouns(nouns, templates, {});
        const auto same = [&](const NounEmbeddings& other) {
            return at::equal(other.features, plain.features) && other.rows == plain.rows &&
                   other.unknown == plain.unknown;
        };

        NounList some;
        some.words = {"599", "0", "300", "?57"};
        some.glosses.resize(4);
        embedNouns(some, templates, m_encoder, m_store.get());
        asked.clear();
        const EmbeddedNouns cold = embedNouns(nouns, templates, m_encoder, m_store.get());
        QVERIFY(same(cold.embeddings));
        QCOMPARE(cold.reused, 3);
        QCOMPARE(asked, (std::vector<std::size_t>{255, 255, 87}));

        asked.clear();
        const EmbeddedNouns warm = embedNouns(nouns, templates, m_encoder, m_store.get());
        QVERIFY(same(warm.embeddings));
        QCOMPARE(warm.reused, 588);  // the 12 unknown ones are asked for again
        QCOMPARE(asked, (std::vector<std::size_t>{5, 6, 1}));
        QCOMPARE(embedNouns(nouns, {"the {}."}, m_encoder, m_store.get()).reused, 0);
        QVERIFY(same(embedNouns(nouns, templates, m_encoder, nullptr).embeddings));
    }

    void interruptedNounsKeepTheirChunks() {
        int chunks = 0;
        m_encoder.onNouns = [&](const NounList&) {
            if (++chunks == 3) throw Cancelled();
        };
        NounList nouns;
        for (int i = 0; i < 600; ++i) nouns.words.push_back(std::to_string(i));
        nouns.glosses.resize(nouns.words.size());
        QVERIFY_EXCEPTION_THROWN(embedNouns(nouns, {"{}"}, m_encoder, m_store.get()), Cancelled);
        m_encoder.onNouns = {};
        QCOMPARE(embedNouns(nouns, {"{}"}, m_encoder, m_store.get()).reused, 512);
    }
};

QTEST_GUILESS_MAIN(TestEmbedStored)
#include "test_embed_stored.moc"
