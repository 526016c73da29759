#include "core/io/session_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <nlohmann/json.hpp>

#include "core/io/csv.h"
#include "core/io/json_file.h"
#include "core/model/error.h"
#include "tests/example_session.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

class TestSessionFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;

    fs::path path(const char* name) const { return m_home->filePath(name).toStdString(); }

    Bytes table(const Session& session, const char* name) const {
        fs::create_directories(path("tables"));
        writeSessionResults(path("tables"), session);
        return readBytes(path("tables") / name);
    }

    static void write(const fs::path& file, const std::string& text) {
        writeBytes(file, Bytes(text.begin(), text.end()));
    }

    // The message of the refusal, empty where it was opened.
    static QString refusal(const fs::path& file) {
        try {
            openSession(file);
        } catch (const Error& error) {
            return QString::fromStdString(error.what());
        }
        return {};
    }

    void drawPicturesOf(const Session& session) const {
        for (const ImageItem& item : session.inputs.items) {
            fs::create_directories(item.file.parent_path());
            write(item.file, "picture " + item.path);
        }
    }

private Q_SLOTS:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void whatIsSavedIsOpened() {
        Session session = exampleSession(path("pictures"));
        editExample(session);
        saveSession(path("s.nounscope"), session);
        const Session opened = openSession(path("s.nounscope"));
        for (const char* name : {"assignments.csv", "clusters.csv", "nouns.csv", "report.json"})
            QCOMPARE(table(opened, name), table(session, name));
        QVERIFY(opened.edits == session.edits);
        QCOMPARE(opened.settings.filter.temperature, session.settings.filter.temperature);
        QCOMPARE(opened.settings.seed, session.settings.seed);
        QCOMPARE(opened.pictures.exclude, session.pictures.exclude);
        QCOMPARE(opened.templates, session.templates);
        QCOMPARE(opened.nounSource, session.nounSource);
        QCOMPARE(opened.inputs.nouns.glosses, session.inputs.nouns.glosses);
        QCOMPARE(opened.wishes.pinned, session.wishes.pinned);
        QCOMPARE(opened.wishes.banned, session.wishes.banned);
        QCOMPARE(opened.encoder->weightsSha256, session.encoder->weightsSha256);
        QCOMPARE(opened.filtered.kChoice.curve.size(), std::size_t{2});
        QCOMPARE(opened.filtered.selection.selected, session.filtered.selection.selected);
        QCOMPARE(opened.run.clustering.distance, session.run.clustering.distance);
        QVERIFY(std::isnan(opened.run.metrics.calinskiHarabasz));
        QVERIFY(at::equal(opened.filtered.centers, session.filtered.centers));
        QCOMPARE(opened.inputs.items[12].file, session.inputs.items[12].file);
        saveSession(path("again.nounscope"), opened);
        QCOMPARE(readBytes(path("again.nounscope")), readBytes(path("s.nounscope")));
    }

    void withoutEdits() {
        const Session session = exampleSession(path("pictures"));
        saveSession(path("s.nounscope"), session);
        const Session opened = openSession(path("s.nounscope"));
        QVERIFY(opened.edits == session.edits);
        QCOMPARE(table(opened, "assignments.csv"), table(session, "assignments.csv"));
    }

    void picturesMovedBackKeepTheirHistory() {
        Session session = exampleSession(path("pictures"));
        const std::int64_t row = session.edits.rowsOf(0).front();
        session.edits.split(0, {row}, {"half", {}}, {"rest", {}});
        session.edits.move({row}, 0);  // together as in the run, by hand
        saveSession(path("s.nounscope"), session);
        QVERIFY(openSession(path("s.nounscope")).edits == session.edits);
    }

    void featuresFromElsewhereHaveNoFolder() {
        Session session = exampleSession(path("pictures"));
        session.folders.clear();
        session.encoder.reset();
        session.inputs.items = numberedItems(static_cast<std::int64_t>(session.inputs.items.size()));
        session.inputs.labels.assign(session.inputs.items.size(), "label");
        saveSession(path("s.nounscope"), session);
        const Session opened = openSession(path("s.nounscope"));
        QCOMPARE(table(opened, "assignments.csv"), table(session, "assignments.csv"));
        QVERIFY(!opened.encoder && missingFolders(opened).empty());
    }

    void pathsKeepTheirBytes() {
        Session session = exampleSession(path("pictures"));
        session.inputs.items[0].path = "caf\xE9 100%.png";
        session.inputs.items[9].error = "\xFF";
        saveSession(path("s.nounscope"), session);
        const Session opened = openSession(path("s.nounscope"));
        QCOMPARE(opened.inputs.items[0].path, session.inputs.items[0].path);
        QCOMPARE(opened.inputs.items[0].file, path("pictures") / "caf\xE9 100%.png");
        QCOMPARE(opened.inputs.items[9].error, session.inputs.items[9].error);
    }

    void movesWithItsFolder() {
        const Session session = exampleSession(path("disk/pictures"));
        drawPicturesOf(session);
        fs::create_directories(path("disk/work"));
        saveSession(path("disk/work/s.nounscope"), session);
        fs::rename(path("disk"), path("elsewhere"));
        const Session opened = openSession(path("elsewhere/work/s.nounscope"));
        QCOMPARE(opened.folders[0].folder, path("elsewhere/pictures"));
        QCOMPARE(opened.inputs.items[3].file, path("elsewhere/pictures/folder 3/picture 3.png"));
        QVERIFY(missingFolders(opened).empty());
    }

    void theSessionAloneMoves() {
        const Session session = exampleSession(path("pictures"));
        drawPicturesOf(session);
        saveSession(path("s.nounscope"), session);
        fs::create_directories(path("far/away"));
        fs::rename(path("s.nounscope"), path("far/away/s.nounscope"));
        QCOMPARE(openSession(path("far/away/s.nounscope")).folders[0].folder, path("pictures"));
    }

    void missingPicturesAreAskedForOnce() {
        const Session session = exampleSession(path("pictures"));
        drawPicturesOf(session);
        saveSession(path("s.nounscope"), session);
        fs::rename(path("pictures"), path("archive"));
        Session opened = openSession(path("s.nounscope"));
        QCOMPARE(missingFolders(opened), std::vector<std::size_t>{0});
        fs::create_directories(path("other"));
        QVERIFY_EXCEPTION_THROWN(relocate(opened, 0, path("other")), Error);
        relocate(opened, 0, path("archive"));
        QVERIFY(missingFolders(opened).empty());
        QVERIFY(fs::exists(opened.inputs.items[0].file));
        QCOMPARE(table(opened, "assignments.csv"), table(session, "assignments.csv"));
        saveSession(path("s.nounscope"), opened);
        QVERIFY(missingFolders(openSession(path("s.nounscope"))).empty());
    }

    void severalFolders() {
        Session session = exampleSession(path("a"));
        session.folders = pictureFolders({path("x/a"), path("y/a")});
        QCOMPARE(session.folders[1].name, std::string("a (2)"));
        for (std::size_t i = 0; i < session.inputs.items.size(); ++i) {
            ImageItem& item = session.inputs.items[i];
            item.file = session.folders[i % 2].folder / item.path;
            item.path = session.folders[i % 2].name + "/" + item.path;
        }
        drawPicturesOf(session);
        saveSession(path("s.nounscope"), session);
        fs::rename(path("y"), path("z"));
        Session opened = openSession(path("s.nounscope"));
        QCOMPARE(missingFolders(opened), std::vector<std::size_t>{1});
        relocate(opened, 1, path("z/a"));
        QCOMPARE(opened.inputs.items[0].file, session.inputs.items[0].file);
        QCOMPARE(opened.inputs.items[1].file, path("z/a/folder 1/picture 1.png"));
    }

    void savingThroughALinkKeepsTheLink() {
        const Session session = exampleSession(path("pictures"));
        saveSession(path("real.nounscope"), session);
        fs::create_symlink(path("real.nounscope"), path("link.nounscope"));
        saveSession(path("link.nounscope"), session);
        QVERIFY(fs::is_symlink(path("link.nounscope")));
        QVERIFY(!fs::is_symlink(path("real.nounscope")));
    }

    void whatCannotBeWrittenLeavesTheFile() {
        const Session session = exampleSession(path("pictures"));
        fs::create_directories(path("gone"));
        QVERIFY_EXCEPTION_THROWN(saveSession(path("gone/deeper/s.nounscope"), session), Error);
        QVERIFY_EXCEPTION_THROWN(saveSession(path("gone"), session), Error);
        QVERIFY(fs::is_directory(path("gone")));
    }

    void whatIsNoSessionIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("filepath,cluster\n");
        QTest::newRow("another JSON") << QByteArray("[1, 2]");
        QTest::newRow("another object") << QByteArray("{\"format\": \"other\", \"version\": 1}");
        QTest::newRow("no version") << QByteArray("{\"format\": \"NounScope session\"}");
        QTest::newRow("version 0") << QByteArray("{\"format\": \"NounScope session\", \"version\": 0}");
        QTest::newRow("nothing else") << QByteArray("{\"format\": \"NounScope session\", \"version\": 1}");
        QTest::newRow("deep") << QByteArray(1'000'000, '[');
        QTest::newRow("deep in a field") << "{\"format\": " + QByteArray(1'000'000, '[');
        QTest::newRow("not UTF-8") << QByteArray("{\"format\": \"\xFF\"}");
    }

    void whatIsNoSessionIsRefused() {
        QFETCH(QByteArray, text);
        write(path("s.nounscope"), text.toStdString());
        QVERIFY2(refusal(path("s.nounscope")).contains("s.nounscope"),
                 qPrintable(refusal(path("s.nounscope"))));
    }

    void aNewerVersionIsNamed() {
        write(path("s.nounscope"), "{\"format\": \"NounScope session\", \"version\": 2, \"new\": {}}");
        QVERIFY(refusal(path("s.nounscope")).contains("newer version"));
        QVERIFY(refusal(path("nowhere.nounscope")).contains("nowhere.nounscope"));
    }

    void everyCutIsRefused() {
        saveSession(path("whole.nounscope"), exampleSession(path("pictures"), {8, 2, 4, 2, 2}));
        const Bytes whole = readBytes(path("whole.nounscope"));
        for (std::size_t length = 0; length + 2 < whole.size(); length += 7) {
            writeBytes(path("cut.nounscope"),
                       Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
            QVERIFY(!refusal(path("cut.nounscope")).isEmpty());
        }
    }

    // Every value of the file in turn gone, of another kind, too large, negative, or a list one entry short or long.
    void everyLieIsRefusedOrHarmless() {
        Session session = exampleSession(path("pictures"), {12, 2, 6, 2, 2});
        session.edits.move({0}, 1 - session.edits.now()[0]);
        saveSession(path("whole.nounscope"), session);
        const Json whole = readJsonFile(path("whole.nounscope"));
        std::vector<Json::json_pointer> places;
        const std::function<void(const Json&, const Json::json_pointer&)> collect =
            [&](const Json& value, const Json::json_pointer& place) {
                if (!place.empty()) places.push_back(place);
                if (value.is_object())
                    for (const auto& [key, inner] : value.items()) collect(inner, place / key);
                if (value.is_array() && !value.empty()) collect(value.front(), place / 0);
            };
        collect(whole, Json::json_pointer());
        QVERIFY(places.size() > 90);
        int refused = 0;
        for (const Json::json_pointer& place : places) {
            std::vector<Json> lies{nullptr, -1,   1'000'000'000'000, 0.5,
                                   "x",     true, Json::array(),     Json::object()};
            if (whole[place].is_array() && !whole[place].empty()) {
                lies.push_back(whole[place]);
                lies.back().push_back(lies.back().front());
                lies.push_back(whole[place]);
                lies.back().erase(0);
            }
            for (const Json& lie : lies) {
                Json changed = whole;
                changed[place] = lie;
                write(path("lie.nounscope"), changed.dump());
                const QString message = refusal(path("lie.nounscope"));
                if (message.isEmpty())
                    table(openSession(path("lie.nounscope")),
                          "assignments.csv");  // a sanitizer would see a wrong index
                else
                    QVERIFY2(message.contains("lie.nounscope"), qPrintable(message));
                refused += !message.isEmpty();
            }
        }
        QVERIFY(refused > 500);
    }

    void pathsThatLeadOutAreRefused_data() {
        QTest::addColumn<QString>("lie");
        for (const char* lie : {"../../secret.png", "/etc/secret.png", "a/../../secret.png", "a//b.png",
                                "./a.png", "", "a/", "a/..", "passwd", ".ssh/id_rsa"})
            QTest::newRow(lie) << QString(lie);
    }

    void pathsThatLeadOutAreRefused() {
        QFETCH(QString, lie);
        saveSession(path("s.nounscope"), exampleSession(path("pictures")));
        Json json = readJsonFile(path("s.nounscope"));
        json["pictures"]["paths"][3] = lie.toStdString();
        write(path("s.nounscope"), json.dump());
        QVERIFY2(refusal(path("s.nounscope")).contains("path of a picture"),
                 qPrintable(refusal(path("s.nounscope"))));
        json["pictures"]["paths"][3] = std::string("a\0b.png", 7);
        write(path("s.nounscope"), json.dump());
        QVERIFY(!refusal(path("s.nounscope")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSessionFile)
#include "test_session_file.moc"
