#include "core/io/embedding_store.h"

#include <sys/resource.h>

#include <QTemporaryDir>
#include <QTest>
#include <chrono>
#include <csignal>
#include <thread>

#include "core/io/stored_nouns.h"
#include "core/io/stored_pictures.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

namespace {

EncoderInfo encoder() {
    EncoderInfo info;
    info.weightsSha256 = "abc";
    info.precision = "fp32";
    info.preprocessing = "crop-1";
    info.width = 3;
    return info;
}

Sha256 content(std::uint8_t first) {
    Sha256 hash{};
    hash[0] = first;
    return hash;
}

PictureEntry picture(std::uint8_t first, std::vector<float> feature, std::int64_t pixels = 100) {
    return {"anywhere", std::nullopt, content(first), pixels, {std::move(feature), ""}};
}

PictureEntry broken(std::uint8_t first, std::string reason) {
    return {"anywhere", std::nullopt, content(first), 0, {{}, std::move(reason)}};
}

}  // namespace

class TestEmbeddingStore : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path path(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }
    fs::path file() const { return path("deeper/store.sqlite"); }

    // One picture of content 1, put there by a store of its own.
    void fill() const {
        EmbeddingStore store(file());
        StoredPictures(store, encoder(), {}).add({picture(1, {1, 2, 3})});
    }

    bool holdsThePicture() const {
        EmbeddingStore store(file());
        return StoredPictures(store, encoder(), {}).find(content(1)).has_value();
    }

    // What the store says about itself when it is opened.
    static QString notes(EmbeddingStore& store) {
        QString all;
        for (const std::string& note : store.takeNotes()) all += QString::fromStdString(note) + "\n";
        return all;
    }

    void writeOld(const fs::path& name, const Bytes& bytes, int hoursAgo = 1) const {
        writeBytes(name, bytes);
        fs::last_write_time(name, fs::file_time_type::clock::now() - std::chrono::hours(hoursAgo));
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void keepsPicturesAndFailures() {
        {
            EmbeddingStore store(file());
            QCOMPARE(notes(store), QString());
            StoredPictures(store, encoder(), {}).add({picture(1, {1, 2, 3}), broken(2, "cut short")});
        }
        EmbeddingStore store(file());
        StoredPictures pictures(store, encoder(), {});
        QCOMPARE(pictures.find(content(1))->feature, (std::vector<float>{1, 2, 3}));
        QCOMPARE(pictures.find(content(1))->error, std::string());
        QCOMPARE(pictures.find(content(2))->error, std::string("cut short"));
        QVERIFY(pictures.find(content(2))->feature.empty());
        QVERIFY(!pictures.find(content(3)));
        QCOMPARE(store.contents().pictures, 1);
        QCOMPARE(store.contents().failures, 1);
        QVERIFY(store.bytes() >= static_cast<std::int64_t>(fs::file_size(file())));
    }

    void forgetsFailuresOfItsOwnSettingsOnly() {
        EmbeddingStore store(file());
        PictureSettings smaller;
        smaller.maxPixels = 10;
        StoredPictures pictures(store, encoder(), {}), others(store, encoder(), smaller);
        pictures.add({picture(1, {1, 2, 3}), broken(2, "cut short")});
        others.add({broken(3, "too many pixels")});
        pictures.forgetFailures();
        QVERIFY(!pictures.find(content(2)));
        QVERIFY(pictures.find(content(1)));
        QVERIFY(others.find(content(3)));
    }

    void nothingIsSharedBetweenSettings() {
        EmbeddingStore store(file());
        StoredPictures(store, encoder(), {}).add({picture(1, {1, 2, 3}), broken(2, "cut short")});
        const auto knows = [&](const EncoderInfo& info, const PictureSettings& settings) {
            StoredPictures pictures(store, info, settings);
            return pictures.find(content(1)).has_value() || pictures.find(content(2)).has_value();
        };
        QVERIFY(knows(encoder(), {}));
        EncoderInfo weights = encoder(), precision = encoder(), preprocessing = encoder();
        weights.weightsSha256 = "abd";
        precision.precision = "bf16";
        preprocessing.preprocessing = "crop-2";
        for (const EncoderInfo& info : {weights, precision, preprocessing}) QVERIFY(!knows(info, {}));
        PictureSettings stored, dropped;
        stored.orientation = Orientation::Stored;
        dropped.alpha = AlphaMode::Drop;
        for (const PictureSettings& settings : {stored, dropped}) QVERIFY(!knows(encoder(), settings));
    }

    void maxPixelsHoldForWhatIsKnown() {
        EmbeddingStore store(file());
        PictureSettings small, large;
        small.maxPixels = 99;
        large.maxPixels = 1000;
        StoredPictures(store, encoder(), large).add({picture(1, {1, 2, 3}, 100)});
        StoredPictures(store, encoder(), small).add({broken(1, "too large")});
        QCOMPARE(StoredPictures(store, encoder(), small).find(content(1))->error, std::string("too large"));
        QVERIFY(!StoredPictures(store, encoder(), large).find(content(1))->feature.empty());
        large.maxPixels = 100;
        QVERIFY(!StoredPictures(store, encoder(), large).find(content(1))->feature.empty());
    }

    void anUnchangedFileIsNotRead() {
        EmbeddingStore store(file());
        StoredPictures pictures(store, encoder(), {});
        const fs::path name = path("a.png");
        writeOld(name, {1, 2, 3});
        PictureEntry entry = picture(1, {1, 2, 3});
        entry.file = name;
        entry.stamp = stampOf(name);
        QVERIFY(entry.stamp);
        pictures.add({entry});
        QVERIFY(pictures.find(name));

        const fs::file_time_type time = fs::last_write_time(name);
        writeBytes(name, {4, 5, 6});
        fs::last_write_time(name, time);
        QVERIFY(pictures.find(name));  // size and time say that it is the same
        fs::last_write_time(name, time + std::chrono::nanoseconds(1));
        QVERIFY(!pictures.find(name));
        writeOld(name, {4, 5, 6, 7});
        fs::last_write_time(name, time);
        QVERIFY(!pictures.find(name));
        fs::remove(name);
        QVERIFY(!pictures.find(name));
    }

    void aFileChangedJustNowHasNoStamp() {
        writeBytes(path("new.png"), {1});
        QVERIFY(!stampOf(path("new.png")));
        QVERIFY(!stampOf(path("")));
        QVERIFY(!stampOf(path("missing")));
        writeOld(path("new.png"), {1});
        QCOMPARE(stampOf(path("new.png"))->size, 1);
    }

    void nounsAreKeptByTemplates() {
        EmbeddingStore store(file());
        StoredNouns nouns(store, encoder(), {"a {}.", "{}"});
        nouns.add({"cat", "Katze"}, {{1, 0, 0}, {0, 1, 0}});
        const auto found = nouns.find({"dog", "Katze", "cat", "Cat"});
        QVERIFY(found[0].empty() && found[3].empty());
        QCOMPARE(found[1], (std::vector<float>{0, 1, 0}));
        QCOMPARE(found[2], (std::vector<float>{1, 0, 0}));
        QVERIFY(StoredNouns(store, encoder(), {"a {}."}).find({"cat"})[0].empty());
        QCOMPARE(store.contents().nouns, 2);
    }

    void whatIsNoDatabaseIsSetAside() {
        fs::create_directories(file().parent_path());
        writeBytes(file(), Bytes(5000, 'x'));
        EmbeddingStore store(file());
        QVERIFY2(notes(store).contains("store.sqlite.damaged"), qPrintable(notes(store)));
        StoredPictures pictures(store, encoder(), {});
        pictures.add({picture(1, {1, 2, 3})});
        QVERIFY(pictures.find(content(1)));
        QCOMPARE(readBytes(path("deeper/store.sqlite.damaged")), Bytes(5000, 'x'));
        QCOMPARE(notes(store), QString());
    }

    // Where in the file the damage is decides whether SQLite notices, or our own check.
    void damageAnywhereIsNoticedOrHarmless() {
        fill();
        const Bytes whole = readBytes(file());
        int setAside = 0;
        for (std::size_t at = 0; at < whole.size(); at += 997) {
            Bytes bytes = whole;
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                        std::min<std::size_t>(997, bytes.size() - at), std::uint8_t{0xA5});
            fs::remove_all(file().parent_path());
            fs::create_directories(file().parent_path());
            writeBytes(file(), bytes);
            EmbeddingStore store(file());
            StoredPictures pictures(store, encoder(), {});
            const auto found = pictures.find(content(1));
            if (found) QCOMPARE(found->feature, (std::vector<float>{1, 2, 3}));
            pictures.add({picture(2, {4, 5, 6})});
            setAside += fs::exists(path("deeper/store.sqlite.damaged"));
        }
        QVERIFY(setAside > 1);
    }

    void aWrongNumberIsNoticed() {
        fill();
        {
            SqliteDatabase database(file(), 0);
            database.execute(
                "UPDATE picture SET feature = x'000000000000000000000000' || substr(feature, 13)");
        }
        EmbeddingStore store(file());
        QVERIFY(!StoredPictures(store, encoder(), {}).find(content(1)));
        QVERIFY2(notes(store).contains("damaged"), "the damage is not told");
        QVERIFY(!store.use([](SqliteDatabase&) {}));  // the next run begins anew
    }

    void newerAndForeignDatabasesAreLeftAlone_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("reason");
        QTest::newRow("newer") << "PRAGMA user_version = 99"
                               << "newer version";
        QTest::newRow("foreign") << "PRAGMA application_id = 0"
                                 << "another program";
    }

    void newerAndForeignDatabasesAreLeftAlone() {
        QFETCH(QString, change);
        QFETCH(QString, reason);
        fill();
        SqliteDatabase(file(), 0).execute(qPrintable(change));
        const Bytes before = readBytes(file());
        {
            EmbeddingStore store(file());
            QVERIFY2(notes(store).contains(reason), qPrintable(reason));
            StoredPictures pictures(store, encoder(), {});
            pictures.add({picture(2, {1, 2, 3})});
            QVERIFY(!pictures.find(content(1)));
            QVERIFY(!store.clear());
        }
        QCOMPARE(readBytes(file()), before);
    }

    void aPlaceThatCannotBeUsedIsTold() {
        writeBytes(path("file"), {1});
        EmbeddingStore store(path("file/store.sqlite"));
        QVERIFY(notes(store).contains("not kept"));
        QVERIFY(!StoredPictures(store, encoder(), {}).find(content(1)));
        QCOMPARE(store.bytes(), 0);
    }

    void aFullDiskEndsTheStoreNotTheRun() {
        EmbeddingStore store(file());
        StoredPictures pictures(store, encoder(), {});
        pictures.add({picture(1, {1, 2, 3})});
        // Files may not grow any more, as on a full disk.
        signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit full = before;
        full.rlim_cur = 4096;
        setrlimit(RLIMIT_FSIZE, &full);
        pictures.add({picture(2, {1, 2, 3})});
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY2(notes(store).contains("not kept"), "the full disk is not told");
        QVERIFY(!pictures.find(content(1)));
        QVERIFY(holdsThePicture());  // what was written before is still good
    }

    void clearForgetsAndFreesSpace() {
        EmbeddingStore other(file()), store(file());
        StoredPictures pictures(store, encoder(), {}), others(other, encoder(), {});
        std::vector<PictureEntry> many;
        for (int i = 0; i < 200; ++i) {
            Sha256 hash{};
            hash[1] = static_cast<std::uint8_t>(i);
            many.push_back({"anywhere", {}, hash, 1, {{}, std::string(4000, 'r')}});
        }
        pictures.add(many);
        writeBytes(path("deeper/store.sqlite.damaged"), Bytes(9000, 1));
        QVERIFY(others.find(many[7].content));
        QVERIFY(store.clear());
        QVERIFY2(store.bytes() < 200'000, qPrintable(QString::number(store.bytes())));
        QVERIFY(!pictures.find(many[7].content) && !others.find(many[7].content));
        others.add({picture(1, {1, 2, 3})});
        QVERIFY(pictures.find(content(1)));
        QCOMPARE(notes(store) + notes(other), QString());
    }

    void manyConnectionsAtOnce() {
        std::vector<std::thread> threads;
        std::atomic<int> troubles{0};
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                EmbeddingStore store(file());
                StoredPictures pictures(store, encoder(), {});
                for (int i = 0; i < 20; ++i) {
                    const auto number = static_cast<std::uint8_t>(20 * t + i);
                    pictures.add({picture(number, {1, 2, float(number)})});
                    pictures.find(content(number));
                }
                troubles += static_cast<int>(store.takeNotes().size());
            });
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(troubles.load(), 0);
        EmbeddingStore store(file());
        StoredPictures pictures(store, encoder(), {});
        for (int number = 0; number < 80; ++number)
            QCOMPARE(pictures.find(content(static_cast<std::uint8_t>(number)))->feature[2], float(number));
    }
};

QTEST_GUILESS_MAIN(TestEmbeddingStore)
#include "test_embedding_store.moc"
